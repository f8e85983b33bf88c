package dev.sluice.layout;

/** Offsets of the participant table and the offsets that are locked on behalf of participants. */
public final class ParticipantLayout {
    public static final int TABLE_OFFSET = HeaderLayout.HEADER_BYTES;
    public static final int SLOTS = 1024;
    public static final int SLOT_BYTES = 128;
    public static final int TABLE_BYTES = SLOTS * SLOT_BYTES;

    public static final int STATUS = 0;
    public static final int ROBUST_NODE = 8;
    public static final int ROBUST_WORD = 16;
    public static final int PID = 24;
    public static final int STARTED = 32;

    /** Of joinable deques: what the slot's owners have taken, done and left undone, since the file was made. */
    public static final int TAKEN = 40;

    public static final int PENDING_INDEX = 48;
    public static final int PENDING_END = 56;
    /** Of deques whose waiting is polling: whether a guard is held by a bias; each in a cache line with what its holder writes. */
    public static final int HEAD_BUSY = 60;

    public static final int PENDING_TAKEN = 64;
    public static final int DONE = 72;
    public static final int ABANDONED = 80;

    public static final int TAIL_BUSY = 88;

    /** The pending index will be HEAD. */
    public static final int ABOUT_HEAD = 0;
    /** The pending index will be TAIL. */
    public static final int ABOUT_TAIL = 1;

    /** Byte that the repairer locks: far beyond any content, as nothing may read or write it. */
    public static final long REPAIR_LOCK = 1L << 40;

    /** Bits of the slot's number, plus one, in an owner's word; the rest is the generation. */
    public static final int OWNER_SLOT_BITS = 11;

    public static final int OWNER_SLOT_MASK = (1 << OWNER_SLOT_BITS) - 1;
    public static final int GENERATION_MASK = (1 << (32 - OWNER_SLOT_BITS)) - 1;

    private ParticipantLayout() {}

    public static int slotOffset(int slot) {
        return TABLE_OFFSET + slot * SLOT_BYTES;
    }

    /** The byte whose lock shows that the participant of this slot is alive. */
    public static long slotLock(int slot) {
        return REPAIR_LOCK + 1 + slot;
    }
}
