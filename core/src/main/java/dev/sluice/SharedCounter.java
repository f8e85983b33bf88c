package dev.sluice;

import dev.sluice.async.Completions;
import dev.sluice.async.ConditionFutures;
import dev.sluice.async.CounterFuture;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.VirtualThreads;
import dev.sluice.synchronizer.CounterEngine;
import dev.sluice.synchronizer.CounterEngine.Bound;
import dev.sluice.synchronizer.Handle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A 64-bit number in a file, which the threads of many processes change atomically, and for which they wait; what Python
 * programs make of {@code multiprocessing.Value('q')} and its lock.
 *
 * <pre>{@code
 * try (SharedCounter done = SharedCounter.openOrCreate(Path.of("/dev/shm/done"), 0)) {
 *     done.incrementAndGet();
 *     done.awaitAtLeast(100);          // sleeps in the kernel until it has reached 100
 * }
 * }</pre>
 *
 * <p>{@link #get()} is one volatile read; changes are those of {@link java.util.concurrent.atomic.AtomicLong}, overflow
 * included, and call the kernel only if somebody waits.
 *
 * <p><b>Waits are for what is, not for what was:</b> a value that was reached and left again before the waiting thread looked
 * may be missed. For a counter that only grows, {@link #awaitAtLeast} misses nothing.
 *
 * <p><b>Death.</b> Nobody holds anything here: a change by a process that is killed was made or was not, and whoever waits for
 * it is woken by the survivors if need be.
 *
 * <p><b>Closing.</b> Once this handle is closed, its calls and futures end with {@link HandleClosedException}; but {@link #path},
 * {@link #toString} and {@link #close} do not.
 *
 * <p><b>Memory consistency effects.</b> Each change <i>happens-before</i> each read that sees it, and the return of each wait
 * that it ended. Between processes that holds for what both share: this file and other mapped memory.
 */
public final class SharedCounter implements AutoCloseable {
    private final Handle<CounterEngine> handle;
    private final CounterEngine engine;
    private final ConditionFutures futures;
    private final Completions commonPool = Completions.onCommonPool();

    private SharedCounter(Handle<CounterEngine> handle) {
        this.handle = handle;
        this.engine = handle.holdings();
        this.futures = new ConditionFutures(engine, false);
    }

    /**
     * Creates a counter with that value, in a new file that only this user may open.
     *
     * @throws FileAlreadyExistsException if there is a file of that name
     */
    public static SharedCounter create(Path file, long initial) throws IOException {
        return new SharedCounter(CounterEngine.KIND.create(file, 0, initial));
    }

    /**
     * Opens a counter.
     *
     * @throws NoSuchFileException if there is none
     * @throws FileFormatException if the file holds something else
     */
    public static SharedCounter open(Path file) throws IOException {
        return new SharedCounter(CounterEngine.KIND.open(file));
    }

    /**
     * Opens a counter as it is, or creates it if there is none; of many that race, one creates it and the others open.
     *
     * @param initial its value if it is created
     * @throws FileFormatException if the file holds something else
     */
    public static SharedCounter openOrCreate(Path file, long initial) throws IOException {
        return new SharedCounter(CounterEngine.KIND.openOrCreate(file, 0, initial));
    }

    /** The file, as it was named when this handle was opened. */
    public Path path() {
        return handle.path();
    }

    // ---- the value --------------------------------------------------------------------------------------------------

    /** The value. */
    public long get() {
        return engine.get();
    }

    /** Sets the value. */
    public void set(long value) {
        engine.set(value);
    }

    /** Adds, and returns the new value. */
    public long addAndGet(long delta) {
        return engine.getAndAdd(delta) + delta;
    }

    /** Adds, and returns the value before. */
    public long getAndAdd(long delta) {
        return engine.getAndAdd(delta);
    }

    /** Adds 1, and returns the new value. */
    public long incrementAndGet() {
        return addAndGet(1);
    }

    /** Subtracts 1, and returns the new value. */
    public long decrementAndGet() {
        return addAndGet(-1);
    }

    /** Sets the value if it is the expected one; returns whether it was. */
    public boolean compareAndSet(long expected, long value) {
        return engine.compareAndSet(expected, value);
    }

    // ---- waiting ----------------------------------------------------------------------------------------------------

    /**
     * Waits until the value is that or more.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws HandleClosedException if this handle is closed, also while it waits
     */
    public void awaitAtLeast(long value) throws InterruptedException {
        await(Bound.AT_LEAST, value, Deadline.NEVER);
    }

    /**
     * As {@link #awaitAtLeast(long)}, so long at most.
     *
     * @return false if the time was up
     */
    public boolean awaitAtLeast(long value, long timeout, TimeUnit unit) throws InterruptedException {
        return await(Bound.AT_LEAST, value, Deadline.after(timeout, unit));
    }

    /** Waits until the value is that or less; else as {@link #awaitAtLeast(long)}. */
    public void awaitAtMost(long value) throws InterruptedException {
        await(Bound.AT_MOST, value, Deadline.NEVER);
    }

    /**
     * As {@link #awaitAtMost(long)}, so long at most.
     *
     * @return false if the time was up
     */
    public boolean awaitAtMost(long value, long timeout, TimeUnit unit) throws InterruptedException {
        return await(Bound.AT_MOST, value, Deadline.after(timeout, unit));
    }

    private boolean await(Bound kind, long bound, Deadline deadline) throws InterruptedException {
        handle.checkOpen();
        deadline.checkInterrupt();
        return kind.admits(engine.value(), bound)
                || (VirtualThreads.isCurrent()
                        ? ParkedCalls.await(pending(kind, bound, Completions.INTERNAL), deadline)
                        : engine.await(kind, bound, deadline));
    }

    /** A future that is done when the value is that or more, with the value that was seen; completed on the common pool. */
    public CompletableFuture<Long> awaitAtLeastAsync(long value) {
        return await(Bound.AT_LEAST, value, commonPool);
    }

    /** As {@link #awaitAtLeastAsync(long)}, completed on that executor. */
    public CompletableFuture<Long> awaitAtLeastAsync(long value, Executor executor) {
        return await(Bound.AT_LEAST, value, Completions.on(Objects.requireNonNull(executor)));
    }

    /** A future that is done when the value is that or less, with the value that was seen; completed on the common pool. */
    public CompletableFuture<Long> awaitAtMostAsync(long value) {
        return await(Bound.AT_MOST, value, commonPool);
    }

    /** As {@link #awaitAtMostAsync(long)}, completed on that executor. */
    public CompletableFuture<Long> awaitAtMostAsync(long value, Executor executor) {
        return await(Bound.AT_MOST, value, Completions.on(Objects.requireNonNull(executor)));
    }

    private CompletableFuture<Long> await(Bound kind, long bound, Completions completions) {
        long value;
        try {
            value = engine.get();
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
        return kind.admits(value, bound) ? CompletableFuture.completedFuture(value) : pending(kind, bound, completions);
    }

    private CounterFuture pending(Bound kind, long bound, Completions completions) {
        CounterFuture future = new CounterFuture(engine, kind, bound, completions);
        futures.add(future);
        return future;
    }

    /**
     * Ends this handle: its waiting calls and pending futures end with {@link HandleClosedException}. The counter and other
     * handles go on. Idempotent.
     */
    @Override
    public void close() {
        handle.close();
    }

    /** Names the file and the value. */
    @Override
    public String toString() {
        return "SharedCounter[" + path() + ", " + (handle.isClosed() ? "closed" : engine.value()) + "]";
    }
}
