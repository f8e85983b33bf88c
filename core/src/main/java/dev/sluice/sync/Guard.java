package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Region;
import org.jspecify.annotations.Nullable;

/**
 * The binary semaphore at one end of a deque, held by a participant. Not reentrant. A participant that dies holding it is
 * relieved of it by the survivors, once the kernel has said that it is dead; one that is merely slow never is.
 */
public final class Guard {
    private static final int FREE = 0;
    /** The kernel marks a death within 0.4 to 6 ms: so long it is asked every millisecond, later less often. */
    private static final long ASK_NANOS = 1_000_000;

    private static final int EARLY_ASKS = 8;
    private static final long LATE_ASK_NANOS = 4_000_000;

    private final Region region;
    private final int owner;
    private final boolean polls;
    private final EventCount gate;
    private final Attachment self;
    private final Custodian custodian;

    /** Of the thread that holds the guard through this handle, or did last. Read without the guard, it is a guess. */
    private @Nullable Presence presence;

    /** The guard whose words are at this offset, as this participant uses it. */
    public Guard(Region region, int offset, Waiter waiter, Attachment self, Custodian custodian) {
        this.region = region;
        this.owner = offset + HeaderLayout.GUARD_OWNER;
        this.gate = new EventCount(region, offset + HeaderLayout.GUARD_GATE, waiter);
        this.polls = waiter.polls();
        this.self = self;
        this.custodian = custodian;
    }

    /**
     * Takes the guard, waiting for it if need be.
     *
     * @return false if the time was up
     * @throws dev.sluice.HandleClosedException if the handle is closed, also while waiting
     */
    public boolean acquire(Deadline deadline) throws InterruptedException {
        Presence mine = Presence.ofThread(presence);
        if (mine.isStale()) {
            mine.heal();
        }
        mine.enter(self);
        boolean acquired = false;
        try {
            acquired = spin(mine) || (!deadline.atOnce() && acquireWaiting(mine, deadline));
        } finally {
            if (!acquired) {
                mine.exit();
            }
        }
        return acquired && admit();
    }

    /** Takes the guard if it is free, or becomes so while spinning shortly. */
    public boolean tryAcquire() {
        Presence mine = Presence.ofThread(presence);
        mine.enter(self);
        if (!spin(mine)) {
            mine.exit();
            return false;
        }
        return admit();
    }

    /** After the CAS, which fences, the last look at whether the handle has been closed. */
    private boolean admit() {
        if (self.isClosed()) {
            release();
            self.checkOpen();
        }
        return true;
    }

    private boolean spin(Presence mine) {
        if (take(mine)) {
            return true;
        }
        for (int i = gate.spins(); i > 0; i--) {
            // Reading first keeps the line shared while another one holds the guard.
            if (region.getIntVolatile(owner) == FREE && take(mine)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private boolean take(Presence mine) {
        if (!region.compareAndSetInt(owner, FREE, self.ownerId())) { // SYNC(guard)
            return false;
        }
        // No call in between, so no stack overflow either: whoever holds the guard is known.
        if (presence != mine) {
            presence = mine;
        }
        return true;
    }

    private boolean acquireWaiting(Presence mine, Deadline deadline) throws InterruptedException {
        boolean acquired = false;
        try {
            int asked = 0;
            long ask = ASK_NANOS;
            long since = System.nanoTime();
            for (int round = 0; ; round++) {
                self.checkOpen();
                deadline.checkInterrupt();
                int key = gate.prepare();
                if (take(mine)) {
                    acquired = true;
                    return true;
                }
                int holder = region.getIntVolatile(owner);
                if (deadline.expired()) {
                    return false;
                }
                gate.await(key, round, deadline.remaining(ask), deadline.interruptible());
                if (System.nanoTime() - since >= ask) {
                    if (holder != FREE && region.getIntVolatile(owner) == holder) {
                        custodian.ownerKeepsWaiting(holder, owner);
                    }
                    since = System.nanoTime();
                    ask = ++asked < EARLY_ASKS ? ASK_NANOS : LATE_ASK_NANOS;
                }
            }
        } finally {
            if (!acquired) {
                gate.passOn();
            }
        }
    }

    /**
     * Gives the guard back and wakes one who waits for it. The exchange is a full fence, which the event counts need: a look
     * for sleepers follows. In the polling modes nobody sleeps, and waiting for one's stores to drain is most of what a put costs.
     */
    public void release() {
        Presence mine = presence;
        int previous;
        if (polls) {
            previous = region.getInt(owner);
            region.setIntRelease(owner, FREE); // SYNC(guard)
        } else {
            previous = region.getAndSetInt(owner, FREE); // SYNC(guard)
        }
        if (mine != null) {
            mine.exit();
        }
        if (previous != self.ownerId()) {
            throw notMine(previous);
        }
        gate.signal();
    }

    private RuntimeException notMine(int previous) {
        return self.corrupt("the guard at offset " + owner + " was held by this handle ("
                + Integer.toHexString(self.ownerId()) + ") but names " + Integer.toHexString(previous));
    }

    /** Whether this participant holds it. For assertions. */
    public boolean isMine() {
        return region.getIntVolatile(owner) == self.ownerId();
    }

    /** Whether that thread of this participant holds it, if it is in no operation. */
    public boolean isHeldThrough(Presence thread) {
        return presence == thread && isMine();
    }

    /** Whether nobody holds it. */
    public boolean isFree() {
        return region.getIntVolatile(owner) == FREE;
    }

    /** Whether that participant holds it. */
    public boolean isHeldBy(int ownerId) {
        return region.getIntVolatile(owner) == ownerId;
    }

    /** Gives the guard back on behalf of a dead owner; nothing if it does not hold it. */
    public void releaseFor(int deadOwner) {
        if (region.compareAndSetInt(owner, deadOwner, FREE)) { // SYNC(guard)
            gate.wakeAll();
        }
    }

    /** Wakes everybody who waits for the guard. */
    public void wakeAll() {
        gate.wakeAll();
    }
}
