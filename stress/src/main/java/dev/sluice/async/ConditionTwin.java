package dev.sluice.async;

import dev.sluice.synchronizer.EventEngine;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.util.concurrent.CompletableFuture;

/** The pending futures of a synchronizer's handle without their waiting thread, as {@link PendingTwin} is for a deque. */
public final class ConditionTwin {
    private final PendingQueue<ConditionFuture<?>> waiting = new PendingQueue<>(ConditionTwin::nothing);
    private final ConditionServer server;

    /** Those who wait for permits. */
    public ConditionTwin(SemaphoreEngine semaphore) {
        this.server = new ConditionServer(semaphore, waiting, true);
    }

    /** Those who wait for an event. */
    public ConditionTwin(EventEngine event) {
        this.server = new ConditionServer(event, waiting, false);
    }

    private static void nothing() {
        // There is no thread to tell.
    }

    /** An acquire that waits to be served. */
    public CompletableFuture<Void> acquire(SemaphoreEngine semaphore, int permits) {
        return add(new AcquireFuture(semaphore, permits, Completions.INTERNAL));
    }

    /** A wait for an event that waits to be served. */
    public CompletableFuture<Void> await(EventEngine event) {
        return add(new EventFuture(event, event.begin(), Completions.INTERNAL));
    }

    private CompletableFuture<Void> add(ConditionFuture<Void> future) {
        waiting.add(future);
        return future;
    }

    /** Serves what can be served; of one thread at a time. Returns whether there was anything. */
    public boolean serve() {
        return server.serve();
    }
}
