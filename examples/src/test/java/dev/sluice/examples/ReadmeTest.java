package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's sample compiles as it stands there, and runs. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    /** Each sample, with a file of the test's own in place of the one that it names, ends well and says nothing. */
    @Test
    void samplesCompileAndRun(@TempDir Path directory) throws Exception {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        int samples = 0;
        while (block.find()) {
            compileAndRun(block.group(1), Files.createDirectory(directory.resolve("" + samples++)));
        }
        assertEquals(3, samples, "samples in the README");
    }

    private static void compileAndRun(String sample, Path directory) throws Exception {
        Path deque = directory.resolve("jobs");
        Path source = directory.resolve("Sample.java");
        Files.writeString(
                source,
                "import dev.sluice.*;\nimport java.nio.file.Path;\nimport java.util.*;\nimport java.util.concurrent.*;\n"
                        + "import static java.util.concurrent.CompletableFuture.allOf;\n"
                        + "import static java.util.concurrent.TimeUnit.SECONDS;\nclass Sample {\n"
                        + "public static void main(String[] args) throws Exception {\n"
                        + sample.replace("/dev/shm/jobs", deque.toString()) + "}\n}\n");
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, launcher.waitFor(), output);
        assertEquals("", output);
        try (Stream<Path> files = Files.list(directory)) {
            String name = deque.getFileName().toString();
            assertTrue(
                    files.anyMatch(file -> file.getFileName().toString().startsWith(name)),
                    "the sample did not make its deque");
        }
    }
}
