package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedBarrier;
import dev.sluice.SharedDeque;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a killed process may have held, each in a file beside the one that is named. */
record SharedObjects(SharedDeque<Long> deque, SharedSemaphore semaphore, SharedLock lock, SharedBarrier barrier)
        implements AutoCloseable {
    /** The parties of the barrier: one more than ever arrive. */
    private static final int PARTIES = 3;

    private static Path beside(Path file, String name) {
        return file.resolveSibling(file.getFileName() + "." + name);
    }

    /** Opens them; whoever comes first creates them. */
    static SharedObjects openOrCreate(Path file) throws IOException {
        return new SharedObjects(
                SharedDeque.builder(Codec.int64()).openOrCreate(file),
                SharedSemaphore.openOrCreate(beside(file, "permit"), 1),
                SharedLock.openOrCreate(beside(file, "lock")),
                SharedBarrier.openOrCreate(beside(file, "barrier"), PARTIES));
    }

    /** Removes them. */
    static void delete(Path file) throws IOException {
        for (String name : List.of("permit", "lock", "barrier")) {
            Files.delete(beside(file, name));
        }
        Files.delete(file);
    }

    @Override
    public void close() {
        deque.close();
        semaphore.close();
        lock.close();
        barrier.close();
    }
}
