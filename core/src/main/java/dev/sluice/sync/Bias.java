package dev.sluice.sync;

import static dev.sluice.layout.HeaderLayout.BIAS_LAST;
import static dev.sluice.layout.HeaderLayout.BIAS_OWNER;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.Membarrier;
import java.lang.invoke.VarHandle;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * Who has had a guard to himself for a while takes it without an atomic instruction: on a processor that waits for its stores to
 * drain at each of those, that is most of what a put costs. Whoever else wants the guard takes the bias away first, and pays for
 * both. (Asymmetric Dekker, as in the quickly reacquirable locks of Dice, Moir and Scherer.)
 *
 * <pre>
 *   the biased thread, each time             whoever has taken the guard's word (and nobody else, so one at a time)
 *   1 its busy word: TRYING                  1 the bias is not his: it is marked as revoked, by CAS   SYNC(bias)
 *   2 the bias is its, and not revoked?      2 membarrier: all threads of all processes fence
 *       SYNC(bias); else 4                   3 the busy word of the biased participant is OUT?        SYNC(busy)
 *   3 its busy word: INSIDE, store fence         else wait, or give the guard's word back
 *     ... what the guard guards ...          4 there is no bias any more: the guard is his
 *   4 its busy word: OUT        SYNC(busy)     ... what the guard guards ...
 * </pre>
 *
 * <p>There is no fence between 1 and 2 of the biased thread: the other side's 2 is it. Either 1 came before that, and the other one
 * sees it and waits; or 2 comes after it, and sees that the bias is revoked.
 *
 * <p>Killed, the biased thread: at TRYING it has done nothing, and has nothing, whatever the bias; at INSIDE it holds the guard, as
 * nobody passes 3 of the other side until the repair has put OUT there. Killed, the other one, before 4: it holds the guard's word,
 * but not the guard: that is given back and no more, and the next one finds a bias that is revoked, and cannot know whether the
 * barrier was made: it begins at 2. The repair of the biased participant takes its bias away after its busy word; whoever waits for
 * that goes on. A thread that a stack overflow throws out leaves its busy word behind; it is put OUT with the rest that the thread has
 * left, and until then nobody else of the handle gets a bias. (The model in {@code stress/src/main/tla/Bias.tla} has all of it.)
 *
 * <p>A bias is given with the guard's word in hand, as the last thing before that is given back, and only to its owner. The busy
 * word is of one thread of a handle, as a second one that is late at 4 would cover what the first one says: no other one gets a bias
 * through the handle until the thread that has had one has seen that it is gone, or has ended. Only where waiting is polling: with
 * sleepers, a fence is needed after each commit anyway.
 */
final class Bias {
    /** In the bias's word, beside who has it: it is being taken away. */
    private static final long REVOKED = 1L << 32;

    private static final long OWNER_MASK = REVOKED - 1;

    private static final int OUT = 0;
    private static final int TRYING = 1;
    private static final int INSIDE = 2;

    /** So often in a row, with nobody else between, makes a bias; more often after each time that it was taken away. */
    private static final int FIRST_THRESHOLD = 32;

    private static final int LAST_THRESHOLD = 1 << 20;
    private static final int THRESHOLD_SHIFT = 3;

    private static final long ASK_NANOS = 1_000_000;
    private static final int LOOKS = 1_000;

    private static final class Capability {
        static final boolean IS_THERE = Membarrier.register() && Membarrier.globalExpedited();
    }

    private final Region region;
    private final int word;
    private final int last;
    private final int busyInSlot;
    private final int busy;
    private final long own;
    private final Waiter waiter;
    private final Attachment self;
    private final Custodian custodian;

    /** The thread whose the busy word is; its bias may have been taken away. Others see that it is not theirs. */
    private @Nullable Presence thread;

    /** Whether the guard was taken by the bias when this handle took it last; of whoever holds the guard. */
    private boolean byBias;

    /** The last thread that had the guard's word, how often in a row, and how often it takes; of its owner. */
    private @Nullable Presence lastThread;

    private int streak;
    private int threshold = FIRST_THRESHOLD;

    /**
     * The bias of a guard.
     *
     * @param offset of the bias's words
     * @param busyInSlot of the busy word of this guard in each slot
     */
    Bias(Region region, int offset, int busyInSlot, Waiter waiter, Attachment self, Custodian custodian) {
        this.region = region;
        this.word = offset + BIAS_OWNER;
        this.last = offset + BIAS_LAST;
        this.busyInSlot = busyInSlot;
        this.busy = ParticipantLayout.slotOffset(Math.max(0, self.slot())) + busyInSlot;
        this.own = self.ownerId() & OWNER_MASK;
        this.waiter = waiter;
        this.self = self;
        this.custodian = custodian;
    }

    /**
     * Sees to it that nobody gets a bias if this process cannot take it away. For a handle that is being opened.
     *
     * @throws FileSystemException if somebody has one already
     */
    static void forbidIfUnable(SharedFile<?> file, int... offsets) throws FileSystemException {
        if (Capability.IS_THERE) {
            return;
        }
        Region region = file.region();
        region.setIntVolatile(HeaderLayout.UNBIASED_OFFSET, 1); // SYNC(unbiased)
        for (int offset : offsets) {
            // Whoever gives himself one just now sees the word and takes it back.
            for (int i = LOOKS; region.getLongVolatile(offset + BIAS_OWNER) != 0; i--) {
                if (i == 0) {
                    throw new FileSystemException(
                            file.path().toString(),
                            null,
                            "is in use by a process in a way that this one cannot end, as the kernel refuses it membarrier (a"
                                    + " seccomp filter?): allow that, or open it here before it is in use, or make the file"
                                    + " with wait mode KERNEL");
                }
                Thread.onSpinWait();
            }
        }
    }

    // ---- the biased thread ------------------------------------------------------------------------------------------

    /** Takes the guard if the calling thread has the bias. */
    boolean enter(Presence mine) {
        if (thread != mine) {
            return false;
        }
        region.setIntRelease(busy, TRYING);
        // For the compiler; the processor's fence is the other side's.
        VarHandle.releaseFence();
        if (region.getLongVolatile(word) != own) { // SYNC(bias)
            // Killed before this line, with TRYING there: it has nothing. Volatile: the busy word may be another
            // thread's when the
            // field says so, and is not written to by this one any more.
            region.setIntVolatile(busy, OUT);
            threshold = Math.min(threshold << THRESHOLD_SHIFT, LAST_THRESHOLD);
            VarHandle.releaseFence(); // whoever sees that it is nobody's any more sees OUT, too
            thread = null;
            return false;
        }
        region.setInt(busy, INSIDE);
        region.storeFence(); // before anything that is changed
        if (!byBias) {
            byBias = true;
        }
        return true;
    }

    /** For the holder of the guard, which it has by its word: no other thread of the handle is about to leave any more. */
    void enteredByWord() {
        if (byBias) {
            byBias = false;
        }
    }

    /** For the holder of the guard: whether it is held by a bias. */
    boolean isInside() {
        return byBias;
    }

    /** Of the thread that holds the guard by its bias. */
    @Nullable
    Presence thread() {
        return thread;
    }

    /** Gives the guard back that is held by a bias; returns whether the busy word said so. */
    boolean exit() {
        boolean said = region.getInt(busy) == INSIDE;
        region.setIntRelease(busy, OUT); // SYNC(busy)
        return said;
    }

    /**
     * What a thread was thrown out of is over: it is out, wherever it was on its way in or out. What it held is settled, and it is in
     * no operation.
     */
    void exitThrough(Presence which) {
        if (thread == which) {
            region.setIntVolatile(busy, OUT); // SYNC(busy)
        }
    }

    /** Whether the thread, which is in no operation, holds the guard by its bias. */
    boolean isInsideThrough(Presence which) {
        return thread == which && region.getIntVolatile(busy) == INSIDE;
    }

    // ---- the owner of the guard's word ------------------------------------------------------------------------------

    /** As it gives the word back: whether it has had it so often in a row that the next time it need not take it. */
    void count(@Nullable Presence mine) {
        if (region.getInt(last) != self.ownerId() || lastThread != mine) {
            region.setInt(last, self.ownerId());
            lastThread = mine;
            streak = 0;
        } else if (++streak >= threshold) {
            streak = 0;
            give(mine);
        }
    }

    private void give(@Nullable Presence mine) {
        Presence before = thread;
        if (Capability.IS_THERE && (before == null || before == mine || before.isGone())) {
            thread = mine;
            region.setLongVolatile(word, own);
            if (region.getIntVolatile(HeaderLayout.UNBIASED_OFFSET) != 0) { // SYNC(unbiased)
                region.setLongVolatile(word, 0);
            }
        }
    }

    /** Whether nobody has a bias: who owns the guard's word then holds the guard. */
    boolean isNobodys() {
        return region.getLongVolatile(word) == 0;
    }

    /** Whether nobody is inside by a bias; there may be one, also one that somebody had begun to take away. */
    boolean isFree() {
        long bias = region.getLongVolatile(word);
        return bias == 0 || region.getIntVolatile(busyOf((int) bias)) == OUT;
    }

    /** Whether it is this participant's. */
    boolean isMine() {
        return (region.getLongVolatile(word) & OWNER_MASK) == own;
    }

    /**
     * Takes the bias away, if somebody has one, and waits until he is out.
     *
     * @return false if the time was up; the guard's word must be given back
     */
    boolean revoke(Deadline deadline) throws InterruptedException {
        long bias = begin();
        if (bias == 0) {
            return true;
        }
        int theirs = busyOf((int) bias);
        long since = System.nanoTime();
        for (int round = 0; ; round++) {
            int says = checked(theirs, region.getIntVolatile(theirs)); // SYNC(busy)
            if (says == OUT) {
                region.setLongVolatile(word, 0);
                return true;
            }
            self.checkOpen();
            deadline.checkInterrupt();
            if (deadline.expired()) {
                return false;
            }
            waiter.await(theirs, says, round, deadline.remaining(ASK_NANOS), deadline.interruptible());
            if (System.nanoTime() - since >= ASK_NANOS) {
                custodian.ownerKeepsWaiting((int) bias, word);
                since = System.nanoTime();
            }
        }
    }

    /** As {@link #revoke}, but does not wait for long. */
    boolean tryRevoke() {
        long bias = begin();
        if (bias == 0) {
            return true;
        }
        int theirs = busyOf((int) bias);
        for (int i = waiter.spins(); i >= 0; i--) {
            if (checked(theirs, region.getIntVolatile(theirs)) == OUT) { // SYNC(busy)
                region.setLongVolatile(word, 0);
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Steps 1 and 2; returns the bias that there was, or 0 if there is none any more. */
    private long begin() {
        long bias = region.getLongVolatile(word);
        if (bias == 0) {
            return 0;
        }
        if ((bias & ~(OWNER_MASK | REVOKED)) != 0 || Attachment.slotOf((int) bias) < 0) {
            throw self.corrupt(
                    "the bias at offset " + word + " is 0x" + Long.toHexString(bias) + ", which names no participant");
        }
        if ((bias & REVOKED) == 0 && !region.compareAndSetLong(word, bias, bias | REVOKED)) { // SYNC(bias)
            return 0; // repaired, or its handle was closed: nobody else gives one while this one owns the guard's word
        }
        if (!Membarrier.globalExpedited()) {
            throw new IllegalStateException(
                    self.path() + ": the kernel refuses membarrier by now (a seccomp filter that was"
                            + " installed after the file was opened?): allow it");
        }
        return bias & OWNER_MASK;
    }

    private int checked(int offset, int says) {
        if (says < OUT || says > INSIDE) {
            throw self.corrupt("the busy word at offset " + offset + " is 0x" + Integer.toHexString(says));
        }
        return says;
    }

    private int busyOf(int owner) {
        return ParticipantLayout.slotOffset(Attachment.slotOf(owner)) + busyInSlot;
    }

    // ---- of the dead, and of those who leave ------------------------------------------------------------------------

    /** Whether that participant, which is dead, held the guard by its bias. */
    boolean wasInside(int owner) {
        return (region.getLongVolatile(word) & OWNER_MASK) == (owner & OWNER_MASK)
                && region.getIntVolatile(busyOf(owner)) == INSIDE;
    }

    /**
     * Takes the bias of a participant away, none of whose threads will enter any more. What it held is settled. Killed after the
     * first line: the next one finds that it is out.
     */
    void endFor(int owner) {
        region.setIntVolatile(busyOf(owner), OUT); // SYNC(busy)
        long bias = owner & OWNER_MASK;
        if (!region.compareAndSetLong(word, bias, 0)) {
            region.compareAndSetLong(word, bias | REVOKED, 0);
        }
    }
}
