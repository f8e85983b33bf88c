package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what must come, however slow the machine is; the limit only turns a hang into a failure. */
final class Eventually {
    static final long PATIENCE_SECONDS = 60;
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

    private Eventually() {}

    static void holds(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                fail("has not happened within " + PATIENCE_SECONDS + " s: " + what);
            }
            pause();
        }
    }

    /** Returns when the thread of this process with this kernel id sleeps in this system call. */
    static void sleepsIn(long systemCall, int threadId) {
        Path file = Path.of("/proc/self/task/" + threadId + "/syscall");
        holds(
                () -> {
                    try {
                        return Files.readString(file).startsWith(systemCall + " ");
                    } catch (IOException e) {
                        throw new AssertionError("cannot look at the thread", e);
                    }
                },
                "thread " + threadId + " sleeps in system call " + systemCall);
    }

    static int kernelThreadId() {
        return (int) Libc.call(SystemCalls.current().gettid, 0, 0, 0);
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
