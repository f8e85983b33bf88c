package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Region;

/** Waiting for a change of state that somebody else commits; the package documentation has the protocol. */
public final class EventCount {
    private static final int ALL = Integer.MAX_VALUE;

    private final Region region;
    private final Waiter waiter;
    private final int sequence;
    private final int waiters;

    /** An event count whose two words are at this offset. */
    public EventCount(Region region, int offset, Waiter waiter) {
        this.region = region;
        this.waiter = waiter;
        this.sequence = offset + HeaderLayout.EVENT_SEQUENCE;
        this.waiters = offset + HeaderLayout.EVENT_WAITERS;
    }

    /**
     * Steps 1 and 2 of a waiter (model: Prepare, Announce). After it, and before {@link #await}, the caller looks at the state.
     *
     * @return the key to wait with
     */
    public int prepare() {
        int key = region.getIntVolatile(sequence);
        if (!waiter.polls()) {
            // Volatile: a full fence follows, so the look at the state cannot be done before the flag is seen.
            region.setIntVolatile(waiters, 1); // SYNC(waiters)
        }
        return key;
    }

    /** Step 4 (model: Sleep): sleeps until the next signal after {@link #prepare}, at most so many nanoseconds. */
    public void await(int key, int round, long nanos, boolean interruptible) {
        countWait();
        waiter.await(sequence, key, round, nanos, interruptible);
    }

    void countWait() {
        if (!waiter.polls()) {
            region.getAndAddLong(HeaderLayout.WAITS_OFFSET, 1);
        }
    }

    /** Offset of the word to sleep on. */
    int word() {
        return sequence;
    }

    /** Step 3 of a signaller (model: Signal), after the commit and a full fence. Costs one read when nobody waits. */
    public void signal() {
        if (region.getIntVolatile(waiters) != 0) { // SYNC(waiters)
            wake(1);
        }
    }

    /** As {@link #signal}, but wakes everybody who waits. */
    public void signalAll() {
        if (region.getIntVolatile(waiters) != 0) { // SYNC(waiters)
            wake(ALL);
        }
    }

    /** Hands a wake-up on that may have been meant for somebody else (model: PassOn). */
    public void passOn() {
        if (!waiter.polls()) {
            wake(1);
        }
    }

    /** As {@link #passOn}, where it may have been meant for any of the others. */
    public void passOnToAll() {
        if (!waiter.polls()) {
            wake(ALL);
        }
    }

    /** Wakes everybody whatever the flag says: after a death (model: WakeAll), a shutdown, a close. */
    public void wakeAll() {
        wake(ALL);
    }

    /** Whether somebody may be asleep. */
    public boolean mayHaveWaiters() {
        return region.getIntVolatile(waiters) != 0;
    }

    private void wake(int count) {
        // A kill between these lines (model: ClearFlag, Bump, WakeOne) leaves sleepers with no flag: repair wakes
        // everybody, so none sleeps on.
        region.setIntVolatile(waiters, 0);
        region.getAndAddInt(sequence, 1);
        if (!waiter.polls()) {
            waiter.wake(sequence, count);
            region.getAndAddLong(HeaderLayout.WAKE_UPS_OFFSET, 1);
        }
    }

    /** Spins of a waiter before it announces itself. */
    public int spins() {
        return waiter.spins();
    }

    public long backstopNanos() {
        return waiter.backstopNanos();
    }
}
