package dev.sluice.sync;

import dev.sluice.memory.Region;
import org.jspecify.annotations.Nullable;

/**
 * The binary semaphore at one end of a deque, held by a participant. Not reentrant. A participant that dies holding it is
 * relieved of it by the survivors, once the kernel has said that it is dead; one that is merely slow never is.
 */
public final class Guard {
    /** Nobody holds a guard for long: whoever has to wait for one asks often. */
    private static final long LATEST_ASK_NANOS = 4_000_000;

    private final OwnedWord word;
    private final boolean polls;
    private final Attachment self;

    /** Of the thread that holds the guard through this handle, or did last. Read without the guard, it is a guess. */
    private @Nullable Presence presence;

    /** The guard whose words are at this offset, as this participant uses it. */
    public Guard(Region region, int offset, Waiter waiter, Attachment self, Custodian custodian) {
        this.word = new OwnedWord(region, offset, waiter, self, custodian, LATEST_ASK_NANOS);
        this.polls = waiter.polls();
        this.self = self;
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
        return acquire(mine, deadline);
    }

    /** As {@link #acquire(Deadline)}, for a thread that has announced itself before and does not exit until later. */
    public boolean acquireInside(Deadline deadline) throws InterruptedException {
        return acquire(Presence.ofThread(presence), deadline);
    }

    private boolean acquire(Presence mine, Deadline deadline) throws InterruptedException {
        mine.enter(self);
        boolean acquired = false;
        try {
            self.checkOpen(); // SYNC(presence): from here to the exit, a closer waits
            acquired = word.spin() || (!deadline.atOnce() && word.takeWaiting(deadline));
            // No call since the CAS, so no stack overflow either: whoever holds the guard is known.
            if (acquired && presence != mine) {
                presence = mine;
            }
        } finally {
            if (!acquired) {
                mine.exit();
            }
        }
        return acquired;
    }

    /** Takes the guard if it is free, or becomes so while spinning shortly. */
    public boolean tryAcquire() {
        Presence mine = Presence.ofThread(presence);
        mine.enter(self);
        if (self.isClosed() || !word.spin()) { // SYNC(presence)
            mine.exit();
            self.checkOpen();
            return false;
        }
        if (presence != mine) {
            presence = mine; // no call since the CAS, as in acquire
        }
        return true;
    }

    /**
     * Gives the guard back and wakes one who waits for it (model: Release, Signal). The exchange is a full fence, which the
     * event counts need: a look for sleepers follows. In the polling modes nobody sleeps, and waiting for one's stores to drain
     * is most of what a put costs.
     */
    public void release() {
        Presence mine = presence;
        int previous = polls ? word.giveBackUnfenced() : word.exchange();
        if (mine != null) {
            mine.exit();
        }
        word.checkWasMine(previous);
        word.signal();
    }

    /** Whether this participant holds it. For assertions. */
    public boolean isMine() {
        return word.isMine();
    }

    /** Whether that thread of this participant holds it, if it is in no operation. */
    public boolean isHeldThrough(Presence thread) {
        return presence == thread && isMine();
    }

    /** Whether nobody holds it. */
    public boolean isFree() {
        return word.isFree();
    }

    /** Whether that participant holds it. */
    public boolean isHeldBy(int ownerId) {
        return word.isOwnedBy(ownerId);
    }

    /** Gives the guard back on behalf of a dead owner; nothing if it does not hold it. */
    public void releaseFor(int deadOwner) {
        word.releaseFor(deadOwner);
    }

    /** Wakes everybody who waits for the guard. */
    public void wakeAll() {
        word.wakeAll();
    }
}
