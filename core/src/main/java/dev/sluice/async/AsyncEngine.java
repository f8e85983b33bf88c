package dev.sluice.async;

import dev.sluice.deque.DequeEngine;

/** The pending futures of a deque's handle. */
public final class AsyncEngine {
    private static final int MOST_AT_ONCE = 1024;

    private final PendingQueue<TakeFuture<?>> takes = new PendingQueue<>(this::ring);
    private final PendingQueue<PutFuture> puts = new PendingQueue<>(this::ring);
    private final Attendant attendant;

    public AsyncEngine(DequeEngine engine) {
        this.attendant = new Attendant(new Server(engine, takes, puts, MOST_AT_ONCE));
    }

    private void ring() {
        attendant.ring();
    }

    /** Whether no take is pending: then one may be tried at once without overtaking anybody. */
    public boolean nobodyTakes() {
        return takes.isEmpty();
    }

    /** Whether no put is pending: then one may be tried at once without overtaking anybody. */
    public boolean nobodyPuts() {
        return puts.isEmpty();
    }

    /** From now on the future waits for its turn. */
    public void add(TakeFuture<?> future) {
        takes.add(future);
        attendant.attend(Serving.FIRST);
    }

    /** From now on the future waits for its turn. */
    public void add(PutFuture future) {
        puts.add(future);
        attendant.attend(Serving.SECOND);
    }
}
