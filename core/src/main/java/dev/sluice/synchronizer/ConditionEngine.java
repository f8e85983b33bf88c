package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.CONDITION_EVENT;
import static dev.sluice.layout.SynchronizerLayout.CONDITION_JOINED;
import static dev.sluice.layout.SynchronizerLayout.CONDITION_LIMIT;
import static dev.sluice.layout.SynchronizerLayout.CONDITION_SIGNALS;
import static dev.sluice.layout.SynchronizerLayout.conditionOffset;

import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;

/**
 * One condition of a lock; the package documentation has the protocol and its argument. All is changed by the owner of the
 * lock only; those who sleep look without it, and look again with it.
 */
public final class ConditionEngine {
    /** Why somebody wakes. */
    private enum Woken {
        BY_SIGNAL,
        BY_TIME,
        BY_INTERRUPT
    }

    private final LockEngine lock;
    private final Region region;
    private final Attachment self;
    private final Waitings waitings;
    private final int index;
    private final int offset;
    private final EventCount event;

    ConditionEngine(LockEngine lock, Shared shared, Waitings waitings, int index) {
        this.lock = lock;
        this.region = shared.region();
        this.self = shared.self();
        this.waitings = waitings;
        this.index = index;
        this.offset = conditionOffset(index);
        this.event = shared.eventCount(offset + CONDITION_EVENT);
    }

    /**
     * Gives the lock back, waits for a signal, takes the lock again.
     *
     * @return false if the time was up, and no signal there
     * @throws dev.sluice.HandleClosedException if the handle is closed, also while waiting: then the lock is not held
     */
    public boolean await(Deadline deadline) throws InterruptedException {
        lock.checkOwner();
        deadline.checkInterrupt();
        long ticket = join();
        for (boolean again = false; ; again = true) {
            int key = event.prepare(); // by the owner still: no signal comes before this
            int holds = lock.giveBackAll(again);
            Woken woken = sleep(ticket, key, deadline);
            boolean consumed = false;
            try {
                lock.takeAgain(holds);
                consumed = leave(ticket, woken);
            } catch (RuntimeException closed) {
                restore(woken);
                throw closed;
            }
            if (consumed || woken != Woken.BY_SIGNAL) {
                lock.exitHeld();
                return ended(woken, consumed);
            }
            // Another one has consumed what both saw.
        }
    }

    /** Whether the owner of the lock, which is entered now, consumes a signal; if not, and it was not for one, it waits no more. */
    private boolean leave(long ticket, Woken woken) {
        lock.enterHeld();
        try {
            boolean consumed = consume(ticket);
            if (!consumed && woken != Woken.BY_SIGNAL) {
                waitings.add(index, -1);
            }
            return consumed;
        } catch (RuntimeException damaged) {
            lock.exitHeld();
            throw damaged;
        }
    }

    /** A signal counts for more than an interrupt or the end of the time: it must not be lost on one who leaves. */
    private static boolean ended(Woken woken, boolean consumed) throws InterruptedException {
        if (consumed) {
            restore(woken);
        } else if (woken == Woken.BY_INTERRUPT) {
            throw new InterruptedException();
        }
        return consumed;
    }

    private static void restore(Woken woken) {
        if (woken == Woken.BY_INTERRUPT) {
            Thread.currentThread().interrupt();
        }
    }

    /** One more that waits; the owner of the lock is entered afterwards. */
    private long join() {
        lock.enterHeld();
        try {
            waitings.add(index, 1);
        } catch (RuntimeException damaged) {
            lock.exitHeld();
            throw damaged;
        }
        long ticket = region.getLong(offset + CONDITION_JOINED);
        region.setLong(offset + CONDITION_JOINED, ticket + 1);
        return ticket;
    }

    private Woken sleep(long ticket, int first, Deadline deadline) {
        int key = first;
        for (int round = 0; ; round++) {
            if (isSignalled(ticket) || self.isClosed()) {
                return Woken.BY_SIGNAL;
            }
            if (deadline.interruptible() && Thread.interrupted()) {
                return Woken.BY_INTERRUPT;
            }
            if (deadline.expired()) {
                return Woken.BY_TIME;
            }
            event.await(key, round, deadline.remaining(event.backstopNanos()), deadline.interruptible());
            key = event.prepare();
        }
    }

    /**
     * Whether there is a signal that whoever has that ticket may consume: for certain, if asked by the owner of the lock. The
     * limit is read first: whoever sees it sees the signals that were stored before it.
     */
    public boolean isSignalled(long ticket) {
        return ticket - region.getLongVolatile(offset + CONDITION_LIMIT) < 0 // SYNC(signal)
                && region.getIntVolatile(offset + CONDITION_SIGNALS) > 0;
    }

    private boolean consume(long ticket) {
        waitings.of(index); // may take signals away that the dead have left
        if (!isSignalled(ticket)) {
            return false;
        }
        region.setInt(offset + CONDITION_SIGNALS, signals() - 1);
        waitings.add(index, -1);
        return true;
    }

    /** The signals that nobody has consumed, for the owner of the lock. */
    public int signals() {
        int signals = region.getInt(offset + CONDITION_SIGNALS);
        if (signals < 0) {
            throw self.corrupt("the number of signals of condition " + index + " is " + signals);
        }
        return signals;
    }

    /** Lets one of those who wait go on. */
    public void signal() {
        signal(false);
    }

    /** Lets all of those who wait go on. */
    public void signalAll() {
        signal(true);
    }

    private void signal(boolean all) {
        // Only what is thrown on purpose is exited from: after a stack overflow there is something to put in order.
        lock.enterHeld();
        try {
            give(all);
        } catch (RuntimeException damaged) {
            lock.exitHeld();
            throw damaged;
        }
        lock.exitHeld();
    }

    private void give(boolean all) {
        int waiting = waitings.of(index);
        if (waiting > 0) {
            int signals = all ? waiting : Math.min(waiting, signals() + 1);
            region.setInt(offset + CONDITION_SIGNALS, signals);
            // After the signals: a death in between must not let late comers consume what earlier ones have been
            // promised.
            // Volatile, a full fence: a look for sleepers follows.
            region.setLongVolatile(offset + CONDITION_LIMIT, region.getLong(offset + CONDITION_JOINED)); // SYNC(signal)
            event.signalAll();
        }
    }

    /** How many wait, for the owner of the lock. */
    public int waiting() {
        lock.checkOwner();
        return waitings.of(index);
    }

    void wakeAll() {
        event.wakeAll();
    }
}
