package dev.sluice.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The races, shortly; the package documentation of this package has the command for a long run. */
@Tag("once")
class JcstressTest {
    private static final int LIMIT_SECONDS = 240;

    @TempDir
    Path directory;

    /** No race of futures and of synchronizers has an outcome that is not allowed, and each outcome table is looked at often. */
    @Test
    void nothingForbidden() throws Exception {
        Path log = directory.resolve("log");
        Process jcstress = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-t",
                        "dev.sluice.stress.jcstress",
                        "-sc",
                        "false",
                        "-jvmArgs",
                        "-Xmx1g",
                        "-time",
                        "100",
                        "-iters",
                        "1",
                        "-strideCount",
                        "4",
                        "-r",
                        directory.resolve("report").toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = jcstress.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
        jcstress.destroyForcibly();
        String text = Files.readString(log);
        assertTrue(ended, text);
        assertEquals(0, jcstress.exitValue(), text);
        assertFalse(text.contains("FAILED"), text);
        assertTrue(text.contains("passed"), text);
    }
}
