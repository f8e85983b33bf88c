package dev.sluice.process;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A thread of the test itself that computes one result. */
final class Background<T> {
    /** Long enough for whoever is not blocked to be done. */
    private static final long STILL_BLOCKED_MILLIS = 100;

    private final FutureTask<T> task;
    private final Thread thread;

    Background(Callable<T> body) {
        task = new FutureTask<>(body);
        thread = new Thread(task, "background");
        thread.setDaemon(true);
        thread.start();
    }

    /** The result; fails if the body does, or does not end within the limit. */
    T get() throws Exception {
        return get(Stage.LIMIT_SECONDS);
    }

    T get(int seconds) throws Exception {
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error) {
                throw (Error) failed.getCause();
            }
            throw (Exception) failed.getCause();
        } catch (TimeoutException late) {
            AssertionError failure = new AssertionError("not done within " + seconds + " s");
            failure.setStackTrace(thread.getStackTrace());
            throw failure;
        }
    }

    /** What the body threw: fails if it returns, or does not end within the limit. */
    <X extends Throwable> X failure(Class<X> type) {
        return org.junit.jupiter.api.Assertions.assertThrows(type, this::get);
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Waits a moment, and tells whether the body has still not ended. */
    boolean staysBlocked() throws InterruptedException {
        return staysBlocked(STILL_BLOCKED_MILLIS);
    }

    boolean staysBlocked(long millis) throws InterruptedException {
        if (millis > 0) {
            thread.join(millis);
        }
        return !task.isDone();
    }

    /** Whether it sleeps, or is about to, for what others commit. */
    boolean isWaiting() {
        return isIn("Waits", null);
    }

    /** Whether it is in a method of that name, or in any if that is null, of a class of that simple name. */
    boolean isIn(String type, @Nullable String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("dev.sluice.")
                        && frame.getClassName().endsWith("." + type)
                        && (method == null || frame.getMethodName().equals(method)));
    }

    void interrupt() {
        thread.interrupt();
    }

    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(100);
    }
}
