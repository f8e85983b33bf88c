package dev.sluice.deque;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.memory.Identity;
import dev.sluice.memory.SharedFile;
import dev.sluice.ring.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the arrays get that elements are drained into: others wait for the guard while they grow. */
class DrainRoomTest {
    private static final int MANY = 64;
    private static final int LARGE = 1 << 20;

    /** What is copied at most for elements of which nobody knows yet how large they are. */
    private static final int GUESSED = 1 << 18;

    @TempDir
    Path directory;

    private SharedDeque<byte[]> deque;
    private DequeEngine engine;

    @BeforeEach
    void open() throws IOException {
        Path file = directory.resolve("deque");
        deque = SharedDeque.builder(Codec.bytes())
                .capacity(MANY)
                .elementBytes(4 * LARGE / MANY)
                .create(file);
        engine = Attaching.attach(SharedFile.open(file, Identity::read));
    }

    @AfterEach
    void close() {
        engine.close();
        deque.close();
    }

    private static byte[] element(int index, int length) {
        byte[] element = new byte[length];
        Arrays.fill(element, (byte) (index + 1));
        return element;
    }

    private void put(int... lengths) {
        for (int i = 0; i < lengths.length; i++) {
            deque.addLast(element(i, lengths[i]));
        }
    }

    private static void assertElements(Batch drained, int... lengths) {
        assertEquals(lengths.length, drained.count());
        for (int i = 0; i < lengths.length; i++) {
            assertArrayEquals(element(i, lengths[i]), drained.copy(i));
        }
    }

    /** What has been made room for without the guard is room enough, however many of the elements are wanted. */
    @Test
    void ofOneSize() {
        for (int length : new int[] {0, 1, 3, 4, 5, 8, 20, 61, 1_000}) {
            for (int wanted = 2; wanted <= MANY; wanted++) {
                int[] lengths = new int[MANY];
                Arrays.fill(lengths, length);
                put(lengths);
                assertDrainedInto(wanted, Arrays.copyOf(lengths, wanted));
                deque.clear();
            }
        }
    }

    /** All that there are fit, whatever their sizes. */
    @Test
    void allOfThem() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            int[] lengths = random.ints(1 + random.nextInt(MANY), 0, 1 << random.nextInt(15))
                    .toArray();
            put(lengths);
            assertDrainedInto(MANY, lengths);
        }
    }

    private void assertDrainedInto(int wanted, int... lengths) {
        Batch sink = new Batch(0);
        engine.reserve(sink, wanted);
        byte[] room = sink.bytes();
        engine.drain(wanted, sink);
        assertElements(sink, lengths);
        assertSame(room, sink.bytes(), () -> wanted + " of " + Arrays.toString(lengths));
    }

    /** A large element behind those that are wanted is not copied with them, though all are taken for one size at first. */
    @Test
    void smallBeforeLarge() {
        int[] lengths = {1, 2, LARGE};
        put(lengths);
        Batch sink = new Batch(0);
        engine.drain(2, sink);
        assertElements(sink, 1, 2);
        assertTrue(sink.bytes().length <= GUESSED, () -> sink.bytes().length + " bytes for two elements of 3 together");
        assertArrayEquals(element(2, LARGE), deque.pollFirst());
    }

    /** Nor is what has been found made room for twice as large because of one that is not. */
    @Test
    void largeInBetween() {
        int[] lengths = {1, LARGE, 2, 3, LARGE, 4};
        put(lengths);
        Batch sink = new Batch(0);
        engine.drain(4, sink);
        assertElements(sink, 1, LARGE, 2, 3);
        assertTrue(sink.bytes().length <= 2 * (LARGE + GUESSED), () -> sink.bytes().length + " bytes");
        engine.drain(Integer.MAX_VALUE, sink);
        assertEquals(2, sink.count());
        assertArrayEquals(element(5, 4), sink.copy(1));
        assertEquals(0, engine.size());
    }
}
