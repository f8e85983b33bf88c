package dev.sluice.stress.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The races under jcstress, shortly; the documentation of the package has the command for a long run. */
class RacesUnderJcstressTest {
    private static final int LIMIT_SECONDS = 240;

    @TempDir
    Path directory;

    private record Run(int exitCode, String log) {}

    private Run jcstress(String test, String jvmArguments, int millis) throws Exception {
        Path log = directory.resolve("log");
        Process jcstress = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-t",
                        "dev.sluice.stress.race.jcstress." + test,
                        "-v",
                        "-sc",
                        "false",
                        "-jvmArgs",
                        "-Xmx1g " + jvmArguments,
                        "-time",
                        Integer.toString(millis),
                        "-iters",
                        "1",
                        "-strideCount",
                        "4",
                        "-r",
                        directory.resolve("report").toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = jcstress.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
        jcstress.destroyForcibly();
        String text = Files.readString(log);
        assertTrue(ended, text);
        return new Run(jcstress.exitValue(), text);
    }

    /** No race has an outcome that is not allowed, on the heap and on two mappings of one file; and none is left out. */
    @Test
    void nothingForbidden() throws Exception {
        Run run = jcstress("", "", 1500);
        assertEquals(0, run.exitCode(), run.log());
        for (String test : List.of("RacesOnHeap", "RacesOnMappings")) {
            assertTrue(run.log().contains(test), test + run.log());
        }
        for (Race race : Races.all()) {
            assertTrue(run.log().contains("allowed: " + race.name() + ": "), race + run.log());
        }
    }

    /** A race that is broken on purpose fails. */
    @Test
    void brokenRaceFails() throws Exception {
        Run run = jcstress(
                "RacesOnMappings",
                "-Dsluice.race=^pollFirst./.pollFirst./.one$ -Dsluice.broken=head-guard-not-atomic",
                1500);
        assertEquals(1, run.exitCode(), run.log());
        assertTrue(run.log().contains("forbidden: pollFirst / pollFirst / one"), run.log());
    }
}
