package dev.sluice.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.CorruptDequeException;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.MappedRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several records in one copy, of which the last one may be cut off. */
class RingReadTest {
    private static final int START = 128;
    private static final int BYTES = 1 << 12;
    private static final int CAPACITY = 100;

    @TempDir
    Path directory;

    private MappedRegion region;
    private Ring ring;
    private long head;
    private long tail;
    private byte[][] elements = {};

    @BeforeEach
    void map() throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("ring"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            region = MappedRegion.of(channel.map(FileChannel.MapMode.READ_WRITE, 0, START + BYTES));
        }
        ring = new Ring(region, directory, START, BYTES, CAPACITY);
    }

    /** Records of those lengths from a position on, each of bytes of its own. */
    private void fill(int position, int... lengths) {
        head = Index.of(7, position);
        tail = head;
        elements = new byte[lengths.length][];
        for (int i = 0; i < lengths.length; i++) {
            elements[i] = new byte[lengths[i]];
            Arrays.fill(elements[i], (byte) (i + 1));
            Payload payload = new Payload().set(elements[i], 0, lengths[i]);
            ring.fill(Index.position(tail), payload, i);
            tail = Index.plus(tail, 1, payload.words());
        }
    }

    private static int[] lengths(SplittableRandom random) {
        return random.ints(1 + random.nextInt(20), 0, 60).toArray();
    }

    /** However many words are copied and records wanted: those that are whole, up to as many; also around the end of the ring. */
    @Test
    void wholeOnes() {
        SplittableRandom random = new SplittableRandom(5);
        Batch sink = new Batch(0);
        for (int round = 0; round < 3_000; round++) {
            fill(random.nextInt(), lengths(random));
            int copied = random.nextInt(Index.words(head, tail) + 1);
            int most = 1 + random.nextInt(elements.length);
            int expected = 0;
            int words = 0;
            while (expected < most && words + RecordLayout.words(elements[expected].length) <= copied) {
                words += RecordLayout.words(elements[expected].length);
                expected++;
            }
            sink.clear();
            assertEquals(Index.plus(head, expected, words), ring.read(head, tail, copied, most, sink));
            assertEquals(expected, sink.count());
            for (int i = 0; i < expected; i++) {
                assertArrayEquals(elements[i], sink.copy(i));
                assertEquals(i, sink.stamp(i));
            }
        }
    }

    /** Whichever bit of a length or a footer is wrong, that is told of, unless the record is not wanted or not copied. */
    @Test
    void damagedOnes() {
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 300; round++) {
            fill(random.nextInt(), lengths(random));
            int damaged = random.nextInt(elements.length);
            int from = Index.position(head);
            for (int i = 0; i < damaged; i++) {
                from += RecordLayout.words(elements[i].length);
            }
            int words = RecordLayout.words(elements[damaged].length);
            boolean footer = random.nextBoolean();
            int at = footer
                    ? START + (from + words - 1 & BYTES / RecordLayout.WORD_BYTES - 1) * RecordLayout.WORD_BYTES + 4
                    : START + (from & BYTES / RecordLayout.WORD_BYTES - 1) * RecordLayout.WORD_BYTES;
            region.setInt(at, region.getInt(at) ^ 1 << random.nextInt(Integer.SIZE));
            assertThrows(CorruptDequeException.class, () -> read(Index.words(head, tail), Integer.MAX_VALUE));
            assertThrows(CorruptDequeException.class, () -> read(Index.words(head, tail), damaged + 1));
            if (damaged > 0) {
                assertEquals(damaged, read(Index.words(head, tail), damaged));
                assertEquals(damaged, read(from - Index.position(head), Integer.MAX_VALUE));
            }
        }
    }

    private int read(int words, int most) {
        Batch sink = new Batch(0);
        ring.read(head, tail, words, most, sink);
        return sink.count();
    }

    /** More or fewer elements between the two than there are records. */
    @Test
    void wrongCounts() {
        fill(0, 8, 8, 8, 8);
        int all = Index.words(head, tail);
        long fewer = Index.plus(tail, -1, 0);
        long more = Index.plus(tail, 1, 0);
        Batch sink = new Batch(0);
        assertThrows(CorruptDequeException.class, () -> ring.read(head, fewer, all, 10, sink));
        assertThrows(CorruptDequeException.class, () -> ring.read(head, more, all, 10, sink));
        assertThrows(CorruptDequeException.class, () -> ring.read(head, fewer, all, 3, sink));
        assertThrows(CorruptDequeException.class, () -> ring.read(head, Index.plus(tail, -2, 0), all, 3, sink));
        assertThrows(CorruptDequeException.class, () -> ring.read(head, Index.plus(tail, 10, 0), all, 3, sink));
    }

    /** A record that says that it goes on behind the last one. */
    @Test
    void beyondTheEnd() {
        fill(0, 8, 8);
        region.setInt(START + RecordLayout.words(8) * RecordLayout.WORD_BYTES, 800);
        assertThrows(CorruptDequeException.class, () -> read(Index.words(head, tail), 2));
        assertThrows(CorruptDequeException.class, () -> read(Index.words(head, tail) - 1, 2));
    }
}
