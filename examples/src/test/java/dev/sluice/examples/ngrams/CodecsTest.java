package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.examples.ngrams.Message.Chunk;
import dev.sluice.examples.ngrams.Message.Died;
import dev.sluice.examples.ngrams.Message.Done;
import dev.sluice.examples.ngrams.Message.Taken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
    /** Each message comes back equal. */
    @ParameterizedTest
    @MethodSource("messages")
    void messagesComeBack(Message message) {
        assertEquals(message, roundTrip(new MessageCodec(), message));
    }

    static Stream<Message> messages() {
        List<MalformedLine> lines = new ArrayList<>();
        for (Problem problem : Problem.values()) {
            lines.add(new MalformedLine(lines.size(), Long.MAX_VALUE - lines.size(), problem));
        }
        return Stream.of(
                new Taken(7, Long.MAX_VALUE),
                new Chunk(1, 2, List.of()),
                new Chunk(1, 2, List.of(new WordCount(Word.of("a"), 1), new WordCount(Word.of("日本"), Counts.OVERFLOW))),
                new Chunk(1, 2, List.of(new WordCount(Word.of("w".repeat(NgramCounter.MAX_LINE_BYTES)), 1))),
                new Done(3, 4, 5, LineSummary.NONE),
                new Done(3, 4, 5, new LineSummary(60_000, 1234, lines)),
                new Died(9, -1));
    }

    /** Each problem has a code of its own. */
    @Test
    void problemsComeBack() {
        for (Problem problem : Problem.values()) {
            assertEquals(problem, Problem.of(problem.code()));
        }
        assertThrows(IllegalArgumentException.class, () -> Problem.of((byte) 0));
    }

    /** A partition comes back with all that it has, without text too. */
    @ParameterizedTest
    @MethodSource("texts")
    void partitionsComeBack(byte[] text) {
        Partition partition = new Partition(1L << 40, 3, 1L << 41, 77, text);
        Partition copy = roundTrip(new PartitionCodec(), partition);
        assertEquals(partition.id(), copy.id());
        assertEquals(partition.input(), copy.input());
        assertEquals(partition.firstLine(), copy.firstLine());
        assertEquals(partition.lines(), copy.lines());
        assertArrayEquals(text, copy.text());
    }

    static Stream<byte[]> texts() {
        return Stream.of(new byte[0], new byte[] {-1, 0, 1}, new byte[PartitionSource.MAX_TEXT_BYTES]);
    }

    /** Chunks hold each count once, and no chunk is larger than the largest message. */
    @Test
    void chunksFit() {
        Counts counts = new Counts();
        for (int i = 0; i < 20_000; i++) {
            counts.add(Word.of("w" + i), i);
        }
        for (char c = 'a'; c <= 'z'; c++) {
            counts.add(Word.of(String.valueOf(c).repeat(NgramCounter.MAX_LINE_BYTES - c)), c);
        }
        List<List<WordCount>> chunks = counts.chunks(MessageCodec.CHUNK_BYTES);
        assertTrue(chunks.size() > 26 / 2, "but " + chunks.size());
        Counts sum = new Counts();
        for (List<WordCount> chunk : chunks) {
            Message message = new Chunk(1, 2, chunk);
            assertFalse(chunk.isEmpty());
            assertTrue(new MessageCodec().maxBytes(message) <= MessageCodec.MAX_BYTES);
            assertEquals(message, roundTrip(new MessageCodec(), message));
            chunk.forEach(count -> assertEquals(0, sum.of(count.word())));
            sum.addAll(chunk);
        }
        assertEquals(counts.words(), sum.words());
        assertEquals(counts.top(Integer.MAX_VALUE), sum.top(Integer.MAX_VALUE));
        assertEquals(List.of(), new Counts().chunks(10));
    }

    /** The ids fit in the file, and differ. */
    @Test
    void idsAreShort() {
        String partition = new PartitionCodec().id();
        String message = new MessageCodec().id();
        assertFalse(partition.equals(message));
        assertTrue(partition.getBytes(StandardCharsets.UTF_8).length <= 64);
        assertTrue(message.getBytes(StandardCharsets.UTF_8).length <= 64);
    }

    /** Encodes within the bound, decodes from exactly the encoded bytes, and uses all of them. */
    private static <E> E roundTrip(Codec<E> codec, E element) {
        ByteBuffer target = ByteBuffer.allocate(codec.maxBytes(element)).order(ByteOrder.LITTLE_ENDIAN);
        codec.encode(element, target);
        byte[] bytes = Arrays.copyOf(target.array(), target.position());
        ByteBuffer source =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asReadOnlyBuffer();
        E copy = codec.decode(source.order(ByteOrder.LITTLE_ENDIAN));
        assertFalse(source.hasRemaining());
        return copy;
    }
}
