package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.CONDITIONS;
import static dev.sluice.layout.SynchronizerLayout.CONDITION_SIGNALS;
import static dev.sluice.layout.SynchronizerLayout.CONDITION_WAITING;
import static dev.sluice.layout.SynchronizerLayout.LOCK_RECOUNT_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.SLOT_WAITING;
import static dev.sluice.layout.SynchronizerLayout.conditionOffset;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;

/**
 * How many wait for each condition of a lock. The truth is in the participants' slots: each counts its own, under the lock. The
 * sum in the condition saves a look at all slots; it is made anew after a participant has died or closed while it waited.
 *
 * <p>A repairer does not own the lock, and whoever owns it may be counting. So it changes no sum: it makes the slot's counts 0
 * (nobody else writes them any more), then sets RECOUNT. The next owner that needs a sum takes RECOUNT back first, then adds up;
 * if it dies in between, its own repair sets RECOUNT again.
 */
final class Waitings {
    private final Region region;
    private final Attachment self;

    Waitings(Region region, Attachment self) {
        this.region = region;
        this.self = self;
    }

    private static int inSlot(int slot, int condition) {
        return ParticipantLayout.slotOffset(slot) + SLOT_WAITING + condition * Integer.BYTES;
    }

    /** How many wait; by the owner of the lock. */
    int of(int condition) {
        if (region.getIntVolatile(LOCK_RECOUNT_OFFSET) != 0) {
            region.getAndSetInt(LOCK_RECOUNT_OFFSET, 0); // SYNC(recount)
            for (int i = 0; i < CONDITIONS; i++) {
                addUp(i);
            }
        }
        return check(condition, region.getInt(conditionOffset(condition) + CONDITION_WAITING));
    }

    private void addUp(int condition) {
        int used =
                Math.min(Math.max(region.getIntVolatile(HeaderLayout.SLOTS_USED_OFFSET), 0), ParticipantLayout.SLOTS);
        int sum = 0;
        for (int slot = 0; slot < used; slot++) {
            sum = check(condition, sum + check(condition, region.getIntVolatile(inSlot(slot, condition))));
        }
        int at = conditionOffset(condition);
        region.setInt(at + CONDITION_WAITING, sum);
        // Signals that the dead have not consumed stay for the living, but not for more of them than there are.
        if (region.getInt(at + CONDITION_SIGNALS) > sum) {
            region.setInt(at + CONDITION_SIGNALS, sum);
        }
    }

    /** One more, or one less, of this participant's threads waits; by the owner of the lock. */
    void add(int condition, int one) {
        int waiting = of(condition);
        int slot = inSlot(self.slot(), condition);
        region.setInt(slot, check(condition, region.getInt(slot) + one));
        region.setInt(conditionOffset(condition) + CONDITION_WAITING, check(condition, waiting + one));
    }

    private int check(int condition, int count) {
        if (count < 0) {
            throw self.corrupt("the number of those who wait for condition " + condition + " is " + count);
        }
        return count;
    }

    /** Counts those of a participant no more, which is dead or closed. */
    void forget(int slot) {
        for (int i = 0; i < CONDITIONS; i++) {
            region.setIntVolatile(inSlot(slot, i), 0);
        }
        recount();
    }

    /** The sums are to be made anew. */
    void recount() {
        region.setIntVolatile(LOCK_RECOUNT_OFFSET, 1); // SYNC(recount)
    }
}
