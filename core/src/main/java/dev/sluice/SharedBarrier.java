package dev.sluice;

import dev.sluice.async.BarrierFuture;
import dev.sluice.async.Completions;
import dev.sluice.async.ConditionFutures;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.BarrierEngine;
import dev.sluice.synchronizer.Handle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cyclic barrier in a memory-mapped file: as many threads as there are parties, of any processes, wait for each other, again and
 * again. Python's {@code multiprocessing.Barrier}, with the contract of {@link java.util.concurrent.CyclicBarrier} (without its
 * action), but nobody hangs when a process dies.
 *
 * <p><b>Breaking.</b> As parties that wait cannot go on without one that leaves, the barrier breaks when one of them is
 * interrupted, runs out of time, dies with its process, or has its handle closed: the others' waits end with
 * {@link BrokenBarrierException}, and so do all calls until {@link #reset()}. A process that dies while it is arriving may break
 * the barrier too. One that is merely slow or stopped does not.
 *
 * <p><b>Closing.</b> Once this handle is closed, its calls and futures end with {@link HandleClosedException}; but {@link #path},
 * {@link #getParties}, {@link #toString} and {@link #close} do not.
 *
 * <p>Calls that need not wait make no system call. Virtual threads that wait keep no carrier.
 *
 * <p><b>Memory consistency effects.</b> What a party does before it arrives <i>happens-before</i> what the others do after they
 * have passed, for what both share: this file and other mapped memory.
 */
public final class SharedBarrier implements AutoCloseable {
    /** The most parties of a barrier: threads and futures. They come through at most 1,024 handles, as with any file. */
    public static final int MAX_PARTIES = BarrierEngine.MOST_PARTIES;

    private final Handle<BarrierEngine> handle;
    private final BarrierEngine engine;
    private final ConditionFutures futures;
    private final Completions commonPool = Completions.onCommonPool();

    private SharedBarrier(Handle<BarrierEngine> handle) {
        this.handle = handle;
        this.engine = handle.holdings();
        this.futures = new ConditionFutures(engine, false);
    }

    private static int checkParties(int parties) {
        if (parties < 1 || parties > MAX_PARTIES) {
            throw new IllegalArgumentException("parties: " + parties + " is not in 1.." + MAX_PARTIES);
        }
        return parties;
    }

    /**
     * Creates a barrier in a new file that only this user may open.
     *
     * @param parties how many have to arrive, 1 to {@link #MAX_PARTIES}
     * @throws FileAlreadyExistsException if there is a file of that name
     */
    public static SharedBarrier create(Path path, int parties) throws IOException {
        return new SharedBarrier(BarrierEngine.KIND.create(path, checkParties(parties)));
    }

    /**
     * Opens a barrier.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws FileFormatException if it holds something else
     */
    public static SharedBarrier open(Path path) throws IOException {
        return new SharedBarrier(BarrierEngine.KIND.open(path));
    }

    /**
     * Opens a barrier, or creates it if there is no such file; of many that race, one creates it.
     *
     * @param parties how many have to arrive, 1 to {@link #MAX_PARTIES}
     * @throws FileFormatException if there is a file that holds something else, or a barrier of another number of parties
     */
    public static SharedBarrier openOrCreate(Path path, int parties) throws IOException {
        return new SharedBarrier(BarrierEngine.KIND.openOrCreate(path, checkParties(parties)));
    }

    /** The file, as it was named when this handle was opened. */
    public Path path() {
        return handle.path();
    }

    /**
     * Arrives, and waits until all parties have. {@code wait()} in Python.
     *
     * @return the index of arrival: {@code getParties() - 1} for the first one, 0 for the last
     * @throws InterruptedException if the thread is interrupted, before or while it waits: the barrier is broken
     * @throws BrokenBarrierException if the barrier is broken, or is while it waits, or reset
     * @throws HandleClosedException if this handle is closed, also while waiting: the barrier is broken then
     */
    public int await() throws InterruptedException, BrokenBarrierException {
        try {
            return engine.await(Deadline.NEVER);
        } catch (TimeoutException never) {
            throw new AssertionError(never);
        }
    }

    /**
     * As {@link #await()}, but waits so long at most; not at all if the time is not positive.
     *
     * @throws TimeoutException if the time was up: the barrier is broken
     */
    public int await(long timeout, TimeUnit unit)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        return engine.await(Deadline.after(timeout, unit));
    }

    /**
     * Arrives, and does not wait: the future is done when all parties have arrived, with the index of arrival, or fails with
     * {@link BrokenBarrierException}, or {@link HandleClosedException}. It is completed on the common pool. Whoever cancels or
     * completes it, or has it time out, before all have arrived breaks the barrier, as whoever stops waiting does.
     */
    public CompletableFuture<Integer> awaitAsync() {
        return awaitAsync(commonPool);
    }

    /** As {@link #awaitAsync()}, completed on that executor. */
    public CompletableFuture<Integer> awaitAsync(Executor executor) {
        return awaitAsync(Completions.on(Objects.requireNonNull(executor)));
    }

    private CompletableFuture<Integer> awaitAsync(Completions completions) {
        BarrierEngine.Arrival arrival;
        try {
            arrival = engine.arrive();
        } catch (BrokenBarrierException | RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
        if (arrival.index() == 0) {
            return CompletableFuture.completedFuture(0);
        }
        BarrierFuture future = new BarrierFuture(engine, arrival, completions);
        futures.add(future);
        return future;
    }

    /** Sends away those who wait, with {@link BrokenBarrierException}, and mends the barrier. {@code reset()} in Python. */
    public void reset() {
        engine.reset();
    }

    /** Whether the barrier is broken. */
    public boolean isBroken() {
        handle.checkOpen();
        return engine.isBroken();
    }

    /** How many have to arrive. */
    public int getParties() {
        return engine.parties();
    }

    /** How many have arrived and wait: a moment's truth. {@code n_waiting} in Python. */
    public int getNumberWaiting() {
        handle.checkOpen();
        return engine.waiting();
    }

    /**
     * Ends this handle; breaks the barrier if a thread waits through it, or a future is pending. Other handles go on. Idempotent.
     */
    @Override
    public void close() {
        handle.close();
    }

    @Override
    public String toString() {
        String state = handle.isClosed()
                ? "closed"
                : engine.isBroken() ? "broken" : engine.waiting() + " of " + engine.parties() + " waiting";
        return "SharedBarrier[" + path() + ", " + state + "]";
    }
}
