package dev.sluice;

/** What an insertion does when the deque is full; kept in the file. */
public enum Overflow {
    /** {@code offer} returns false, {@code add} throws, {@code put} waits. */
    REJECT,
    /**
     * Elements at the other end are dropped until the new one fits, as by Python's {@code deque(maxlen=n)}. Others see one step;
     * a process that is killed in the middle of it may leave the drop without the insertion.
     */
    EVICT
}
