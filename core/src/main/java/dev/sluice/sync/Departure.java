package dev.sluice.sync;

import org.jspecify.annotations.Nullable;

/**
 * How a handle leaves. Each step may be done twice: who is thrown out of one by a stack overflow begins again at the next call.
 *
 * <pre>
 *   1 the handle is marked as closed: who comes leaves, who waits leaves when he wakes
 *   2 all are woken; the words change, so nobody falls asleep past the mark
 *   3 nobody is inside any more: nobody will sign with the slot, or change what it holds
 *   4 what it holds is given back                          killed up to here: repaired like any death
 *   5 the slot is free
 * </pre>
 */
public final class Departure {
    private final Attachment self;
    private final Recovery<?> recovery;
    private final @Nullable Membership membership;
    private boolean gone;

    /**
     * Of a handle that has not left.
     *
     * @param membership what it has of the kernel; null in tests
     */
    public Departure(Recovery<?> recovery, @Nullable Membership membership) {
        this.self = recovery.self();
        this.recovery = recovery;
        this.membership = membership;
    }

    /**
     * Leaves, if that has not been done.
     *
     * @param wakeEverybody step 2
     * @param giveBack step 4; if it, or the end of step 3, complains of damage, the handle leaves all the same
     */
    public synchronized void depart(Runnable wakeEverybody, Runnable giveBack) {
        if (gone) {
            return;
        }
        self.close();
        wakeEverybody.run();
        try {
            self.awaitNobodyInside();
            giveBack.run();
        } catch (RuntimeException damaged) {
            leave();
            throw damaged;
        }
        leave();
    }

    private void leave() {
        recovery.close();
        if (membership != null) {
            membership.leave();
        }
        gone = true;
    }
}
