package dev.sluice.sync;

/** Sleeping for what somebody else commits, with the backstop. */
public final class Waits {
    private Waits() {}

    /**
     * Sleeps once. Who has slept a whole slice looks for deaths that nobody told of: the kernel may have nobody to tell, or a
     * signaller have been stopped before it could wake.
     */
    public static void sleep(EventCount count, int key, int round, Deadline deadline, Custodian custodian) {
        Presence.healOwn(); // nobody sleeps in here while holding anything, so what there is was left behind
        long slice = count.backstopNanos();
        long begin = System.nanoTime();
        count.await(key, round, deadline.remaining(slice), deadline.interruptible());
        if (System.nanoTime() - begin >= slice) {
            custodian.repairAll();
        }
    }
}
