package dev.sluice.examples.ngrams;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Things to count. */
final class TestInputs {
    private TestInputs() {}

    /** A partition with this text, whose first line is line 1 of input 0. */
    static Partition partition(long id, String text) {
        return new Partition(id, 0, 1, (int) text.lines().count(), utf8(text));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    static Input file(Path directory, String name, byte[] content) throws IOException {
        return Input.of(Files.write(directory.resolve(name), content));
    }

    /** Many lines in the format, a few of them malformed; the same ones each time. */
    static String lines(int count) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(500) == 0) {
                text.append("malformed\n");
            } else {
                text.append("wörd").append(random.nextInt(2000)).append('\t');
                text.append(1800 + i % 200).append('\t');
                text.append(random.nextInt(1000)).append('\t').append(i % 7).append('\n');
            }
        }
        return text.toString();
    }
}
