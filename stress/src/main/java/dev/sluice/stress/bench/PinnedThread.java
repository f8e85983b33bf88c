package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread that stays on one processor and does one thing after the other, until its process ends. */
final class PinnedThread {
    private final ExecutorService executor;

    /** Starts it; a processor of −1 is any, see {@link Cores}. */
    PinnedThread(String name, int cpu) throws Exception {
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        if (cpu >= 0 && start(() -> pin(cpu)).get() != 0) {
            throw new BenchFailure("taskset cannot pin " + name + " to processor " + cpu);
        }
    }

    <T> Future<T> start(Callable<T> task) {
        return executor.submit(task);
    }

    /** Pins the calling thread; returns the exit code of {@code taskset}. */
    private static int pin(int cpu) throws IOException, InterruptedException {
        Path thread = Path.of("/proc/thread-self").toRealPath().getFileName();
        return new ProcessBuilder("taskset", "-p", "-c", Integer.toString(cpu), String.valueOf(thread))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }
}
