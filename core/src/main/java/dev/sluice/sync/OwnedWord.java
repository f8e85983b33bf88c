package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Region;

/**
 * A word that is 0 or names the participant that owns it, with an event count (its gate) for those who wait for it: what
 * guards and locks are made of. Not reentrant. A participant that dies owning it is relieved of it by the survivors, once the
 * kernel has said that it is dead; one that is merely slow never is.
 */
public final class OwnedWord {
    private static final int FREE = 0;
    /** The kernel marks a death within 0.4 to 6 ms: so long it is asked every millisecond, later less often. */
    private static final long ASK_NANOS = 1_000_000;

    private static final int EARLY_ASKS = 8;
    private static final long LATE_ASK_NANOS = 4_000_000;

    private final Region region;
    private final int owner;
    private final EventCount gate;
    private final Attachment self;
    private final Custodian custodian;
    private final long latestAsk;

    /**
     * The word at this offset, with its gate, as this participant uses it.
     *
     * @param latestAsk how far apart, in nanoseconds, those who wait come to ask after the owner; at least 4 ms
     */
    public OwnedWord(Region region, int offset, Waiter waiter, Attachment self, Custodian custodian, long latestAsk) {
        this.region = region;
        this.owner = offset + HeaderLayout.GUARD_OWNER;
        this.gate = new EventCount(region, offset + HeaderLayout.GUARD_GATE, waiter);
        this.self = self;
        this.custodian = custodian;
        this.latestAsk = latestAsk;
    }

    /** Takes the word if it is free (model: Acquire; of those who wait, LookAgain). */
    public boolean take() {
        return region.compareAndSetInt(owner, FREE, self.ownerId()); // SYNC(guard)
    }

    /** Takes the word if it is free, or becomes so while spinning shortly. */
    public boolean spin() {
        if (take()) {
            return true;
        }
        for (int i = gate.spins(); i > 0; i--) {
            // Reading first keeps the line shared while another one holds the word.
            if (region.getIntVolatile(owner) == FREE && take()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /**
     * Takes the word as soon as it is free.
     *
     * @return false if the time was up
     * @throws dev.sluice.HandleClosedException if the handle is closed
     */
    public boolean takeWaiting(Deadline deadline) throws InterruptedException {
        boolean taken = false;
        try {
            int asked = 0;
            long ask = ASK_NANOS;
            long since = System.nanoTime();
            for (int round = 0; ; round++) {
                self.checkOpen();
                deadline.checkInterrupt();
                int key = gate.prepare();
                if (take()) {
                    taken = true;
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
                    ask = nextAsk(++asked, ask);
                }
            }
        } finally {
            if (!taken) {
                gate.passOn();
            }
        }
    }

    private long nextAsk(int asked, long ask) {
        return asked < EARLY_ASKS ? ASK_NANOS : Math.min(latestAsk, Math.max(LATE_ASK_NANOS, 2 * ask));
    }

    /**
     * Gives the word back, if this participant owns it: the CAS is a full fence, which the event count needs. A look for sleepers
     * ({@link #signal}) must follow.
     *
     * @return false if it does not own it
     */
    public boolean giveBack() {
        return region.compareAndSetInt(owner, self.ownerId(), FREE); // SYNC(guard)
    }

    /** Gives the word back (model: Release), whoever owned it; a full fence. {@link #signal} must follow, and {@link #checkWasMine}. */
    int exchange() {
        return region.getAndSetInt(owner, FREE); // SYNC(guard)
    }

    /** As {@link #exchange}, but no fence: where nobody sleeps. */
    int giveBackUnfenced() {
        int previous = region.getInt(owner);
        region.setIntRelease(owner, FREE); // SYNC(guard)
        return previous;
    }

    /** Complains if somebody else was the owner of what this participant has given back. */
    void checkWasMine(int previous) {
        if (previous != self.ownerId()) {
            throw notMine(previous);
        }
    }

    private RuntimeException notMine(int previous) {
        return self.corrupt("the guard at offset " + owner + " was held by this handle ("
                + Integer.toHexString(self.ownerId()) + ") but names " + Integer.toHexString(previous));
    }

    /** What to throw when this participant owns the word but cannot give it back, as it names somebody else. */
    public RuntimeException notMine() {
        return notMine(region.getIntVolatile(owner));
    }

    /** Wakes one who waits for the word, which has been given back. */
    public void signal() {
        gate.signal();
    }

    /** Whether this participant owns it. */
    public boolean isMine() {
        return isOwnedBy(self.ownerId());
    }

    /** Whether nobody owns it. */
    public boolean isFree() {
        return region.getIntVolatile(owner) == FREE;
    }

    /** Whether that participant owns it. */
    public boolean isOwnedBy(int ownerId) {
        return region.getIntVolatile(owner) == ownerId;
    }

    /** Gives the word back on behalf of an owner that is dead or has closed (model: GiveBack); nothing if it does not own it. */
    public void releaseFor(int ownerId) {
        if (region.compareAndSetInt(owner, ownerId, FREE)) { // SYNC(guard)
            gate.wakeAll();
        }
    }

    /** Wakes everybody who waits for the word. */
    public void wakeAll() {
        gate.wakeAll();
    }
}
