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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Deques of one, two and three elements are linearizable, with all operations on them. {@code -Dlincheck.factor=100}
 * goes so many times as far.
 */
@Tag("once")
class DequeLincheckTest {
    private static final int FACTOR = Integer.getInteger("lincheck.factor", 1);
    private static final int HANDLES = 3;

    /** On a mapped file, under real threads, each with a mapping of its own. */
    @Test
    void stressOfOne() {
        stress(OfOne.class, DequeModel.OfOne.class);
    }

    /** As above. */
    @Test
    void stressOfTwo() {
        stress(OfTwo.class, DequeModel.OfTwo.class);
    }

    /** As above. */
    @Test
    void stressOfThree() {
        stress(OfThree.class, DequeModel.OfThree.class);
    }

    private static void stress(Class<? extends FileCalls> calls, Class<? extends DequeModel> model) {
        new StressOptions()
                .iterations(10 * FACTOR)
                .invocationsPerIteration(1000)
                .threads(HANDLES)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .sequentialSpecification(model)
                .check(calls);
    }

    /** Calls to a deque in a file that has no name any more. It is older than the object: so its ring is wrapped. */
    abstract static class FileCalls extends DequeCalls {
        private final List<SharedDeque<Integer>> handles;

        /** Begins with an empty deque. */
        FileCalls(List<SharedDeque<Integer>> handles) {
            this.handles = handles;
            handles.get(0).clear();
        }

        @Override
        final SharedDeque<Integer> of(int handle) {
            return handles.get(handle % HANDLES);
        }

        static List<SharedDeque<Integer>> open(int capacity) {
            List<SharedDeque<Integer>> handles = new ArrayList<>();
            try {
                Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "sluice");
                Path file = directory.resolve("deque");
                for (int i = 0; i < HANDLES; i++) {
                    handles.add(SharedDeque.builder(Codec.int32())
                            .capacity(capacity)
                            .elementBytes(Integer.BYTES)
                            .openOrCreate(file));
                }
                Files.delete(file);
                Files.delete(directory);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return handles;
        }
    }

    /** Of one element. */
    public static final class OfOne extends FileCalls {
        private static final List<SharedDeque<Integer>> HANDLES_OF_ONE = open(1);

        public OfOne() {
            super(HANDLES_OF_ONE);
        }
    }

    /** Of two elements. */
    public static final class OfTwo extends FileCalls {
        private static final List<SharedDeque<Integer>> HANDLES_OF_TWO = open(2);

        public OfTwo() {
            super(HANDLES_OF_TWO);
        }
    }

    /** Of three elements. */
    public static final class OfThree extends FileCalls {
        private static final List<SharedDeque<Integer>> HANDLES_OF_THREE = open(3);

        public OfThree() {
            super(HANDLES_OF_THREE);
        }
    }
}
