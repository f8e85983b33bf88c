package dev.sluice.async;

import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for the same, first come, first served. Many add and withdraw; one thread serves. Who withdraws stays in the
 * queue until he is passed or there are more of his kind than of the waiting.
 */
final class PendingQueue<F extends PendingFuture<?>> {
    private static final int FEW = 64;

    private final ConcurrentLinkedQueue<F> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger withdrawn = new AtomicInteger();
    private final AtomicBoolean purging = new AtomicBoolean();
    private final Runnable nobodyLeft;

    /**
     * An empty queue.
     *
     * @param nobodyLeft called, on any thread, when the last one has withdrawn
     */
    PendingQueue(Runnable nobodyLeft) {
        this.nobodyLeft = nobodyLeft;
    }

    void add(F future) {
        future.enter(this);
        waiting.incrementAndGet();
        queue.add(future);
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return waiting.get() == 0;
    }

    /** One has withdrawn; on the thread that made it. */
    void withdrawn() {
        int left = waiting.decrementAndGet();
        if (withdrawn.incrementAndGet() > Math.max(FEW, left) && purging.compareAndSet(false, true)) {
            try {
                purge();
            } finally {
                purging.set(false);
            }
        }
        if (left == 0) {
            nobodyLeft.run();
        }
    }

    private void purge() {
        int[] purged = {0};
        queue.removeIf(future -> {
            boolean gone = future.isWithdrawn();
            purged[0] += gone ? 1 : 0;
            return gone;
        });
        withdrawn.addAndGet(-purged[0]);
    }

    /** The first who waits; for the serving thread. */
    @Nullable
    F first() {
        F first = queue.peek();
        while (first != null && first.isWithdrawn()) {
            if (queue.remove(first)) {
                withdrawn.decrementAndGet();
            }
            first = queue.peek();
        }
        return first;
    }

    /** From the first on, the withdrawn among them; for the serving thread. */
    Iterator<F> iterator() {
        return queue.iterator();
    }

    /** The first, if its outcome is settled; for the serving thread. */
    @Nullable
    F firstSettled() {
        F first = first();
        return first != null && first.isSettled() ? first : null;
    }

    /** Removes one that has been claimed; for the serving thread. */
    void remove(F claimed) {
        queue.remove(claimed);
        waiting.decrementAndGet();
    }
}
