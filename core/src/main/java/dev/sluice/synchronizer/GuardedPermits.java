package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.GUARD_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.SEMAPHORE_CHANGES_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.SLOT_HELD;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.Guard;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Presence;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits of any number, under a guard, which is that of the deque's ends. The truth is in the participants' slots; their sum saves a look at all of them.
 * Both change under the guard, the slot last: so a thread that is thrown out in between (by a stack overflow) has done nothing,
 * once the sum has been made anew.
 *
 * <p>What a participant held that died or closed is given back without the guard, which a living one may have at the time: the
 * slot is made 0, then the <em>changes</em> are counted up. The sum, which stands in one word with the number of changes that
 * it was made for, is too high until the next holder of the guard sees that there were more since, and adds up: never too many
 * permits are given out. He reads the changes before the slots, so a slot that is made 0 while he adds up is followed by
 * another change. Killed before he has stored the word, he leaves it as it was.
 */
final class GuardedPermits implements Permits {
    private static final int CHANGES_SHIFT = 32;
    private static final long SUM_MASK = 0xFFFF_FFFFL;

    private final Region region;
    private final Attachment self;
    private final Guard guard;
    private final int total;
    private final int ownSlot;

    /** What stands in the own slot, which nobody else writes while this handle lives: 0 at first. Under the guard. */
    private int ownHeld;

    /** The sum; valid under the guard, after a call of {@link #settled}. */
    private int sum;

    private int changes;

    GuardedPermits(Shared shared) {
        this.region = shared.region();
        this.self = shared.self();
        this.guard = new Guard(region, GUARD_OFFSET, shared.waiter(), self, shared.custodian());
        this.total = shared.parameter();
        this.ownSlot = inSlot(Math.max(self.slot(), 0));
        this.ownHeld = self.slot() < 0 ? 0 : checked(self.slot(), region.getIntVolatile(ownSlot), 0);
    }

    private static int inSlot(int slot) {
        return ParticipantLayout.slotOffset(slot) + SLOT_HELD;
    }

    @Override
    public int total() {
        return total;
    }

    // ---- without the guard ------------------------------------------------------------------------------------------

    /** Unknown if there may be some that the sum does not know of. */
    @Override
    public int glance() {
        long word = region.getLongVolatile(VALUE_OFFSET);
        return (int) (word >>> CHANGES_SHIFT) == region.getIntVolatile(SEMAPHORE_CHANGES_OFFSET) // SYNC(changes)
                ? total - checkedSum(word)
                : UNKNOWN;
    }

    @Override
    public void giveBack(int slot) {
        region.setIntVolatile(inSlot(slot), 0);
        recount();
    }

    /** The sum may be wrong. A full fence. */
    private void recount() {
        region.getAndAddInt(SEMAPHORE_CHANGES_OFFSET, 1); // SYNC(changes)
    }

    // ---- under the guard --------------------------------------------------------------------------------------------

    /** How many can be acquired. */
    private int settled() {
        changes = region.getIntVolatile(SEMAPHORE_CHANGES_OFFSET); // SYNC(changes): before the slots
        long word = region.getLong(VALUE_OFFSET);
        if ((int) (word >>> CHANGES_SHIFT) == changes) {
            sum = checkedSum(word);
        } else {
            sum = addUp();
            store();
        }
        return total - sum;
    }

    private void store() {
        region.setLongRelease(VALUE_OFFSET, ((long) changes << CHANGES_SHIFT) | sum);
    }

    private int addUp() {
        int used = new Participants(region).slotsUsed(self);
        int added = 0;
        for (int slot = 0; slot < used; slot++) {
            added += checked(slot, region.getIntVolatile(inSlot(slot)), added);
        }
        return added;
    }

    private int checked(int slot, int held, int others) {
        if (held < 0 || held > total - others) {
            throw self.corrupt("slot " + slot + " holds " + held + " permits, those before it " + others
                    + ", but there are " + total);
        }
        return held;
    }

    private int checkedSum(long word) {
        int stored = (int) (word & SUM_MASK);
        if (stored < 0 || stored > total) {
            throw self.corrupt("the sum of what is held is " + stored + ", but it must be 0 to " + total);
        }
        return stored;
    }

    /** Makes permits that are available this participant's, or, if negative, gives back what it holds. */
    private void hold(int more) {
        sum += more;
        store();
        region.setInt(ownSlot, ownHeld + more);
        ownHeld += more; // no call in between: the two are the same
    }

    // ---- with the guard ---------------------------------------------------------------------------------------------

    @Override
    public Outcome acquire(int count, Deadline deadline, @Nullable BooleanSupplier claim) throws InterruptedException {
        if (!guard.acquireInside(deadline)) {
            return Outcome.TOO_FEW;
        }
        try {
            if (settled() < count || (claim != null && !claim.getAsBoolean())) {
                return Outcome.TOO_FEW;
            }
            hold(count); // which cannot fail
            return Outcome.ACQUIRED;
        } finally {
            guard.release();
        }
    }

    /** What the slots hold is added up anew: the next one under the guard does it, and complains. */
    @Override
    public void audit() {
        recount();
    }

    @Override
    public int drain() {
        enterInside();
        try {
            int available = settled();
            hold(available);
            return available;
        } finally {
            guard.release();
        }
    }

    @Override
    public boolean release(int count) {
        enterInside();
        try {
            settled(); // or else the sum might be less than what is given back
            if (ownHeld < count) {
                return false;
            }
            hold(-count);
            return true;
        } finally {
            guard.release(); // SYNC(commit)
        }
    }

    /** When nobody dies at the moment without the guard. */
    @Override
    public int available() {
        self.checkOpen();
        int available = glance();
        if (available >= 0) {
            return available;
        }
        enter();
        try {
            return settled();
        } finally {
            guard.release();
        }
    }

    @Override
    public int held() {
        enter();
        try {
            return ownHeld;
        } finally {
            guard.release();
        }
    }

    private void enterInside() {
        try {
            guard.acquireInside(Deadline.UNINTERRUPTED);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void enter() {
        try {
            guard.acquire(Deadline.UNINTERRUPTED);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    // ---- death ------------------------------------------------------------------------------------------------------

    @Override
    public void settle(int deadOwner) {
        giveBack(Attachment.slotOf(deadOwner));
        guard.releaseFor(deadOwner);
    }

    @Override
    public void settleFor(Presence thread) {
        recount();
        guard.releaseThrough(thread);
    }

    @Override
    public void wakeEverybody() {
        guard.wakeAll();
    }
}
