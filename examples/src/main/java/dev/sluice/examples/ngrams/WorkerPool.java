package dev.sluice.examples.ngrams;

import dev.sluice.DequeClosedException;
import dev.sluice.DequeShutdownException;
import dev.sluice.examples.ngrams.Message.Died;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Worker processes. A thread per process waits for its end, and reports it among the results. */
final class WorkerPool implements Workers, AutoCloseable {
    // What the JVM or, for it, Process makes of SIGHUP, SIGINT, SIGKILL and SIGTERM.
    private static final Set<Integer> KILLED = Set.of(128 + 1, 128 + 2, 128 + 9, 128 + 15);

    // Enough for those that wait in a deque. The others are still starting, or count what nobody wants any more.
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final int size;
    private final IntFunction<List<String>> command;
    private final BlockingDeque<Message> results;
    private final Map<Integer, Process> running = new ConcurrentHashMap<>();
    private int started;
    private boolean closed;

    /**
     * A pool without processes.
     *
     * @param command the command line of the worker with a given number
     * @param results where deaths are reported
     */
    WorkerPool(int size, IntFunction<List<String>> command, BlockingDeque<Message> results) {
        this.size = size;
        this.command = command;
        this.results = results;
    }

    /** Whether a process with this exit code was ended by somebody else. */
    static boolean isKill(int exitCode) {
        return KILLED.contains(exitCode);
    }

    @Override
    public int size() {
        return size;
    }

    /** Starts a process; does nothing once the pool is closed. */
    @Override
    public synchronized void start() throws IOException {
        if (closed) {
            return;
        }
        int number = ++started;
        // The standard input stays a pipe that nobody writes to: its end is how a worker learns of our death, see
        // Lifeline.
        Process process = new ProcessBuilder(command.apply(number))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        running.put(number, process);
        Thread watcher = new Thread(() -> watch(number, process), "worker-" + number);
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Waits a moment for the processes to end, as they should once the deques are shut down; then kills the rest. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        long deadline = System.nanoTime() + GRACE_NANOS;
        boolean interrupted = false;
        for (Process process : running.values()) {
            try {
                long left = interrupted ? 0 : deadline - System.nanoTime();
                if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                interrupted = true;
                process.destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(int number, Process process) {
        try {
            // All threads of the process are gone by the time that its parent learns of its end: it puts no more
            // messages.
            int exitCode = process.waitFor();
            running.remove(number);
            results.putLast(new Died(number, exitCode));
        } catch (DequeShutdownException | DequeClosedException e) {
            return; // The run is over, and so were the workers to be.
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
