package dev.sluice;

/**
 * How blocked calls wait; kept in the file, as whoever polls would never wake whoever sleeps.
 *
 * <p>In the polling modes an operation is no full fence: it orders what was done before it, and what the deque hands over, but not
 * a later read of some other shared variable against it. A thread that has an end of the deque to itself uses it without an atomic
 * instruction; the first other one that comes makes up for it, which takes some microseconds (Linux's {@code membarrier}; a process
 * that may not call it fails to open a file in which somebody has an end to himself).
 */
public enum Waiting {
    /** Spins for some microseconds, then sleeps in the kernel. An idle waiter costs nothing. */
    KERNEL,
    /**
     * Spins: the lowest latency, and a processor for each thread that uses the deque, as also an operation that does not wait for an
     * element may have to wait for another one to be done. With more threads than processors, {@link #YIELD} is quicker.
     */
    SPIN,
    /** Spins, then yields the processor between looks. */
    YIELD,
    /** Spins, yields, then parks for up to a millisecond between looks. */
    BACKOFF
}
