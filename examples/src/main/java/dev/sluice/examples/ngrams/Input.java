package dev.sluice.examples.ngrams;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Something to count: a 1-gram file, plain or compressed by gzip, or the bundled sample. */
abstract class Input {
    private static final String SAMPLE = "sample-1gram.tsv";
    private static final int[] GZIP_MAGIC = {0x1f, 0x8b};

    private final String name;

    private Input(String name) {
        this.name = name;
    }

    /** A file, which is opened only when its turn comes. */
    static Input of(Path file) {
        return new Input(file.toString()) {
            @Override
            InputStream open() throws IOException {
                return new FileInputStream(file.toFile()); // not Files.newInputStream, which cannot read pipes
            }

            @Override
            long bytes() throws IOException {
                return Files.isRegularFile(file) ? Files.size(file) : -1;
            }

            @Override
            Optional<String> problem() {
                if (!Files.exists(file)) {
                    return Optional.of("no such file");
                }
                if (Files.isDirectory(file)) {
                    return Optional.of("is a directory");
                }
                return Files.isReadable(file) ? Optional.empty() : Optional.of("cannot be read: permission denied");
            }
        };
    }

    /** The sample that comes with the program; {@code src/main/scripts/make-sample.py} tells where it is from. */
    static Input sample() {
        return new Input("sample") {
            @Override
            InputStream open() throws IOException {
                InputStream in = Input.class.getResourceAsStream(SAMPLE);
                if (in == null) {
                    throw new FileNotFoundException("the resource " + SAMPLE + " is missing from the class path");
                }
                return in;
            }

            @Override
            long bytes() throws IOException {
                try (InputStream in = open()) {
                    return in.transferTo(OutputStream.nullOutputStream());
                }
            }

            @Override
            Optional<String> problem() {
                return Optional.empty();
            }
        };
    }

    /** How users call it. */
    final String name() {
        return name;
    }

    /** The bytes as they are stored. */
    abstract InputStream open() throws IOException;

    /** The number of stored bytes, or -1 if that cannot be known, as of a pipe. */
    abstract long bytes() throws IOException;

    /** Why it cannot be read, as far as that can be seen without opening it (which a pipe would not forgive). */
    abstract Optional<String> problem();

    /**
     * The lines' bytes, decompressed if the name ends in {@code .gz} or the content starts as gzip data does.
     *
     * @param stored what {@link #open} has returned, or a stream around it
     */
    final InputStream decompress(InputStream stored) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stored);
        buffered.mark(GZIP_MAGIC.length);
        boolean gzip = buffered.read() == GZIP_MAGIC[0] && buffered.read() == GZIP_MAGIC[1];
        buffered.reset();
        return gzip || name.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GzipInput(buffered) : buffered;
    }
}
