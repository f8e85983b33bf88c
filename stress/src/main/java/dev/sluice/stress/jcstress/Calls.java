package dev.sluice.stress.jcstress;

import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.BarrierEngine;
import dev.sluice.synchronizer.ConditionEngine;
import dev.sluice.synchronizer.EventEngine;
import dev.sluice.synchronizer.LockEngine;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/** Calls that nobody interrupts: actors may not throw what is checked. */
final class Calls {
    private Calls() {}

    static void lock(LockEngine lock) {
        try {
            lock.acquire(Deadline.UNINTERRUPTED);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    static boolean await(ConditionEngine condition, Deadline deadline) {
        try {
            return condition.await(deadline);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    static void pass(BarrierEngine barrier) {
        try {
            barrier.await(Deadline.UNINTERRUPTED);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException notHere) {
            throw new IllegalStateException(notHere);
        }
    }

    /** Acquires, asleep if need be. */
    static void acquire(SemaphoreEngine semaphore, int permits) {
        try {
            if (!semaphore.tryAcquire(permits, Deadline.UNINTERRUPTED)) {
                semaphore.acquireWaiting(permits, Deadline.UNINTERRUPTED);
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    static boolean tryAcquire(SemaphoreEngine semaphore, int permits) {
        try {
            return semaphore.tryAcquire(permits, Deadline.UNINTERRUPTED);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    static boolean await(EventEngine event, long begin) {
        try {
            return event.await(begin, Deadline.UNINTERRUPTED);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }
}
