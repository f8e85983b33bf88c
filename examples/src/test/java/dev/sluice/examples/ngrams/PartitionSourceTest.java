package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.ExampleFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionSourceTest {
    @TempDir
    Path directory;

    /** Partitions have as many lines as asked for, never span two inputs, and know where they are from. */
    @Test
    void cutsByLines() throws Exception {
        List<Input> inputs = List.of(
                TestInputs.file(directory, "a", TestInputs.utf8("1\n2\n3\n4\n5")),
                TestInputs.file(directory, "empty", new byte[0]),
                TestInputs.file(directory, "b.gz", TestInputs.gzip(TestInputs.utf8("6\r\n7\r\n"))));
        List<Partition> partitions = partitions(inputs, 2);
        assertEquals(
                List.of("0 0 1 2 1|2|", "1 0 3 2 3|4|", "2 0 5 1 5|", "3 2 1 2 6\r|7\r|"),
                partitions.stream().map(PartitionSourceTest::describe).toList());
    }

    /** Gzip data is known by its content as well as by its name. */
    @Test
    void knowsGzip() throws Exception {
        byte[] compressed = TestInputs.gzip(TestInputs.utf8("1\n"));
        List<Input> inputs =
                List.of(TestInputs.file(directory, "x", compressed), TestInputs.file(directory, "X.GZ", compressed));
        assertEquals(
                List.of("0 0 1 1 1|", "1 1 1 1 1|"),
                partitions(inputs, 2).stream()
                        .map(PartitionSourceTest::describe)
                        .toList());
    }

    /** However many lines are asked for and however long they are, a partition fits in its element. */
    @Test
    void cutsByBytes() throws Exception {
        String text = ("x".repeat(NgramCounter.MAX_LINE_BYTES + 100) + "\ny\n").repeat(200);
        Input input = TestInputs.file(directory, "long", TestInputs.utf8(text));
        List<Partition> partitions = partitions(List.of(input), Integer.MAX_VALUE);
        assertTrue(partitions.size() > 1);
        for (Partition partition : partitions) {
            assertTrue(partition.text().length <= PartitionSource.MAX_TEXT_BYTES);
        }
        assertEquals(400, partitions.stream().mapToInt(Partition::lines).sum());
        LineSummary lines = partitions.stream()
                .map(partition -> NgramCounter.count(partition).lines())
                .reduce(LineSummary.NONE, LineSummary::plus);
        assertEquals(400, lines.malformed());
        assertEquals(new MalformedLine(0, 9, Problem.TOO_LONG), lines.first().get(8));
    }

    /** It counts what it has read of the stored bytes, and knows how many there are. */
    @Test
    void measuresProgress() throws Exception {
        byte[] compressed = TestInputs.gzip(TestInputs.utf8(TestInputs.lines(10_000)));
        List<Input> inputs = List.of(TestInputs.file(directory, "a.gz", compressed), Input.sample());
        try (PartitionSource source = new PartitionSource(inputs, 1000)) {
            long total = source.totalBytes();
            assertTrue(total > compressed.length);
            while (source.next().isPresent()) {
                assertTrue(source.bytesRead() <= total);
            }
            assertEquals(total, source.bytesRead());
            assertTrue(source.linesRead() > 10_000);
        }
    }

    /** A truncated, damaged or vanished input is a failure that names it. */
    @Test
    void failsOnBadInput() throws Exception {
        byte[] compressed = TestInputs.gzip(TestInputs.utf8(TestInputs.lines(10_000)));
        Input truncated = TestInputs.file(directory, "t.gz", Arrays.copyOf(compressed, compressed.length / 2));
        assertEquals(directory + "/t.gz is truncated: the gzip data ends too early; no result", failure(truncated));
        Input empty = TestInputs.file(directory, "e.gz", new byte[0]);
        assertEquals(directory + "/e.gz is truncated: the gzip data ends too early; no result", failure(empty));
        Input plain = TestInputs.file(directory, "p.gz", TestInputs.utf8("plain"));
        assertEquals(directory + "/p.gz is damaged: not gzip data; no result", failure(plain));
        assertTrue(failure(Input.of(directory.resolve("none"))).startsWith("cannot read " + directory + "/none: "));
    }

    private static String failure(Input input) throws IOException {
        try (PartitionSource source = new PartitionSource(List.of(input), 100)) {
            ExampleFailure failure = assertThrows(ExampleFailure.class, () -> {
                while (source.next().isPresent()) {
                    // Up to the failure.
                }
            });
            return String.valueOf(failure.getMessage());
        }
    }

    private static List<Partition> partitions(List<Input> inputs, int lines) throws Exception {
        List<Partition> partitions = new ArrayList<>();
        try (PartitionSource source = new PartitionSource(inputs, lines)) {
            Optional<Partition> next = source.next();
            while (next.isPresent()) {
                partitions.add(next.get());
                next = source.next();
            }
            assertTrue(source.next().isEmpty());
        }
        return partitions;
    }

    private static String describe(Partition partition) {
        String text = new String(partition.text(), StandardCharsets.UTF_8).replace('\n', '|');
        return partition.id() + " " + partition.input() + " " + partition.firstLine() + " " + partition.lines() + " "
                + text;
    }
}
