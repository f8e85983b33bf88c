package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.SEMAPHORE_CHANGES_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.SLOT_HELD;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;

/**
 * Who holds how many of a semaphore's permits. The truth is in the participants' slots; their sum saves a look at all of them.
 * Both change under the guard, the slot last: so a thread that is thrown out in between (by a stack overflow) has done nothing,
 * once the sum has been made anew.
 *
 * <p>What a participant held that died or closed is given back without the guard, which a living one may have at the time: the
 * slot is made 0, then the <em>changes</em> are counted up. The sum, which stands in one word with the number of changes that
 * it was made for, is too high until the next holder of the guard sees that there were more since, and adds up: never too many
 * permits are given out. He reads the changes before the slots, so a slot that is made 0 while he adds up is followed by
 * another change. Killed before he has stored the word, he leaves it as it was.
 */
final class Permits {
    /** Not to be known without the guard. */
    static final int UNKNOWN = -1;

    private static final int CHANGES_SHIFT = 32;
    private static final long SUM_MASK = 0xFFFF_FFFFL;

    private final Region region;
    private final Attachment self;
    private final int total;
    private final int ownSlot;

    /** What stands in the own slot, which nobody else writes while this handle lives: 0 at first. Under the guard. */
    private int ownHeld;

    /** The sum; valid under the guard, after a call of {@link #available}. */
    private int sum;

    private int changes;

    Permits(Region region, Attachment self, int total) {
        this.region = region;
        this.self = self;
        this.total = total;
        this.ownSlot = inSlot(Math.max(self.slot(), 0));
        this.ownHeld = self.slot() < 0 ? 0 : checked(self.slot(), region.getIntVolatile(ownSlot), 0);
    }

    private static int inSlot(int slot) {
        return ParticipantLayout.slotOffset(slot) + SLOT_HELD;
    }

    int total() {
        return total;
    }

    // ---- without the guard ------------------------------------------------------------------------------------------

    /** How many are available, or {@link #UNKNOWN} if some may be that the sum does not know of. */
    int availableUnguarded() {
        long word = region.getLongVolatile(VALUE_OFFSET);
        return (int) (word >>> CHANGES_SHIFT) == region.getIntVolatile(SEMAPHORE_CHANGES_OFFSET) // SYNC(changes)
                ? total - checkedSum(word)
                : UNKNOWN;
    }

    /** Gives back what a participant holds that does nothing any more. May be done twice. */
    void giveBack(int slot) {
        region.setIntVolatile(inSlot(slot), 0);
        recount();
    }

    /** The sum may be wrong. A full fence. */
    void recount() {
        region.getAndAddInt(SEMAPHORE_CHANGES_OFFSET, 1); // SYNC(changes)
    }

    // ---- under the guard --------------------------------------------------------------------------------------------

    /** How many can be acquired. */
    int available() {
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
        int used =
                Math.min(Math.max(region.getIntVolatile(HeaderLayout.SLOTS_USED_OFFSET), 0), ParticipantLayout.SLOTS);
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
    void hold(int more) {
        sum += more;
        store();
        region.setInt(ownSlot, ownHeld + more);
        ownHeld += more; // no call in between: the two are the same
    }

    /** What this participant holds. */
    int held() {
        return ownHeld;
    }
}
