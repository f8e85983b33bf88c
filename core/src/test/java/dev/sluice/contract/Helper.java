package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread of a test that computes one result. */
final class Helper<T> {
    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean running;

    Helper(String name, Callable<T> body) {
        task = new FutureTask<>(() -> {
            running = true;
            return body.call();
        });
        thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The result, or the exception that the body threw; fails, and ends the wait, if neither comes within the limit.
     */
    T get() throws Exception {
        return get(Helpers.LIMIT_SECONDS);
    }

    T get(int seconds) throws Exception {
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw (Exception) e.getCause();
        } catch (TimeoutException e) {
            Throwable where = whereItIs();
            thread.interrupt();
            throw new AssertionError(thread.getName() + " has not ended within " + seconds + " s", where);
        }
    }

    /** The exception that the body threw, which must be of this type. */
    <X extends Throwable> X failure(Class<X> type) {
        return assertThrows(type, this::get);
    }

    boolean isDone() {
        return task.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isRunning() {
        return running;
    }

    /** Whether the JVM itself sees the thread wait. A thread that waits inside native code looks runnable. */
    boolean isWaiting() {
        Thread.State state = thread.getState();
        return running && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    boolean join(long millis) throws InterruptedException {
        thread.join(Math.max(1, millis));
        return !thread.isAlive();
    }

    Throwable whereItIs() {
        Throwable where = new Throwable(thread.getName() + " is " + thread.getState());
        where.setStackTrace(thread.getStackTrace());
        return where;
    }
}
