package dev.sluice.synchronizer;

import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Waits;

/** Waiting for a change that others commit: shortly by looking again, then asleep. */
final class Patience {
    /** What is waited for. */
    interface Look {
        boolean holds() throws InterruptedException;
    }

    private Patience() {}

    /** Looks again and again, for as long as a partner on another core needs to answer. */
    static boolean spin(EventCount changed, Look look) throws InterruptedException {
        for (int i = changed.spins(); i > 0; i--) {
            Thread.onSpinWait();
            if (look.holds()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sleeps until it holds.
     *
     * @return false if the time was up
     */
    static boolean sleep(Shared shared, EventCount changed, Deadline deadline, Look look) throws InterruptedException {
        for (int round = 0; ; round++) {
            // Before anything that may end the call: the signal that woke this one has cleared the flag of all others.
            int key = changed.prepare();
            shared.self().checkOpen();
            deadline.checkInterrupt();
            if (look.holds()) {
                return true;
            }
            if (deadline.expired()) {
                return false;
            }
            Waits.sleep(changed, key, round, deadline, shared.custodian());
        }
    }
}
