package dev.sluice.layout;

/**
 * Offsets in the files that hold a synchronizer rather than a deque. Identity, statistics, roster and participants are where a
 * deque has them; the rest of the header page belongs to the kind.
 */
public final class SynchronizerLayout {
    /** The word that everything is about: see each kind in the package documentation. */
    public static final int VALUE_OFFSET = 512;

    /** A guard, for the kinds that change more than one word at a time. */
    public static final int GUARD_OFFSET = 640;

    /** The event count of those who wait for the value to change. */
    public static final int CHANGED_OFFSET = 1024;

    /** Of a lock, whose word and gate stand at the value: that an owner died, for the next one to hear. */
    public static final int LOCK_DIED_OFFSET = 524;

    /** Of a lock: that the counts of who waits for its conditions have to be made anew from those in the slots. */
    public static final int LOCK_RECOUNT_OFFSET = 528;

    /** The first of a lock's conditions. */
    public static final int CONDITIONS_OFFSET = 2304;

    public static final int CONDITION_BYTES = 64;
    public static final int CONDITIONS = 16;

    /** Of a condition: tickets that have been given to those who wait. */
    public static final int CONDITION_JOINED = 0;

    /** Of a condition: only tickets below it have a claim to a signal. */
    public static final int CONDITION_LIMIT = 8;

    /** Of a condition: signals that nobody has consumed. */
    public static final int CONDITION_SIGNALS = 16;

    /** Of a condition: how many wait, as a sum of the slots' counts. */
    public static final int CONDITION_WAITING = 20;

    /** Of a condition: its event count. */
    public static final int CONDITION_EVENT = 24;

    /** In a slot of a barrier: the generation in which the participant has arrived, and how that ended. */
    public static final int SLOT_ARRIVAL = 40;

    /** In a slot of a lock: how many threads of the participant wait for each condition. */
    public static final int SLOT_WAITING = 48;

    /** In a barrier's word, from below: the arrived, the broken bit, the generation. */
    public static final long BARRIER_ARRIVED_MASK = (1L << 21) - 1;

    public static final long BARRIER_BROKEN = 1L << 21;
    public static final int BARRIER_GENERATION_SHIFT = 22;

    /** In a slot's word of a barrier, below the generation: it has arrived; and it was sent away by a reset. */
    public static final long ARRIVED = 1;

    public static final long SENT_AWAY = 2;

    /** In the value of a semaphore of few permits, from below: how many are held by all ... */
    public static final long PACKED_COUNT_MASK = (1L << 12) - 1;

    /** ... how many of them by whoever changed last ... */
    public static final int PACKED_HELD_SHIFT = 12;

    /** ... in which slot that one is ... */
    public static final int PACKED_SLOT_SHIFT = 24;

    public static final long PACKED_SLOT_MASK = (1L << 10) - 1;

    /** ... and the number of the change. */
    public static final int PACKED_VERSION_SHIFT = 34;

    /** Of a semaphore of many permits, whose value has the sum of what is held below, and above it up to which of these changes that is right. */
    public static final int SEMAPHORE_CHANGES_OFFSET = 520;

    /** Of a semaphore: that somebody has waited for more than one permit. */
    public static final int SEMAPHORE_MANY_OFFSET = 524;

    /** In a slot of a semaphore: the permits that the participant holds; of few permits: where the value has them, and as of which change. */
    public static final int SLOT_HELD = 40;

    private SynchronizerLayout() {}

    /** The condition of that number. */
    public static int conditionOffset(int index) {
        return CONDITIONS_OFFSET + index * CONDITION_BYTES;
    }
}
