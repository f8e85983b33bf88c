package dev.sluice.async;

import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for the same, first come, first served. Many add and withdraw; one thread serves. The queue itself is the
 * only truth of who is there: the counts beside it just say when it is worth being cleaned. Who withdraws stays in the queue
 * until he is passed, or until there are too many of his kind.
 */
final class PendingQueue<F extends PendingFuture<?>> {
    private static final int FEW = 64;

    private final ConcurrentLinkedQueue<F> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger withdrawn = new AtomicInteger();
    private final AtomicBoolean purging = new AtomicBoolean();
    private final Runnable frontHasChanged;

    /**
     * An empty queue.
     *
     * @param frontHasChanged called, on any thread, when the one at the front has withdrawn: the next one may want less
     */
    PendingQueue(Runnable frontHasChanged) {
        this.frontHasChanged = frontHasChanged;
    }

    void add(F future) {
        future.enter(this);
        size.incrementAndGet();
        queue.add(future);
    }

    /** Whether nobody waits; that somebody does may be wrong in that he has withdrawn. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** One has withdrawn; on the thread that made it. */
    void withdrawn() {
        F front = queue.peek();
        if (withdrawn.incrementAndGet() > Math.max(FEW, size.get() / 2) && purging.compareAndSet(false, true)) {
            try {
                purge();
            } finally {
                purging.set(false);
            }
        }
        if (front == null || front.isWithdrawn()) {
            frontHasChanged.run();
        }
    }

    private void purge() {
        withdrawn.set(0);
        int[] gone = {0};
        queue.removeIf(future -> {
            boolean found = future.isWithdrawn();
            gone[0] += found ? 1 : 0;
            return found;
        });
        size.addAndGet(-gone[0]);
    }

    /** The first who waits; for the serving thread. */
    @Nullable
    F first() {
        F first = queue.peek();
        while (first != null && first.isWithdrawn()) {
            remove(first);
            first = queue.peek();
        }
        return first;
    }

    /** From the first on, the withdrawn among them; for the serving thread, which may remove. */
    Iterator<F> iterator() {
        Iterator<F> all = queue.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public F next() {
                return all.next();
            }

            @Override
            public void remove() {
                all.remove();
                size.decrementAndGet();
            }
        };
    }

    /** The first, if its outcome is settled; for the serving thread. */
    @Nullable
    F firstSettled() {
        F first = first();
        return first != null && first.isSettled() ? first : null;
    }

    /** Removes one; for the serving thread. */
    void remove(F future) {
        if (queue.remove(future)) {
            size.decrementAndGet();
        }
    }
}
