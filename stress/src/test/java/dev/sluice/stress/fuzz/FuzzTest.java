package dev.sluice.stress.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer, shortly; {@code sluice-stress.jar fuzz --seconds N} goes on for longer. */
@Tag("once")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class FuzzTest {
    private static final int SECONDS = 20;
    private static final int LIMIT_SECONDS = 100;
    private static final int LEAST_RUNS = 1_000;

    @TempDir
    Path directory;

    /** P4: no bytes make a deque do anything but give results and documented exceptions; and inputs do get into the core. */
    @Test
    void onlyDocumentedExceptions() throws Exception {
        Path log = directory.resolve("log");
        int exit = run(Fuzzer.of(FuzzTarget.class, corpus()).forSeconds(SECONDS, 0), log);
        String text = Files.readString(log);
        assertEquals(0, exit, text);
        assertTrue(last("stat::number_of_executed_units: *(\\d+)", text) > LEAST_RUNS, text);
        // Coverage that did not grow beyond the first inputs would mean that they all fail at the door.
        assertTrue(last(" cov: (\\d+)", text) > 2 * first(" cov: (\\d+)", text), text);
    }

    /** What must not happen is found: a planted failure that two values in four billion lead to. */
    @Test
    void findsWhatIsPlanted() throws Exception {
        Path log = directory.resolve("log");
        int exit = run(Fuzzer.of(ReachTarget.class, corpus()).forSeconds(SECONDS, 0), log);
        String text = Files.readString(log);
        assertNotEquals(0, exit, text);
        assertTrue(text.contains("planted"), text);
    }

    private Path corpus() throws IOException {
        return Files.createDirectories(directory.resolve("corpus"));
    }

    private int run(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the fuzzer does not end");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> pattern + " is not in\n" + text);
        return Integer.parseInt(matcher.group(1));
    }

    private static int last(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int found = -1;
        while (matcher.find()) {
            found = Integer.parseInt(matcher.group(1));
        }
        assertTrue(found >= 0, () -> pattern + " is not in\n" + text);
        return found;
    }
}
