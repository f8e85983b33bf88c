package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Counts the system calls of one thread, by {@code strace}. Only a thread that makes calls is slowed down by that. */
final class SystemCalls {
    private static final Set<String> LIBRARY = Set.of("futex", "futex_waitv", "membarrier", "fcntl");

    /** Numbers of calls. */
    record Count(int own, int jvm) {}

    private final Process strace;
    private final Path trace;

    private SystemCalls(Process strace, Path trace) {
        this.strace = strace;
        this.trace = trace;
    }

    static boolean canBeCounted() {
        return Cores.isThere("strace");
    }

    /** Begins to count; returns when that is so. */
    static SystemCalls of(long thread, Path trace) throws IOException {
        Process strace = new ProcessBuilder("strace", "-o", trace.toString(), "-p", Long.toString(thread))
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null || !line.contains("attached")) {
            strace.destroyForcibly();
            throw new BenchFailure("strace cannot attach: " + line);
        }
        return new SystemCalls(strace, trace);
    }

    /**
     * Ends counting. Returns how many calls were the library's, and how many the JVM's: the library's futexes are shared
     * ones, those of the JVM are private.
     */
    Count end() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(strace.pid())).start().waitFor();
        if (!strace.waitFor(10, TimeUnit.SECONDS)) {
            strace.destroyForcibly();
            throw new BenchFailure("strace does not end");
        }
        int library = 0;
        int jvm = 0;
        for (String line : Files.readAllLines(trace)) {
            String name = line.replaceFirst("\\(.*", "");
            if (LIBRARY.contains(name) && !line.contains("_PRIVATE")) {
                library++;
            } else if (name.matches("[a-z0-9_]+")) {
                jvm++;
            }
        }
        return new Count(library, jvm);
    }
}
