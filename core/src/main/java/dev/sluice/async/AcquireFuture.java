package dev.sluice.async;

import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who wants permits of a semaphore. */
public final class AcquireFuture extends ConditionFuture<Void> {
    private static final long GUARD_MILLIS = 5;

    private final SemaphoreEngine semaphore;
    private final int permits;

    public AcquireFuture(SemaphoreEngine semaphore, int permits, Completions completions) {
        super(completions);
        this.semaphore = semaphore;
        this.permits = permits;
    }

    @Override
    boolean seemsToHold() {
        return false; // whoever is behind others has to wait for them
    }

    @Override
    boolean attempt() throws InterruptedException {
        return semaphore.acquireFor(permits, this::claim, Deadline.after(GUARD_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    @Nullable
    Void result() {
        return null;
    }
}
