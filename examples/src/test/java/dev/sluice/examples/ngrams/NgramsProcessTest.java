package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program: a parent process, worker processes, and what may happen to them. */
@Tag("once")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NgramsProcessTest {
    private static final int LINES = 1_000_000;

    @TempDir
    static Path directory;

    private static Path input = Path.of("");
    private static String expected = "";
    private static String expectedComplaints = "";

    @BeforeAll
    static void countSequentially() throws Exception {
        input = Files.writeString(directory.resolve("input"), TestInputs.lines(LINES));
        try (ProgramRun run = start("--workers", 0)) {
            assertEquals(0, run.exitCode());
            expected = run.result();
            expectedComplaints = run.complaints();
        }
        assertTrue(expected.startsWith(LINES + " lines, 2000 distinct words, "), expected);
        assertTrue(expectedComplaints.startsWith("ngrams: "), expectedComplaints);
    }

    /** Worker processes count what a single process counts. */
    @Test
    void countsAsTheSequentialRunDoes() throws Exception {
        for (int workers : new int[] {1, 2, 5}) {
            try (ProgramRun run = start("--workers", workers)) {
                assertExact(run);
            }
        }
    }

    /** The sample needs no argument. */
    @Test
    void countsTheSample() throws Exception {
        try (ProgramRun run = ProgramRun.start(directory, "--word", "Aaron")) {
            assertEquals(0, run.exitCode());
            assertTrue(run.result().contains("\nAaron has appeared 319 times.\n"), run.result());
            assertEquals("", run.complaints());
        }
    }

    /** Workers that are killed again and again change nothing. */
    @Test
    void survivesKilledWorkers() throws Exception {
        int kills = 0;
        for (int round = 0; round < 3; round++) {
            try (ProgramRun run = start("--workers", 3, "--partition", 500)) {
                for (int kill = 0; kill < 8 && run.isAlive(); kill++) {
                    Thread.sleep(ThreadLocalRandom.current().nextInt(600));
                    List<ProcessHandle> workers = run.workers();
                    if (!workers.isEmpty()) {
                        kills += workers.get(ThreadLocalRandom.current().nextInt(workers.size()))
                                        .destroyForcibly()
                                ? 1
                                : 0;
                    }
                }
                assertExact(run);
            }
        }
        assertTrue(kills >= 3, "but only " + kills + " kills");
    }

    /** All workers killed at once are replaced. */
    @Test
    void survivesTheDeathOfAll() throws Exception {
        try (ProgramRun run = start("--workers", 3, "--partition", 500)) {
            for (ProcessHandle worker : run.awaitWorkers(3)) {
                worker.destroyForcibly();
            }
            Thread.sleep(400);
            run.workers().forEach(ProcessHandle::destroyForcibly);
            assertExact(run);
        }
    }

    /** A worker that stands still for a while, long enough for others to die, is not counted twice. */
    @Test
    void waitsForStoppedWorkers() throws Exception {
        try (ProgramRun run = start("--workers", 3, "--partition", 100)) {
            List<ProcessHandle> workers = run.awaitWorkers(3);
            Thread.sleep(300);
            signal("STOP", workers.get(0));
            workers.get(1).destroyForcibly();
            Thread.sleep(500);
            workers.get(2).destroyForcibly();
            Thread.sleep(500);
            signal("CONT", workers.get(0));
            assertExact(run);
        }
    }

    /** A parent that is asked to end takes its workers and its files along. */
    @Test
    void endsWithTheParent() throws Exception {
        try (ProgramRun run = start("--workers", 2, "--partition", 10)) {
            Path exchange = run.exchange();
            List<ProcessHandle> workers = run.awaitWorkers(2);
            assertTrue(Files.isDirectory(exchange));
            run.process().destroy();
            assertEquals(128 + 15, run.exitCode());
            assertEnd(workers);
            assertFalse(Files.exists(exchange), exchange + " is still there");
        }
    }

    /** Workers end by themselves when their parent is killed, and remove the files that it cannot remove any more. */
    @Test
    void endsAfterTheParent() throws Exception {
        try (ProgramRun run = start("--workers", 2, "--partition", 10)) {
            Path exchange = run.exchange();
            List<ProcessHandle> workers = run.awaitWorkers(2);
            Thread.sleep(500);
            run.process().destroyForcibly();
            assertEquals(128 + 9, run.exitCode());
            assertEnd(workers);
            assertFalse(Files.exists(exchange), exchange + " is still there");
        }
    }

    /** A truncated file is a failure without a result, found by the parent while the workers are at work. */
    @Test
    void reportsTruncatedInput() throws Exception {
        byte[] compressed = TestInputs.gzip(Files.readAllBytes(input));
        Path whole = Files.write(directory.resolve("whole.gz"), compressed);
        Path truncated =
                Files.write(directory.resolve("truncated.gz"), Arrays.copyOf(compressed, compressed.length - 1));
        try (ProgramRun run = ProgramRun.start(directory, "--workers", 2, whole)) {
            assertEquals(0, run.exitCode());
            assertEquals(expected, run.result());
        }
        try (ProgramRun run = ProgramRun.start(directory, "--workers", 2, truncated)) {
            assertEquals(1, run.exitCode());
            assertEquals("", run.result());
            assertEquals(
                    "ngrams: " + truncated + " is truncated: the gzip data ends too early; no result",
                    run.complaints());
        }
    }

    /** A missing file is found before any worker is started. */
    @Test
    void reportsMissingInput() throws Exception {
        try (ProgramRun run = ProgramRun.start(directory, input, directory.resolve("none"))) {
            assertEquals(2, run.exitCode());
            assertEquals("", run.result());
            assertEquals("ngrams: " + directory.resolve("none") + ": no such file", run.complaints());
        }
    }

    private static ProgramRun start(Object... arguments) throws IOException {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = input;
        return ProgramRun.start(directory, all);
    }

    private static void assertExact(ProgramRun run) throws IOException, InterruptedException {
        assertEquals(0, run.exitCode(), run.complaints());
        assertEquals(expected, run.result());
        assertEquals(expectedComplaints, run.complaints());
    }

    private static void assertEnd(List<ProcessHandle> workers) throws Exception {
        for (ProcessHandle worker : workers) {
            worker.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    private static void signal(String name, ProcessHandle target) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(target.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
