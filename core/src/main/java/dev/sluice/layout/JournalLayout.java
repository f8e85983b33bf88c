package dev.sluice.layout;

/** Offsets of the journal: a selector and two entries, of which the selector names the one that counts. */
public final class JournalLayout {
    public static final int SELECTOR_OFFSET = 1792;
    public static final int ENTRY_A_OFFSET = 1920;
    public static final int ENTRY_B_OFFSET = 2048;

    /** Nothing is under way. */
    public static final int IDLE = 0;
    /** Entry A tells how far a compaction has come. */
    public static final int ENTRY_A = 1;
    /** Entry B tells how far a compaction has come. */
    public static final int ENTRY_B = 2;
    /** Records are being marked as doomed: the marks do not count yet. */
    public static final int MARKING = 3;

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

    /** In place of a target's position: the records that bear a mark go. */
    public static final long MARKED = -1;

    private JournalLayout() {}
}
