package dev.sluice.examples.ngrams;

import dev.sluice.SharedDeque;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The two deques between the parent and its workers, in a private directory that is theirs alone. */
final class Exchange implements Closeable {
    private static final String WORK = "work";
    private static final String RESULTS = "results";

    // Partitions that wait for a worker. Not all that are in flight: workers have the others.
    private static final int PARTITIONS_PER_WORKER = 2;

    // The results deque holds a few full chunks per worker, and these for the small messages.
    private static final int CHUNKS_PER_WORKER = 4;
    private static final int SPARE_RESULTS = 16;

    private final Path directory;
    private final SharedDeque<Partition> work;
    private final SharedDeque<Message> results;

    private Exchange(Path directory, SharedDeque<Partition> work, SharedDeque<Message> results) {
        this.directory = directory;
        this.work = work;
        this.results = results;
    }

    /**
     * Makes the deques: in memory where there is {@code /dev/shm} with enough room, which containers tend to keep small,
     * else in {@code java.io.tmpdir}.
     */
    static Exchange create(int workers) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (String base : List.of("/dev/shm", System.getProperty("java.io.tmpdir"))) {
            if (Files.isDirectory(Path.of(base))) {
                try {
                    return create(Files.createTempDirectory(Path.of(base), "sluice-ngrams-"), workers);
                } catch (IOException e) {
                    failures.add(e);
                }
            }
        }
        IOException failure = new IOException("there is no directory for temporary files");
        if (!failures.isEmpty()) {
            failure = failures.remove(failures.size() - 1);
            failures.forEach(failure::addSuppressed);
        }
        throw failure;
    }

    /** Joins the deques that the parent has made. */
    static Exchange open(Path directory) throws IOException {
        SharedDeque<Partition> work = SharedDeque.builder(new PartitionCodec()).open(directory.resolve(WORK));
        SharedDeque<Message> results = SharedDeque.builder(new MessageCodec()).open(directory.resolve(RESULTS));
        return new Exchange(directory, work, results);
    }

    /** Deletes the files of an exchange and their directory, whether all of them are there or not. */
    static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // Somebody else was quicker.
        }
        Files.deleteIfExists(directory);
    }

    Path directory() {
        return directory;
    }

    /** From the parent to the workers: partitions to be counted. */
    SharedDeque<Partition> work() {
        return work;
    }

    /** From the workers to the parent: what they have counted. */
    SharedDeque<Message> results() {
        return results;
    }

    /** Ends everybody's waiting in both deques, here and in the workers: they come back with an exception. */
    void shutdown() {
        work.shutdownNow();
        results.shutdownNow();
    }

    /** Closes the deques of this process; the files stay. */
    @Override
    public void close() {
        work.close();
        results.close();
    }

    private static Exchange create(Path directory, int workers) throws IOException {
        try {
            SharedDeque<Partition> work = SharedDeque.builder(new PartitionCodec())
                    .capacity(PARTITIONS_PER_WORKER * workers)
                    .elementBytes(PartitionCodec.HEADER_BYTES + PartitionSource.MAX_TEXT_BYTES)
                    .create(directory.resolve(WORK));
            return new Exchange(directory, work, createResults(directory, workers, work));
        } catch (IOException e) {
            delete(directory);
            throw e;
        }
    }

    private static SharedDeque<Message> createResults(Path directory, int workers, SharedDeque<Partition> work)
            throws IOException {
        try {
            return SharedDeque.builder(new MessageCodec())
                    .capacity(CHUNKS_PER_WORKER * workers + SPARE_RESULTS)
                    .elementBytes(MessageCodec.MAX_BYTES)
                    .create(directory.resolve(RESULTS));
        } catch (IOException e) {
            work.close();
            throw e;
        }
    }
}
