package dev.sluice.sync;

import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * The binary semaphore at one end of a deque, held by a participant. Not reentrant. A participant that dies holding it is
 * relieved of it by the survivors, once the kernel has said that it is dead; one that is merely slow never is.
 */
public final class Guard {
    /** Nobody holds a guard for long: whoever has to wait for one asks often. */
    private static final long LATEST_ASK_NANOS = 4_000_000;

    private static final int LINE = 64;

    private final OwnedWord word;
    private final boolean polls;
    private final Attachment self;
    private final @Nullable Bias bias;

    /** Of this guard in {@link Presence#holding}: guards of a file are on lines of their own. */
    private final long bit;

    /** Of the thread that holds the guard through this handle, or did last. Read without the guard, it is a guess. */
    private @Nullable Presence presence;

    /** The guard whose words are at this offset, as this participant uses it. */
    public Guard(Region region, int offset, Waiter waiter, Attachment self, Custodian custodian) {
        this(region, offset, waiter, self, custodian, null);
    }

    private Guard(Region region, int offset, Waiter waiter, Attachment self, Custodian custodian, @Nullable Bias bias) {
        this.bias = bias;
        this.bit = 1L << (offset / LINE);
        this.word = new OwnedWord(region, offset, waiter, self, custodian, LATEST_ASK_NANOS);
        this.polls = waiter.polls();
        this.self = self;
    }

    /**
     * As the constructor; where waiting is polling, who has the guard to himself takes it without an atomic instruction.
     *
     * @param biasOffset of the bias's words
     * @param busyInSlot of the busy word of this guard in each slot
     */
    public static Guard biasable(
            Region region,
            int offset,
            int biasOffset,
            int busyInSlot,
            Waiter waiter,
            Attachment self,
            Custodian custodian) {
        Bias bias = waiter.polls() ? new Bias(region, biasOffset, busyInSlot, waiter, self, custodian) : null;
        return new Guard(region, offset, waiter, self, custodian, bias);
    }

    /**
     * Sees to it that no participant gets a bias that this process could not take away.
     *
     * @param biasOffsets of all guards of the file
     * @throws FileSystemException if one has it already
     */
    public static void forbidBiasIfUnable(SharedFile<?> file, int... biasOffsets) throws FileSystemException {
        Bias.forbidIfUnable(file, biasOffsets);
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
        boolean acquired;
        try {
            self.checkOpen(); // SYNC(presence): from here to the exit, a closer waits
            acquired = (bias != null && bias.enter(mine)) || acquireWord(mine, deadline);
        } catch (RuntimeException | InterruptedException thrownOnPurpose) {
            mine.exit();
            throw thrownOnPurpose;
        }
        if (!acquired) {
            mine.exit();
        }
        return acquired;
    }

    private boolean acquireWord(Presence mine, Deadline deadline) throws InterruptedException {
        if (!word.spin() && (deadline.atOnce() || !word.takeWaiting(deadline))) {
            return false;
        }
        // No call since the CAS, so no stack overflow either: whoever owns the word is known.
        mine.holding |= bit;
        if (presence != mine) {
            presence = mine;
        }
        return bias == null || revoke(bias, mine, deadline);
    }

    private boolean revoke(Bias theirs, Presence mine, Deadline deadline) throws InterruptedException {
        boolean revoked;
        try {
            revoked = theirs.revoke(deadline);
        } catch (RuntimeException | InterruptedException thrownOnPurpose) {
            giveWordBack(mine);
            throw thrownOnPurpose;
        }
        return entered(theirs, mine, revoked);
    }

    /** Whether the guard is held, of which this handle has the word. */
    private boolean entered(Bias theirs, Presence mine, boolean revoked) {
        if (revoked) {
            theirs.enteredByWord();
        } else {
            giveWordBack(mine);
        }
        return revoked;
    }

    private void giveWordBack(Presence mine) {
        word.giveBackUnfenced();
        mine.holding &= ~bit; // no call in between
    }

    /** Takes the guard if it is free, or becomes so while spinning shortly. */
    public boolean tryAcquire() {
        Presence mine = Presence.ofThread(presence);
        mine.enter(self);
        boolean acquired;
        try {
            acquired =
                    !self.isClosed() && ((bias != null && bias.enter(mine)) || tryAcquireWord(mine)); // SYNC(presence)
        } catch (RuntimeException thrownOnPurpose) {
            mine.exit();
            throw thrownOnPurpose;
        }
        if (!acquired) {
            mine.exit();
            self.checkOpen();
        }
        return acquired;
    }

    private boolean tryAcquireWord(Presence mine) {
        if (!word.spin()) {
            return false;
        }
        mine.holding |= bit; // no call since the CAS, as in acquireWord
        if (presence != mine) {
            presence = mine;
        }
        if (bias == null) {
            return true;
        }
        boolean revoked;
        try {
            revoked = bias.tryRevoke();
        } catch (RuntimeException thrownOnPurpose) {
            giveWordBack(mine);
            throw thrownOnPurpose;
        }
        return entered(bias, mine, revoked);
    }

    /**
     * Gives the guard back and wakes one who waits for it (model: Release, Signal). The exchange is a full fence, which the
     * event counts need: a look for sleepers follows. In the polling modes nobody sleeps, and waiting for one's stores to drain
     * is most of what a put costs.
     */
    public void release() {
        // Each way is a method of its own: the compiler makes one of what it is small enough for.
        if (bias != null && bias.isInside()) {
            releaseBiased(bias);
        } else {
            releaseWord();
        }
    }

    private void releaseWord() {
        Presence mine = presence;
        if (bias != null) {
            bias.count(mine); // while the word is owned
        }
        int previous = polls ? word.giveBackUnfenced() : word.exchange();
        // What the store needed of the stack was more than what follows it: nobody is thrown out before the next line.
        if (mine != null) {
            mine.holding &= ~bit;
            mine.exit();
        }
        word.checkWasMine(previous);
        word.signal();
    }

    private void releaseBiased(Bias mine) {
        Presence thread = mine.thread();
        boolean wasInside = mine.exit();
        if (thread != null) {
            thread.exit();
        }
        if (!wasInside) {
            throw self.corrupt("a guard was held by this handle, whose busy word says otherwise");
        }
    }

    /** For who is in no operation, and will not come to the guard: see {@link Presence#healOwn}. */
    public void healOwn() {
        Presence mine = Presence.ofThread(presence);
        if (mine.isStale()) {
            mine.heal();
        }
    }

    /** Whether this participant's signature is anywhere in it. For assertions. */
    public boolean isMine() {
        return word.isMine() || (bias != null && bias.isMine());
    }

    /** Whether that thread of this participant holds it, if it is in no operation. */
    public boolean isHeldThrough(Presence thread) {
        return (ownsWordThrough(thread) && (bias == null || bias.isNobodys()))
                || (bias != null && bias.isInsideThrough(thread));
    }

    private boolean ownsWordThrough(Presence thread) {
        return (thread.holding & bit) != 0 && word.isMine();
    }

    /** Whether nobody holds it. */
    public boolean isFree() {
        return word.isFree() && (bias == null || bias.isFree());
    }

    /** Whether that participant holds it. */
    public boolean isHeldBy(int ownerId) {
        return (word.isOwnedBy(ownerId) && (bias == null || bias.isNobodys()))
                || (bias != null && bias.wasInside(ownerId));
    }

    /** Gives back, on behalf of a dead owner, what there is of it in the guard. */
    public void releaseFor(int deadOwner) {
        giveUpBias(deadOwner);
        word.releaseFor(deadOwner);
    }

    /** As {@link #releaseFor}, of a thread of this participant that is in no operation. */
    public void releaseThrough(Presence thread) {
        if (bias != null) {
            bias.exitThrough(thread);
        }
        if (ownsWordThrough(thread)) {
            word.giveBack();
            // No call in between: whoever heals once more must not give back what another thread of the handle has
            // taken since.
            thread.holding &= ~bit;
            word.wakeAll();
        }
    }

    /** Of a handle that closes: no thread of it is in here any more, or ever will be. */
    public void leave() {
        giveUpBias(self.ownerId());
    }

    private void giveUpBias(int owner) {
        if (bias != null) {
            bias.endFor(owner);
        }
    }

    /** Wakes everybody who waits for the guard. */
    public void wakeAll() {
        word.wakeAll();
    }
}
