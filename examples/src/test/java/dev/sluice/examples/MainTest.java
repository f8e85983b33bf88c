package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as far as it goes without worker processes. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    /** Wrong usage is exit code 2 and one line. */
    @ParameterizedTest
    @CsvSource({
        "'', a command is missing",
        "nonsense, nonsense",
        "ngrams --workers 65, --workers must be 0 to 64",
        "ngrams --workers -1, --workers must be 0 to 64",
        "ngrams --workers two, --workers",
        "ngrams --partition 0, --partition must be at least 1",
        "ngrams --top -1, --top must be at least 0",
        "ngrams --top, --top",
        "ngrams --nonsense, --nonsense",
        "ngrams /does/not/exist, /does/not/exist: no such file",
        "ngrams --workers 0 /dev/null /does/not/exist, /does/not/exist: no such file",
        "ngrams /proc/self, /proc/self: is a directory",
    })
    void reportsWrongUsage(String arguments, String message) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)));
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains(message), err.toString());
    }

    /** Help lists what there is for people, and is no failure. */
    @Test
    void helps() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("ngrams"));
        assertFalse(out.toString().contains("ngrams-worker"));
        assertEquals(0, run("ngrams", "--help"));
        assertTrue(out.toString().contains("--partition"));
        assertEquals("", err.toString());
    }

    /** Without FILE the sample is counted. */
    @Test
    void countsTheSample() {
        assertEquals(0, run("ngrams", "--workers", "0", "--word", "Aaron", "--word", "Aardvark", "--top", "2"));
        String[] lines = out.toString().split("\n", -1);
        assertEquals("24083 lines, 5571 distinct words, 0 malformed lines", lines[0]);
        assertTrue(out.toString().contains("\nAaron has appeared 319 times.\nAardvark has appeared 0 times.\n"));
        assertTrue(out.toString().endsWith("\nThe 2 most frequent words:\n  62057  the\n  38844  and\n"));
        assertEquals("", err.toString());
    }

    /** A count that does not fit is a failure without a result. */
    @Test
    void reportsOverflow() throws IOException {
        String line = "big\t1990\t" + Long.MAX_VALUE + "\t1\n";
        Path file = Files.writeString(directory.resolve("big"), line + "a\t1990\t1\t1\n" + line);
        assertEquals(1, run("ngrams", "--workers", "0", "--partition", "1", file.toString()));
        assertEquals("", out.toString());
        assertEquals("ngrams: the count of big is over 9223372036854775807; no result\n", err.toString());
    }

    /** Malformed lines are no failure. */
    @Test
    void reportsMalformedLines() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "a\t1990\t3\t1\noops\n");
        assertEquals(0, run("ngrams", "--workers", "0", file.toString(), file.toString(), "--word", "a"));
        assertTrue(out.toString().startsWith("4 lines, 1 distinct word, 2 malformed lines\n"), out.toString());
        assertTrue(out.toString().contains("a has appeared 6 times."), out.toString());
        assertEquals(
                "ngrams: 2 malformed lines were not counted:\n"
                        + ("  " + file + ":2: not four fields separated by tabs\n").repeat(2),
                err.toString());
    }

    /** A result that cannot be written is a failure. */
    @Test
    void reportsFullOutput() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        int exitCode = Main.run(
                new PrintWriter(full, false, java.nio.charset.StandardCharsets.UTF_8),
                new PrintWriter(err),
                "ngrams",
                "--workers",
                "0");
        assertEquals(1, exitCode);
        assertEquals("sluice-examples: the standard output cannot be written\n", err.toString());
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
