package dev.sluice.stress.jcstress;

import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.BarrierEngine;
import dev.sluice.synchronizer.ConditionEngine;
import dev.sluice.synchronizer.LockEngine;
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
}
