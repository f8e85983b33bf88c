package dev.sluice.synchronizer;

import dev.sluice.sync.Deadline;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among the threads of one handle: only that one competes with other processes. Ends for all when the handle
 * is closed.
 */
@SuppressWarnings("serial") // nobody serializes it
final class Turn extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;
    private static final long AS_LONG_AS_IT_TAKES = Long.MAX_VALUE / 2;

    /** Whether nobody waits for a turn any more: everybody gets in, and finds the handle closed. */
    private volatile boolean over;

    /** How often the one whose turn it is holds the lock; 0 while it takes it or gives it back. */
    int holds;

    /**
     * Waits for its turn.
     *
     * @return false if the time was up
     */
    boolean enter(Deadline deadline) throws InterruptedException {
        boolean entered;
        if (deadline.atOnce()) {
            entered = tryAcquire(1);
        } else if (deadline.interruptible()) {
            entered = tryAcquireNanos(1, deadline.remaining(AS_LONG_AS_IT_TAKES));
        } else {
            acquire(1);
            entered = true;
        }
        return entered;
    }

    /** The next one's turn. */
    void leave() {
        release(1);
    }

    /** Nobody waits any more, as the handle has been closed: the first is woken here, the others by the one before. */
    void end() {
        over = true;
        release(1);
    }

    /** Whether it is the calling thread's turn. */
    boolean isMine() {
        return owner() == Thread.currentThread();
    }

    /** Whose turn it is: certain for the calling thread, and for one that is in no operation. */
    @Nullable
    Thread owner() {
        return getExclusiveOwnerThread();
    }

    @Override
    protected boolean tryAcquire(int one) {
        if (over) {
            return true;
        }
        if (!compareAndSetState(0, one)) {
            return false;
        }
        setExclusiveOwnerThread(Thread.currentThread());
        return true;
    }

    /** True once it is over, though another thread may still believe that it is its turn: it finds out by itself. */
    @Override
    protected boolean tryRelease(int one) {
        if (!over) {
            setExclusiveOwnerThread(null);
            setState(0);
        }
        return true;
    }
}
