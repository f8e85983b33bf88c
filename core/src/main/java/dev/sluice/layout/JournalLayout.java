package dev.sluice.layout;

/**
 * Offsets of the journal: a selector and two entries, of which the selector names the one that counts; and what entries may
 * refer to: a plan, and the stage for a record.
 */
public final class JournalLayout {
    public static final int SELECTOR_OFFSET = 1792;
    public static final int ENTRY_A_OFFSET = 1920;
    public static final int ENTRY_B_OFFSET = 2048;
    public static final int PLAN_OFFSET = 2304;
    public static final int STAGE_OFFSET = 2432;

    /** Words of the largest record that can be staged. */
    public static final int STAGE_WORDS = 208;

    /** Nothing is under way. */
    public static final int IDLE = 0;
    /** Entry A tells how far an operation has come. */
    public static final int ENTRY_A = 1;
    /** Entry B tells how far an operation has come. */
    public static final int ENTRY_B = 2;
    /** Records are being marked as doomed: the marks do not count yet. */
    public static final int MARKING = 3;

    /** In every entry; for a compaction, which way it goes. */
    public static final int DIRECTION = 0;

    public static final int WRITE = 8;
    public static final int READ = 16;
    public static final int RUN = 24;
    public static final int REMOVED = 32;
    public static final int TARGET = 40;
    public static final int TAKES_BEFORE = 48;

    /** What lies behind the gap moves down, and TAIL follows. */
    public static final int DOWN = 1;
    /** What lies before the gap moves up, and HEAD follows. */
    public static final int UP = 2;

    /** A block of words moves, then a staged record is put in its place; the plan says which and where. */
    public static final int SHIFT = 3;
    /** Words are swapped until the pieces of a range, or the records, stand in reverse order; the plan says which range. */
    public static final int REVERSAL = 4;

    /** Of a shift: words moved so far. */
    public static final int MOVED = 8;

    /** Of a reversal: 0 while the range as a whole is reversed, 1 while its pieces are; then the piece and the swap. */
    public static final int PIECEWISE = 8;

    public static final int START = 16;
    public static final int END = 24;
    public static final int SWAP = 32;
    public static final int LOW = 40;
    public static final int HIGH = 48;

    /** Of the plan: HEAD, TAIL before and after; counts after; the block; the staged record; the cuts of a reversal. */
    public static final int HEAD_BEFORE = 0;

    public static final int TAIL_BEFORE = 8;
    public static final int HEAD_AFTER = 16;
    public static final int TAIL_AFTER = 24;
    public static final int PUTS_AFTER = 32;
    public static final int TAKES_AFTER = 40;
    public static final int FROM = 48;
    public static final int TO = 56;
    public static final int COUNT = 64;
    public static final int PLACE = 72;
    public static final int STAGED = 80;
    public static final int FIRST_CUT = 88;
    public static final int SECOND_CUT = 96;

    /** In place of a first cut: the pieces are the records. */
    public static final int RECORDS = -1;

    /** In place of a target's position: the records that bear a mark go. */
    public static final long MARKED = -1;

    private JournalLayout() {}
}
