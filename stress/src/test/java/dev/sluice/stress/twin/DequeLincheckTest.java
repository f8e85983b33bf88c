package dev.sluice.stress.twin;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Deques of one, two and three elements are linearizable, with all operations on them. {@code -Dlincheck.factor=100}
 * goes so many times as far.
 */
class DequeLincheckTest {
    private static final int FACTOR = Integer.getInteger("lincheck.factor", 1);

    /** On a mapped file, under real threads, each with a mapping of its own. */
    @Test
    void stress() {
        new StressOptions()
                .iterations(30 * FACTOR)
                .invocationsPerIteration(1000)
                .threads(FileCalls.HANDLES)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .sequentialSpecification(DequeModel.class)
                .check(FileCalls.class);
    }

    /** Calls to deques in files that have no names any more. They are as old as the class: so their rings are wrapped. */
    public static final class FileCalls extends DequeCalls {
        static final int HANDLES = 3;

        private static final List<List<SharedDeque<Integer>>> OF_CAPACITY = openAll();

        /** Begins with empty deques. */
        public FileCalls() {
            OF_CAPACITY.forEach(handles -> handles.get(0).clear());
        }

        @Override
        SharedDeque<Integer> of(int capacity, int handle) {
            return OF_CAPACITY.get(capacity - 1).get(handle % HANDLES);
        }

        private static List<List<SharedDeque<Integer>>> openAll() {
            List<List<SharedDeque<Integer>>> all = new ArrayList<>();
            try {
                Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "sluice");
                for (int capacity = 1; capacity <= Capacities.MOST; capacity++) {
                    Path file = directory.resolve("deque");
                    List<SharedDeque<Integer>> handles = new ArrayList<>();
                    for (int i = 0; i < HANDLES; i++) {
                        handles.add(SharedDeque.builder(Codec.int32())
                                .capacity(capacity)
                                .elementBytes(Integer.BYTES)
                                .openOrCreate(file));
                    }
                    all.add(handles);
                    Files.delete(file);
                }
                Files.delete(directory);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return all;
        }
    }
}
