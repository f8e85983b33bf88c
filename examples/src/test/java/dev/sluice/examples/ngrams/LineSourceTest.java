package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSourceTest {
    /** Lines come out as they are, however the stream cuts them, and each is ended by a line feed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void splitsWhateverTheReadsReturn(int bytesPerRead) throws IOException {
        List<String> lines = List.of("a", "", "bc\r", "déf", "\r", "", "g".repeat(100));
        String text = String.join("\n", lines);
        assertEquals(lines, read(trickling(text, bytesPerRead), 200));
        assertEquals(lines, read(trickling(text + "\n", bytesPerRead), 200));
    }

    /** Lines that cross the buffer's end, or are longer than it, are whole. */
    @Test
    void splitsAcrossBuffers() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            lines.add(i + "x".repeat(i % 301));
        }
        lines.add("y".repeat(200_000));
        lines.add("z");
        InputStream in = new ByteArrayInputStream(TestInputs.utf8(String.join("\n", lines)));
        assertEquals(lines, read(in, 1 << 20));
    }

    /** Nothing has no lines; a line feed alone is one empty line. */
    @Test
    void splitsNothing() throws IOException {
        assertEquals(List.of(), read(trickling("", 1), 10));
        assertEquals(List.of(""), read(trickling("\n", 1), 10));
    }

    /** Of an overlong line the beginning is kept, and the line after it is not affected. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 100})
    void cutsOverlongLines(int bytesPerRead) throws IOException {
        String text = "12345\n123456\n1234567890123\n1\n";
        assertEquals(List.of("12345", "12345", "12345", "1"), read(trickling(text, bytesPerRead), 5));
    }

    private static List<String> read(InputStream in, int maxLineBytes) throws IOException {
        LineSource source = new LineSource(in, maxLineBytes);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        List<String> lines = new ArrayList<>();
        while (source.appendLine(target)) {
            String line = target.toString(StandardCharsets.UTF_8);
            lines.add(line.substring(0, line.length() - 1));
            assertEquals('\n', line.charAt(line.length() - 1));
            target.reset();
        }
        assertEquals(0, target.size());
        assertFalse(source.appendLine(target), "the end is the end");
        return lines;
    }

    /** A stream that returns a few bytes at a time. */
    private static InputStream trickling(String text, int bytesPerRead) {
        return new FilterInputStream(new ByteArrayInputStream(TestInputs.utf8(text))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, bytesPerRead));
            }
        };
    }
}
