package dev.sluice;

import dev.sluice.async.AcquireFuture;
import dev.sluice.async.Completions;
import dev.sluice.async.ConditionFutures;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.VirtualThreads;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A counting semaphore in a file, as {@link java.util.concurrent.Semaphore} but for the threads of many processes; what Python
 * has as {@code multiprocessing.BoundedSemaphore}, where anybody may release what another one has acquired.
 *
 * <pre>{@code
 * try (SharedSemaphore slots = SharedSemaphore.openOrCreate(Path.of("/dev/shm/gpu-slots"), 4)) {
 *     slots.acquire();                 // sleeps in the kernel until one of the four is free
 *     try {
 *         work();
 *     } finally {
 *         slots.release();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Permits are held by the handle</b> that has acquired them, whichever of its threads did; any of its threads may release
 * them, but no more than the handle holds: that is an {@link IllegalStateException}. So there are never more permits than the
 * semaphore was created with. A call for more than that waits, as with {@link java.util.concurrent.Semaphore}, and here in vain.
 *
 * <p><b>Death.</b> What a process held that was killed is given back by the survivors, and those who wait for it get it. What
 * was acquired or released by a call that had not returned is as if the call had not been made, or had returned; a process that is
 * merely paused keeps what it holds.
 *
 * <p><b>Closing.</b> Once this handle is closed, its calls and futures end with {@link HandleClosedException}; but {@link #path},
 * {@link #toString} and {@link #close} do not. In nested try-with-resources, let the semaphore outlive what its permits stand
 * for: closing gives them back.
 *
 * <p><b>Order.</b> As with a non-fair semaphore of the JDK, who comes may go before who waits. The futures of a handle are
 * served first come, first served among themselves, as are blocked virtual threads, which keep no carrier.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before a release <i>happen-before</i> actions after a successful
 * acquire in another thread that follows it. Between processes that holds for what both share: this file and other mapped
 * memory.
 */
public final class SharedSemaphore implements AutoCloseable {
    private final Handle<SemaphoreEngine> handle;
    private final SemaphoreEngine engine;
    private final ConditionFutures futures;
    private final Completions commonPool = Completions.onCommonPool();

    private SharedSemaphore(Handle<SemaphoreEngine> handle) {
        this.handle = handle;
        this.engine = handle.holdings();
        this.futures = new ConditionFutures(engine, true);
    }

    /**
     * Creates a semaphore with that many permits, all of which are available, in a new file that only this user may open. Up to
     * 4,095 permits, acquiring and releasing cost a single atomic operation each.
     *
     * @param permits 0 or more
     * @throws FileAlreadyExistsException if there is a file of that name
     */
    public static SharedSemaphore create(Path file, int permits) throws IOException {
        return new SharedSemaphore(SemaphoreEngine.KIND.create(file, checked(permits)));
    }

    /**
     * Opens a semaphore.
     *
     * @throws NoSuchFileException if there is none
     * @throws FileFormatException if the file holds something else
     */
    public static SharedSemaphore open(Path file) throws IOException {
        return new SharedSemaphore(SemaphoreEngine.KIND.open(file));
    }

    /**
     * Opens a semaphore, or creates it if there is none; of many that race, one creates it and the others open.
     *
     * @param permits 0 or more
     * @throws FileFormatException if the file holds something else, or a semaphore that was created with another number
     */
    public static SharedSemaphore openOrCreate(Path file, int permits) throws IOException {
        return new SharedSemaphore(SemaphoreEngine.KIND.openOrCreate(file, checked(permits)));
    }

    private static int checked(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits: " + permits + ", but it must be 0 or more");
        }
        return permits;
    }

    /** The file, as it was named when this handle was opened. */
    public Path path() {
        return handle.path();
    }

    // ---- acquiring --------------------------------------------------------------------------------------------------

    /**
     * Acquires a permit, waiting for one if need be.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws HandleClosedException if this handle is closed, also while it waits
     */
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Acquires that many permits together, waiting for them if need be; as {@link #acquire()}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void acquire(int permits) throws InterruptedException {
        acquire(checked(permits), Deadline.NEVER);
    }

    /** As {@link #acquire()}, but an interrupt does not end the wait; the thread stays interrupted. */
    public void acquireUninterruptibly() {
        acquireUninterruptibly(1);
    }

    /** As {@link #acquire(int)}, but an interrupt does not end the wait; the thread stays interrupted. */
    public void acquireUninterruptibly(int permits) {
        try {
            acquire(checked(permits), Deadline.UNINTERRUPTED);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Acquires a permit if one is available. Python: {@code acquire(block=False)}. */
    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    /** Acquires that many permits if they are available. */
    public boolean tryAcquire(int permits) {
        try {
            return engine.tryAcquire(checked(permits), Deadline.UNINTERRUPTED);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Acquires a permit, waiting so long at most. Python: {@code acquire(timeout=...)}.
     *
     * @return false if the time was up
     */
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
        return tryAcquire(1, timeout, unit);
    }

    /**
     * Acquires that many permits together, waiting so long at most.
     *
     * @return false if the time was up
     */
    public boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException {
        return acquire(checked(permits), Deadline.after(timeout, unit));
    }

    private boolean acquire(int permits, Deadline deadline) throws InterruptedException {
        deadline.checkInterrupt();
        return engine.tryAcquire(permits, deadline)
                || (VirtualThreads.isCurrent()
                        ? ParkedCalls.await(pending(permits, Completions.INTERNAL), deadline)
                        : engine.acquireWaiting(permits, deadline));
    }

    /** As {@link #acquireAsync(int)}, for one permit. */
    public CompletableFuture<Void> acquireAsync() {
        return acquireAsync(1);
    }

    /**
     * A future that is done when that many permits have been acquired; completed on the common pool. One that is cancelled,
     * times out or is completed by somebody else before that has acquired none: at most, if it happens at the very moment, they
     * are missing to others for as long as it takes to give them back.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public CompletableFuture<Void> acquireAsync(int permits) {
        return acquireAsync(permits, commonPool);
    }

    /** As {@link #acquireAsync(int)}, completed on that executor. */
    public CompletableFuture<Void> acquireAsync(int permits, Executor executor) {
        return acquireAsync(permits, Completions.on(Objects.requireNonNull(executor)));
    }

    private CompletableFuture<Void> acquireAsync(int permits, Completions completions) {
        checked(permits);
        try {
            handle.checkOpen();
            if (futures.nobodyWaits() && engine.tryAcquire(permits, Deadline.AT_ONCE)) {
                return CompletableFuture.completedFuture(null);
            }
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
        return pending(permits, completions);
    }

    private AcquireFuture pending(int permits, Completions completions) {
        AcquireFuture future = new AcquireFuture(engine, permits, completions);
        futures.add(future);
        return future;
    }

    /** Acquires all permits that are available; returns how many. */
    public int drainPermits() {
        return engine.drain();
    }

    // ---- releasing --------------------------------------------------------------------------------------------------

    /**
     * Gives a permit back.
     *
     * @throws IllegalStateException if this handle holds none
     */
    public void release() {
        release(1);
    }

    /**
     * Gives that many permits back.
     *
     * @throws IllegalStateException if this handle holds fewer; nothing is given back then
     * @throws IllegalArgumentException if it is negative
     */
    public void release(int permits) {
        if (!engine.release(checked(permits))) {
            throw new IllegalStateException(path() + ": release(" + permits + "), but this handle holds "
                    + engine.held() + ": a handle releases what it has acquired");
        }
    }

    /** How many permits are available at the moment. Python: {@code get_value()}. */
    public int availablePermits() {
        return engine.available();
    }

    /**
     * Ends this handle, and gives back what it still holds: its waiting calls and pending futures end with
     * {@link HandleClosedException}. The semaphore and other handles go on. Idempotent.
     */
    @Override
    public void close() {
        handle.close();
    }

    /** Names the file, and says how many permits there are. */
    @Override
    public String toString() {
        String state = handle.isClosed() ? "closed" : engine.permits() + " permits";
        return "SharedSemaphore[" + path() + ", " + state + "]";
    }
}
