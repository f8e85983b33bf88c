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

    private SynchronizerLayout() {}
}
