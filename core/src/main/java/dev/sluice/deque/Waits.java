package dev.sluice.deque;

import dev.sluice.sync.Custodian;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;

/** Sleeping for an element or for room, with the backstop. */
final class Waits {
    private Waits() {}

    /**
     * Sleeps once. Who has slept a whole slice looks for deaths that nobody told of: the kernel may have nobody to tell, or a
     * signaller have been stopped before it could wake.
     */
    static void sleep(EventCount count, int key, int round, Deadline deadline, Custodian custodian) {
        long slice = count.backstopNanos();
        long begin = System.nanoTime();
        count.await(key, round, deadline.remaining(slice), deadline.interruptible());
        if (System.nanoTime() - begin >= slice) {
            custodian.repairAll();
        }
    }
}
