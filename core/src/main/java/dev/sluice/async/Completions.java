package dev.sluice.async;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where futures are completed: a queue of those that have been served, which tasks on an executor empty, one task for each
 * step in which the deque served some. A task that is held up by a callback keeps only the future whose callback it is; the
 * waiting thread sees to it that there is another task for the rest.
 */
public final class Completions {
    /** For futures that nobody can attach callbacks to: completed by the waiting thread itself. */
    public static final Completions INTERNAL = new Completions(null, false);

    private final @Nullable Executor executor;
    private final boolean common;
    private final ConcurrentLinkedQueue<PendingFuture<?>> served = new ConcurrentLinkedQueue<>();

    /** Tasks that the executor has accepted and not begun. */
    private final AtomicInteger unbegun = new AtomicInteger();

    private final AtomicLong finished = new AtomicLong();

    private Completions(@Nullable Executor executor, boolean common) {
        this.executor = executor;
        this.common = common;
    }

    /** On an executor. */
    public static Completions on(Executor executor) {
        return new Completions(executor, false);
    }

    /** On the JDK's common pool; or where that has no threads, on new ones. */
    public static Completions onCommonPool() {
        return new Completions(Completions::commonPool, true);
    }

    private static void commonPool(Runnable task) {
        if (ForkJoinPool.getCommonPoolParallelism() > 0) {
            ForkJoinPool.commonPool().execute(task);
        } else {
            newThread(task);
        }
    }

    private static void newThread(Runnable task) {
        Thread thread = new Thread(null, task, "sluice-completions", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** Will complete it, after those that came before. For the waiting thread. */
    void add(PendingFuture<?> future) {
        if (executor == null) {
            future.finish();
        } else {
            served.add(future);
        }
    }

    /** Has all that have been added completed by one task. */
    void start() {
        if (executor != null) {
            startTask();
        }
    }

    /** Whether some have not been completed. */
    boolean isBehind() {
        return !served.isEmpty();
    }

    /** Counts what has been completed: if it stands still and something is left, all tasks are held up. */
    long progress() {
        return finished.get();
    }

    /**
     * Another task, if all that there are have begun. In place of the common pool, which may have one thread only, a new thread
     * takes it, as {@link java.util.concurrent.CompletableFuture} does; an executor of the user's is not gone past.
     */
    void help() {
        if (common) {
            newThread(this::drain);
        } else if (unbegun.get() == 0) {
            startTask();
        }
    }

    private void startTask() {
        unbegun.incrementAndGet();
        execute(this::run);
    }

    private void run() {
        unbegun.decrementAndGet();
        drain();
    }

    private void drain() {
        for (PendingFuture<?> next = served.poll(); next != null; next = served.poll()) {
            try {
                next.finish();
            } catch (Throwable thrown) {
                // Of a dependent, at worst (a stack overflow): the others are not to suffer for it.
                report(thrown);
            } finally {
                finished.incrementAndGet();
            }
        }
    }

    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    /** Runs a task on the executor, or where that refuses, elsewhere; never on the waiting thread of a deque. */
    public void execute(Runnable task) {
        Runnable elsewhere = () -> {
            if (Thread.currentThread() instanceof WaitingThread) {
                commonPool(task); // an executor that runs its tasks where they come from
            } else {
                task.run();
            }
        };
        try {
            if (executor == null) {
                commonPool(task);
            } else {
                executor.execute(elsewhere);
            }
        } catch (Throwable refused) {
            executeElsewhere(task);
        }
    }

    private static void executeElsewhere(Runnable task) {
        try {
            commonPool(task);
        } catch (Throwable refused) {
            newThread(task);
        }
    }
}
