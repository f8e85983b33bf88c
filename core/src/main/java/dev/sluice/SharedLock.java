package dev.sluice;

import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.ConditionEngine;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.LockEngine;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A reentrant lock in a memory-mapped file, shared by the threads of many processes. Its owner is a thread of a handle: the
 * same thread waits for itself if it locks through two handles of one file. Python's {@code multiprocessing.RLock} with its
 * {@code Condition}, but neither hangs when a process dies.
 *
 * <p><b>Death.</b> When the owner's process ends, in whatever way, the lock is free within milliseconds, and the next owner is
 * told once by {@link #previousOwnerDied()}, as what the lock protects may be half changed. An owner that is merely slow or
 * stopped keeps the lock. A thread that ends without unlocking keeps it too, until its handle is closed or its process ends.
 *
 * <p><b>Order.</b> None is promised; {@link #tryLock()} barges. Uncontended calls make no system call. Virtual threads that wait
 * keep no carrier.
 *
 * <p><b>Conditions.</b> The n-th condition that a handle makes is the n-th one of all handles. A waiting process that is killed
 * swallows no signal; at worst, some later signal wakes one waiter more than it should.
 *
 * <p><b>Closing.</b> {@link #close()} ends this handle's waiting calls with {@link HandleClosedException}, and so does every later
 * call but {@link #path}, {@link #toString}, {@link #close}, {@link #isHeldByCurrentThread} and {@link #getHoldCount}. If a thread
 * holds the lock through the handle, the lock is given back as by that thread, so that the next owner hears of no death, and that
 * thread's {@link #unlock()} throws {@link HandleClosedException}: unlock before closing.
 *
 * <p><b>Memory consistency effects.</b> What is done before {@code unlock()} <i>happens-before</i> what is done after a
 * subsequent {@code lock()}, of any process, for what both share: this file and other mapped memory.
 */
public final class SharedLock implements Lock, AutoCloseable {
    /** The most conditions of a lock. */
    public static final int MAX_CONDITIONS = SynchronizerLayout.CONDITIONS;

    private final Handle<LockEngine> handle;
    private final LockEngine engine;
    private final AtomicInteger conditions = new AtomicInteger();

    private SharedLock(Handle<LockEngine> handle) {
        this.handle = handle;
        this.engine = handle.holdings();
    }

    /**
     * Creates a lock, free, in a new file that only this user may open.
     *
     * @throws FileAlreadyExistsException if there is a file of that name
     */
    public static SharedLock create(Path path) throws IOException {
        return new SharedLock(LockEngine.KIND.create(path, 0));
    }

    /**
     * Opens a lock.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws FileFormatException if it holds something else
     */
    public static SharedLock open(Path path) throws IOException {
        return new SharedLock(LockEngine.KIND.open(path));
    }

    /** Opens a lock, or creates it if there is no such file; of many that race, one creates it. */
    public static SharedLock openOrCreate(Path path) throws IOException {
        return new SharedLock(LockEngine.KIND.openOrCreate(path, 0));
    }

    /** The file, as it was named when this handle was opened. */
    public Path path() {
        return handle.path();
    }

    /**
     * Takes the lock, waiting as long as it takes; interrupts are left for later. {@code with lock:} in Python.
     *
     * @throws HandleClosedException if this handle is closed, also while waiting
     */
    @Override
    public void lock() {
        try {
            engine.acquire(Deadline.UNINTERRUPTED);
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    /**
     * As {@link #lock()}, but an interrupt ends the wait.
     *
     * @throws InterruptedException if the thread is interrupted, before or while it waits
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        Deadline.NEVER.checkInterrupt();
        engine.acquire(Deadline.NEVER);
    }

    /** Takes the lock if it is free or the thread's own, also when others wait for it. {@code acquire(False)} in Python. */
    @Override
    public boolean tryLock() {
        try {
            return engine.acquire(Deadline.AT_ONCE);
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    /**
     * Takes the lock, waiting so long at most; not at all if the time is not positive. {@code acquire(True, timeout)} in Python.
     *
     * @return false if the time was up
     * @throws InterruptedException if the thread is interrupted, before or while it waits
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        Deadline deadline = Deadline.after(time, unit);
        deadline.checkInterrupt();
        return engine.acquire(deadline);
    }

    /**
     * Gives the lock back, or one of the times that this thread has taken it.
     *
     * @throws IllegalMonitorStateException if this thread does not hold it through this handle
     * @throws HandleClosedException if this handle has been closed, which has given the lock back
     */
    @Override
    public void unlock() {
        engine.release();
    }

    /**
     * The next condition of this lock: the n-th call on any handle returns the n-th condition, so all processes have to make
     * theirs in the same order. Its owner-only calls throw {@link IllegalMonitorStateException} for others. A wait may end
     * without a signal.
     *
     * @throws IllegalStateException if there have been {@link #MAX_CONDITIONS} through this handle
     */
    @Override
    public Condition newCondition() {
        handle.checkOpen();
        int index = conditions.getAndUpdate(made -> Math.min(made + 1, MAX_CONDITIONS));
        if (index == MAX_CONDITIONS) {
            throw new IllegalStateException(path() + ": a lock has at most " + MAX_CONDITIONS
                    + " conditions, and this handle has made them; make each once and keep it");
        }
        return new SharedCondition(engine.condition(index));
    }

    /**
     * Whether the owner before this thread died holding the lock, so that what it protects may be half changed. True once: for
     * the first call by the first owner after the death. An owner that does not ask leaves it unsaid.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    public boolean previousOwnerDied() {
        return engine.tellDeath();
    }

    /** Whether anybody holds the lock, of any process: a moment's truth. */
    public boolean isLocked() {
        handle.checkOpen();
        return engine.isLocked();
    }

    /** Whether this thread holds the lock through this handle. */
    public boolean isHeldByCurrentThread() {
        return engine.isMine();
    }

    /** How often this thread holds the lock through this handle: 0 if it does not. */
    public int getHoldCount() {
        return engine.holds();
    }

    /** Ends this handle, and gives the lock back if a thread holds it through it. Other handles go on. Idempotent. */
    @Override
    public void close() {
        handle.close();
    }

    @Override
    public String toString() {
        String state = handle.isClosed() ? "closed" : engine.isLocked() ? "locked" : "unlocked";
        return "SharedLock[" + path() + ", " + state + "]";
    }

    /** A view of a condition in the terms of the JDK. */
    @SuppressWarnings("JavaUtilDate") // the interface demands it
    private static final class SharedCondition implements Condition {
        private final ConditionEngine engine;

        SharedCondition(ConditionEngine engine) {
            this.engine = engine;
        }

        @Override
        public void await() throws InterruptedException {
            engine.await(Deadline.NEVER);
        }

        @Override
        public void awaitUninterruptibly() {
            try {
                engine.await(Deadline.UNINTERRUPTED);
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        }

        @Override
        public long awaitNanos(long nanos) throws InterruptedException {
            Deadline deadline = Deadline.after(nanos, TimeUnit.NANOSECONDS);
            boolean signalled = engine.await(deadline);
            long left = deadline.remaining(Long.MAX_VALUE);
            return signalled ? left : Math.min(left, 0);
        }

        @Override
        public boolean await(long time, TimeUnit unit) throws InterruptedException {
            return engine.await(Deadline.after(time, unit));
        }

        @Override
        public boolean awaitUntil(Date end) throws InterruptedException {
            long now = System.currentTimeMillis();
            long millis = end.getTime() <= now ? 0 : end.getTime() - now; // which would overflow for times long gone
            return engine.await(Deadline.after(millis, TimeUnit.MILLISECONDS));
        }

        @Override
        public void signal() {
            engine.signal();
        }

        @Override
        public void signalAll() {
            engine.signalAll();
        }
    }
}
