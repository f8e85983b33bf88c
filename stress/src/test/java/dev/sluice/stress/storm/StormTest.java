package dev.sluice.stress.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.SharedSemaphore;
import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short storms; {@code sluice-stress.jar storm} goes on for longer. */
@Tag("once")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class StormTest {
    private static final int ACTIONS = 8;
    private static final int STOLEN = 60;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SOON_STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

    @TempDir
    static Path directory;

    private static Spares spares;

    private static int rounds;

    @BeforeAll
    static void startSpares() {
        spares = new Spares(directory, 3);
    }

    @AfterAll
    static void stopSpares() {
        spares.close();
    }

    private static RoundResult play(Conditions conditions, Round.Interference interference, long stuckNanos)
            throws IOException, InterruptedException {
        return new Round(conditions, spares, interference, stuckNanos).play(directory.resolve("round-" + rounds++));
    }

    /** P1, P2: whoever is killed or stopped, every element and permit is accounted for, and those who live go on. */
    @ParameterizedTest
    @CsvSource({"FIFO,KERNEL,5", "MIXED,KERNEL,6", "MIXED,SPIN,2", "SEMAPHORE,KERNEL,4", "LOCK,KERNEL,4"})
    void accounts(Scenario scenario, Waiting waiting, int capacity) throws Exception {
        Conditions conditions = new Conditions(4, scenario, waiting, capacity, 40, false, ACTIONS);
        RoundResult result = play(conditions, Round.NONE, STUCK_NANOS);
        assertEquals(List.of(), result.problems());
        assertTrue(result.kills() > ACTIONS / 2 && result.pauses() > 0, result::toString);
        assertTrue(result.samples().size() > ACTIONS / 2, result::toString);
    }

    /** Somebody who takes elements and does not say so, and puts back some of them twice, is found out. */
    @Test
    void thief() throws Exception {
        Conditions conditions = new Conditions(5, Scenario.MIXED, Waiting.KERNEL, 16, 40, false, ACTIONS);
        RoundResult result = play(conditions, StormTest::steal, STUCK_NANOS);
        List<String> words = Books.firstWords(result.problems());
        assertTrue(words.contains("lost") && words.contains("twice"), result::toString);
    }

    private static void steal(Path file) throws IOException, InterruptedException {
        Set<ByteBuffer> doubled = new HashSet<>();
        int stolen = 0;
        try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).open(file)) {
            while (stolen < STOLEN || doubled.size() < STOLEN) {
                byte[] element = deque.takeFirst();
                if (doubled.contains(ByteBuffer.wrap(element))) {
                    deque.putLast(element); // of those there shall be two, however few others there are
                } else if (doubled.size() <= stolen) {
                    doubled.add(ByteBuffer.wrap(element));
                    deque.putLast(element);
                    deque.putLast(element);
                } else {
                    stolen++;
                }
            }
        }
    }

    /** Survivors that do not get on are reported, with their stacks. */
    @Test
    void stuck() throws Exception {
        Conditions conditions = new Conditions(6, Scenario.SEMAPHORE, Waiting.KERNEL, 1, 16, false, ACTIONS);
        SharedSemaphore[] held = new SharedSemaphore[1];
        try {
            RoundResult result = play(
                    conditions,
                    file -> {
                        held[0] = SharedSemaphore.open(file);
                        held[0].acquire(SemaphoreActor.PERMITS);
                    },
                    SOON_STUCK_NANOS);
            assertTrue(result.problems().get(0).startsWith("stuck"), result::toString);
            assertTrue(
                    result.problems().stream().anyMatch(problem -> problem.contains("SharedSemaphore.acquire")),
                    result::toString);
        } finally {
            held[0].close();
        }
    }

    /** A seed has one schedule, and another seed another one. */
    @Test
    void schedules() {
        Conditions first = Conditions.of(1, 0, Scenario.MIXED, Waiting.KERNEL);
        Conditions same = Conditions.of(1, 0, Scenario.MIXED, Waiting.KERNEL);
        Conditions other = Conditions.of(2, 0, Scenario.MIXED, Waiting.KERNEL);
        assertEquals(first, same);
        assertEquals(new Schedule(first).actions(), new Schedule(same).actions());
        assertEquals(new Schedule(first).nextJobs(), new Schedule(same).nextJobs());
        assertNotEquals(new Schedule(first).actions(), new Schedule(other).actions());
    }
}
