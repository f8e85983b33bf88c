package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.ExampleFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real coordinator and the real workers, but the workers are threads that can be made to die at any step. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CoordinatorTest {
    private static final int KILLED = 128 + 9;
    private static final int LINES = 1000;
    private static final int LINES_PER_PARTITION = 100;

    @TempDir
    Path directory;

    private Input input = Input.sample();
    private Totals expected = new Totals();

    @BeforeEach
    void countSequentially() throws Exception {
        input = TestInputs.file(directory, "input", TestInputs.utf8(TestInputs.lines(LINES)));
        try (PartitionSource source = source()) {
            expected = SequentialRun.run(source, new Phases(Progress.NONE)).totals();
        }
        assertEquals(LINES, expected.lines().lines());
        assertTrue(expected.lines().malformed() > 0);
    }

    /** Without deaths the result is that of the sequential count. */
    @Test
    void countsAsTheSequentialRunDoes() throws Exception {
        for (int workers = 1; workers <= 4; workers++) {
            Outcome outcome = run(new ThreadWorkers(workers, () -> false, KILLED));
            assertExact(outcome);
            assertEquals(0, outcome.died() + outcome.resent());
        }
    }

    /** A single worker that dies at any one of its steps changes nothing. */
    @Test
    void survivesDeathAtEachStep() throws Exception {
        // Before and after: take, Taken, one Chunk, Done. After the last of them all the run is over.
        int steps = 2 * 4 * LINES / LINES_PER_PARTITION - 1;
        for (int deadly = 0; deadly < steps; deadly++) {
            AtomicInteger step = new AtomicInteger(deadly);
            Outcome outcome = run(new ThreadWorkers(1, () -> step.getAndDecrement() == 0, KILLED));
            assertExact(outcome);
            assertEquals(1, outcome.died(), "step " + deadly);
            // The one that was lost, and at most the one that the replacement was just about to announce.
            assertTrue(outcome.resent() <= 2, "step " + deadly);
        }
    }

    /** A single worker that dies at any two steps changes nothing. */
    @Test
    void survivesDeathAtEachTwoSteps() throws Exception {
        int steps = 2 * 4 * 3;
        for (int first = 0; first < steps; first++) {
            for (int second = 1; second < 10; second++) {
                int deadly1 = first;
                int deadly2 = first + second;
                AtomicInteger step = new AtomicInteger();
                assertExact(run(new ThreadWorkers(
                        1,
                        () -> {
                            int now = step.getAndIncrement();
                            return now == deadly1 || now == deadly2;
                        },
                        KILLED)));
            }
        }
    }

    /** Several workers that die at random change nothing. */
    @Test
    void survivesRandomDeaths() throws Exception {
        int deaths = 0;
        for (int round = 0; round < 200; round++) {
            Outcome outcome =
                    run(new ThreadWorkers(3, () -> ThreadLocalRandom.current().nextInt(50) == 0, KILLED));
            assertExact(outcome);
            deaths += outcome.died();
        }
        assertTrue(deaths > 50, "but only " + deaths);
    }

    /** A partition on which every worker dies ends the run, with its place in the message. */
    @Test
    void givesUpOnDeadlyPartition() {
        AtomicInteger step = new AtomicInteger();
        // Steps are before and after the taking, then before and after the announcement. The fifth is before the
        // counts.
        ThreadWorkers workers = new ThreadWorkers(1, () -> step.incrementAndGet() % 5 == 0, KILLED);
        ExampleFailure failure = assertThrows(ExampleFailure.class, () -> run(workers));
        assertEquals(
                "giving up: 5 workers have died on " + input.name()
                        + ", partition 0 (lines 1 to 100), the last one with exit code 137",
                failure.getMessage());
    }

    /** Workers that fail by themselves before they have done anything end the run soon. */
    @Test
    void givesUpOnFailingWorkers() {
        ThreadWorkers workers = new ThreadWorkers(2, () -> true, 1);
        ExampleFailure failure = assertThrows(ExampleFailure.class, () -> run(workers));
        assertEquals(
                "giving up: 5 workers in a row have died without any result, the last one with exit code 1",
                failure.getMessage());
    }

    /** Workers that cannot be started end the run. */
    @Test
    void givesUpWhenNoWorkerStarts() {
        Workers none = new Workers() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public void start() throws IOException {
                throw new IOException("no such program");
            }
        };
        ExampleFailure failure = assertThrows(
                ExampleFailure.class,
                () -> new Coordinator(
                                source(),
                                new LinkedBlockingDeque<>(),
                                new LinkedBlockingDeque<>(),
                                none,
                                new Phases(Progress.NONE))
                        .run());
        assertEquals("cannot start a worker: no such program", failure.getMessage());
    }

    private void assertExact(Outcome outcome) {
        assertEquals(expected.lines(), outcome.totals().lines());
        assertEquals(
                expected.counts().top(Integer.MAX_VALUE),
                outcome.totals().counts().top(Integer.MAX_VALUE));
    }

    private PartitionSource source() {
        return new PartitionSource(List.of(input), LINES_PER_PARTITION);
    }

    private Outcome run(ThreadWorkers workers) throws Exception {
        try (PartitionSource source = source()) {
            return new Coordinator(source, workers.work, workers.results, workers, new Phases(Progress.NONE)).run();
        } finally {
            workers.interruptAll();
        }
    }

    /** Workers that are threads, and die where a supplier says so. */
    private static final class ThreadWorkers implements Workers {
        final MortalDeque<Partition> work;
        final MortalDeque<Message> results;
        private final int size;
        private final int exitCode;
        private final ThreadGroup group = new ThreadGroup("workers");
        private int started;

        ThreadWorkers(int size, BooleanSupplier deadly, int exitCode) {
            this.size = size;
            this.exitCode = exitCode;
            // Small ones, so that both sides have to wait.
            this.work = new MortalDeque<>(2 * size, deadly);
            this.results = new MortalDeque<>(3, deadly);
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void start() {
            int number = ++started;
            new Thread(group, () -> live(number)).start();
        }

        void interruptAll() {
            group.interrupt();
        }

        private void live(int number) {
            try {
                try {
                    Mortal.ALIVE.set(true);
                    new Worker(number, work, results).run();
                } catch (Death e) {
                    Mortal.ALIVE.set(false);
                    results.putLast(new Message.Died(number, exitCode));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // The run is over, and so is this thread.
            }
        }
    }

    /** The calling thread is a worker, and can die. */
    private static final class Mortal {
        static final ThreadLocal<Boolean> ALIVE = ThreadLocal.withInitial(() -> false);
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A deque in whose calls workers die: right before they have an effect, or right after. */
    private static final class MortalDeque<E> extends LinkedBlockingDeque<E> {
        private static final long serialVersionUID = 1L;
        private final transient BooleanSupplier deadly;

        MortalDeque(int capacity, BooleanSupplier deadly) {
            super(capacity);
            this.deadly = deadly;
        }

        @Override
        public E takeFirst() throws InterruptedException {
            step();
            E element = super.takeFirst();
            step();
            return element;
        }

        @Override
        public void putLast(E element) throws InterruptedException {
            step();
            super.putLast(element);
            step();
        }

        private void step() {
            if (Mortal.ALIVE.get() && deadly.getAsBoolean()) {
                throw new Death();
            }
        }
    }
}
