package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.SharedSemaphore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that dies while it creates a file leaves nothing, or all of it. Between its file operations there are five windows:
 * the file has no name until the last of them, and the kernel drops it with the process.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CreatorDeathTest {
    static final int DIED = 9;

    /** In each window: no name is taken, or the file is complete; and the next one gets on. */
    @ParameterizedTest
    @EnumSource(DyingCreator.Window.class)
    void leavesNothingOrAll(DyingCreator.Window window, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("semaphore");
        assertEquals(DIED, create(file, window), "it has not died in this window");
        boolean complete = window == DyingCreator.Window.LINKED;
        assertEquals(complete ? List.of(file) : List.of(), list(directory));
        if (complete) {
            assertThrows(FileAlreadyExistsException.class, () -> SharedSemaphore.create(file, DyingCreator.PERMITS));
        }
        try (SharedSemaphore semaphore =
                complete ? SharedSemaphore.open(file) : SharedSemaphore.create(file, DyingCreator.PERMITS)) {
            assertTrue(semaphore.tryAcquire(DyingCreator.PERMITS));
        }
    }

    private static int create(Path file, DyingCreator.Window window) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingCreator.class.getName(),
                        file.toString(),
                        window.name())
                .inheritIO()
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the creator hangs");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
