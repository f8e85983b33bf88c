package dev.sluice.os;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A thread of this process that sleeps in a system call, and the result it wakes up with. */
final class Sleeper<T> {
    private final CompletableFuture<Integer> threadId = new CompletableFuture<>();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Sleeper() {}

    static <T> Sleeper<T> start(Supplier<T> wait) {
        Sleeper<T> sleeper = new Sleeper<>();
        Thread thread = new Thread(
                () -> {
                    sleeper.threadId.complete(Eventually.kernelThreadId());
                    try {
                        sleeper.result.complete(wait.get());
                    } catch (RuntimeException | Error e) {
                        sleeper.result.completeExceptionally(e);
                    }
                },
                "sleeper");
        thread.setDaemon(true);
        thread.start();
        return sleeper;
    }

    /** Returns when the thread sleeps in {@code FUTEX_WAIT}. */
    Sleeper<T> asleepInFutex() throws InterruptedException {
        return asleepIn(SystemCalls.current().futex);
    }

    /** Returns when the thread sleeps in {@code FUTEX_WAITV}. */
    Sleeper<T> asleepInWaitVector() throws InterruptedException {
        return asleepIn(SystemCalls.FUTEX_WAITV);
    }

    T result() throws InterruptedException {
        return get(result);
    }

    private Sleeper<T> asleepIn(long systemCall) throws InterruptedException {
        Eventually.sleepsIn(systemCall, get(threadId));
        return this;
    }

    private static <U> U get(CompletableFuture<U> future) throws InterruptedException {
        try {
            return future.get(Eventually.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
