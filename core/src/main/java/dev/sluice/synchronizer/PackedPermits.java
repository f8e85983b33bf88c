package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.PACKED_COUNT_MASK;
import static dev.sluice.layout.SynchronizerLayout.PACKED_HELD_SHIFT;
import static dev.sluice.layout.SynchronizerLayout.PACKED_SLOT_MASK;
import static dev.sluice.layout.SynchronizerLayout.PACKED_SLOT_SHIFT;
import static dev.sluice.layout.SynchronizerLayout.PACKED_VERSION_SHIFT;
import static dev.sluice.layout.SynchronizerLayout.SLOT_HELD;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Presence;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits so few that one word has it all: how many are held by all, whose change was the last one and what he holds since,
 * and the number of the change, its <em>version</em>. What the others hold stands in their slots.
 *
 * <pre>
 *   a change of what a participant holds
 *   1 read the word
 *   2 if the last change was another's: see to it that his slot has that version, with what he holds    SYNC(carry)
 *   3 the new word by CAS: the change is made                                                           SYNC(permits)
 * </pre>
 *
 * <p>So the change itself is a single store, and a kill leaves it made or not made. Nobody's slot is behind but that of whoever
 * changed last, and what he holds is in the word. Step 2 is done by a CAS from what was read in the slot before the word was
 * found unchanged, and ends only when the slot is seen to have that version. At the time of the read no newer version can have
 * been there, and once there is, the CAS fails. Somebody who was stopped before his CAS may bring an older version, as long as
 * nobody has brought this one; after that he cannot. Killed after it: it said what was so anyway. As long as one handle has it
 * all to itself, there is no step 2. (The model in {@code stress/src/main/tla/Permits.tla} has all of it.)
 *
 * <p>Versions have 30 bits: to be fooled, a process would have to be stopped between 1 and 3 while the others make just a
 * multiple of 2<sup>30</sup> changes, the last of them by the same participant with the same numbers.
 *
 * <p>The calling thread has {@linkplain Entrance announced} itself: the slot of a handle that is closed may be another's.
 */
final class PackedPermits implements Permits {
    /** The most permits that fit. */
    static final int MOST = (int) PACKED_COUNT_MASK;

    private static final long VERSION_STEP = 1L << PACKED_VERSION_SHIFT;
    private static final long VERSION_MASK = -VERSION_STEP;
    private static final long HELD_MASK = PACKED_COUNT_MASK << PACKED_HELD_SHIFT;

    private final Region region;
    private final Attachment self;
    private final int total;

    /**
     * How many the thread that serves this handle's futures is about to take, or has taken, for somebody who has not been asked
     * yet whether he still wants them; only that thread writes it, before it takes any and after they are given back or his.
     * {@link #release} reads it after the word: what the word has of them is either still counted in here, or somebody's, or
     * given back, and then the word has changed.
     */
    private volatile int undecided;

    PackedPermits(Region region, Attachment self, int total) {
        this.region = region;
        this.self = self;
        this.total = total;
    }

    // ---- the word ---------------------------------------------------------------------------------------------------

    private long word() {
        long word = region.getLongVolatile(VALUE_OFFSET); // SYNC(permits)
        int taken = taken(word);
        if (taken > total || held(word) > taken) {
            throw self.corrupt("of " + total + " permits " + taken + " are held, of which slot " + slot(word)
                    + " holds " + held(word));
        }
        return word;
    }

    /** How many are held by all. */
    private static int taken(long word) {
        return (int) (word & PACKED_COUNT_MASK);
    }

    /** What the last one to change anything holds; of a slot's entry: what its participant holds, or has held. */
    private static int held(long word) {
        return (int) ((word & HELD_MASK) >>> PACKED_HELD_SHIFT);
    }

    private static int slot(long word) {
        return (int) (word >>> PACKED_SLOT_SHIFT & PACKED_SLOT_MASK);
    }

    private static int inSlot(int slot) {
        return ParticipantLayout.slotOffset(slot) + SLOT_HELD;
    }

    /** What the participant in a slot holds; it counts if the word is unchanged afterwards. */
    private int heldIn(int slot, long word) {
        return slot(word) == slot ? held(word) : held(region.getLongVolatile(inSlot(slot))); // SYNC(carry)
    }

    /**
     * Changes what the participant in a slot holds.
     *
     * @param held what it holds as of the word
     * @return false if the word has changed
     */
    private boolean change(long word, int slot, int held, int more) {
        int last = slot(word);
        if (last != slot && !(counts(slot, held, word) && carry(word, last))) {
            return false;
        }
        long next = (word & VERSION_MASK) + VERSION_STEP
                | (long) slot << PACKED_SLOT_SHIFT
                | (long) (held + more) << PACKED_HELD_SHIFT
                | taken(word) + more;
        return region.compareAndSetLong(VALUE_OFFSET, word, next); // SYNC(permits)
    }

    /** Step 2: brings the slot of whoever changed last up to date; false if the word has changed. */
    private boolean carry(long word, int last) {
        long current = word & (VERSION_MASK | HELD_MASK);
        while (true) {
            long entry = region.getLongVolatile(inSlot(last));
            if (entry == current) {
                return true;
            }
            if (!isStill(word)) {
                return false;
            }
            // Fails if somebody else has done it; or if one who was stopped here has done it for an older version just
            // now,
            // on top of which it has to be done again.
            region.compareAndSetLong(inSlot(last), entry, current); // SYNC(carry)
        }
    }

    /** Whether the word is unchanged, and what a slot holds can be counted on; it is part of what all hold. */
    private boolean counts(int slot, int held, long word) {
        if (!isStill(word)) {
            return false;
        }
        if (held > taken(word)) {
            throw self.corrupt("slot " + slot + " holds " + held + " permits, all together " + taken(word));
        }
        return true;
    }

    private boolean isStill(long word) {
        return region.getLongVolatile(VALUE_OFFSET) == word; // SYNC(permits)
    }

    // ---- of this handle ---------------------------------------------------------------------------------------------

    @Override
    public int total() {
        return total;
    }

    @Override
    public int glance() {
        return total - taken(word());
    }

    @Override
    public int available() {
        self.checkOpen();
        return glance();
    }

    @Override
    public Outcome acquire(int count, Deadline deadline, @Nullable BooleanSupplier claim) {
        return claim != null ? acquireFor(count, claim) : take(count) == count ? Outcome.ACQUIRED : Outcome.TOO_FEW;
    }

    /** Who decides against it at this very moment is asked last, so that nobody is given what is not there. */
    private Outcome acquireFor(int count, BooleanSupplier claim) {
        undecided = count;
        try {
            if (take(count) != count) {
                return Outcome.TOO_FEW;
            }
            if (claim.getAsBoolean()) {
                return Outcome.ACQUIRED;
            }
            release(count, true);
            return Outcome.UNWANTED;
        } finally {
            undecided = 0; // no call: a stack that has no room left has room for this
        }
    }

    /** Takes so many, or, if there are fewer, none; returns how many. */
    private int take(int count) {
        int slot = self.slot();
        while (true) {
            long word = word();
            if (total - taken(word) < count) {
                return -1;
            }
            int held = heldIn(slot, word);
            if (count == 0 || change(word, slot, held, count)) {
                return count;
            }
        }
    }

    @Override
    public boolean release(int count) {
        return release(count, false);
    }

    private boolean release(int count, boolean theUndecided) {
        int slot = self.slot();
        while (true) {
            long word = word();
            int held = heldIn(slot, word);
            if (held < count) {
                if (counts(slot, held, word)) {
                    return false;
                }
            } else if (!theUndecided && count != 0 && held - undecided < count) {
                Thread.onSpinWait(); // that thread neither sleeps nor runs anybody's code meanwhile
            } else if (count == 0 || change(word, slot, held, -count)) {
                return true;
            }
        }
    }

    @Override
    public int drain() {
        int available;
        do {
            available = glance();
        } while (take(available) != available);
        return available;
    }

    @Override
    public int held() {
        self.checkOpen();
        return heldBy(self.slot());
    }

    private int heldBy(int slot) {
        while (true) {
            long word = word();
            int held = heldIn(slot, word);
            if (counts(slot, held, word)) {
                return held;
            }
        }
    }

    /** Adds up what those hold that are attached, which must be what the word says: else nobody would ever give it back. */
    @Override
    public void audit() {
        Participants participants = new Participants(region);
        long word = word();
        int sum = 0;
        for (int slot = participants.slotsUsed(self) - 1; slot >= 0; slot--) {
            int held = heldIn(slot, word);
            sum += participants.isAttached(slot) ? held : 0;
        }
        if (sum != taken(word) && isStill(word)) {
            throw self.corrupt(taken(word) + " permits are said to be held, but those who are attached hold " + sum);
        }
    }

    // ---- of the dead ------------------------------------------------------------------------------------------------

    @Override
    public void giveBack(int slot) {
        while (true) {
            long word = word();
            int held = heldIn(slot, word);
            if (counts(slot, held, word) && (held == 0 || change(word, slot, held, -held))) {
                return;
            }
        }
    }

    @Override
    public void settle(int deadOwner) {
        giveBack(Attachment.slotOf(deadOwner));
    }

    @Override
    public void settleFor(Presence thread) {
        // Each change is one store: none is half made.
    }

    @Override
    public void wakeEverybody() {
        // There is no guard.
    }
}
