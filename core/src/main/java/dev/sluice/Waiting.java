package dev.sluice;

/**
 * How blocked calls wait; kept in the file, as whoever polls would never wake whoever sleeps.
 *
 * <p>In the polling modes an operation is no full fence: it orders what was done before it, and what the deque hands over, but not
 * a later read of some other shared variable against it.
 */
public enum Waiting {
    /** Spins for some microseconds, then sleeps in the kernel. An idle waiter costs nothing. */
    KERNEL,
    /** Spins: the lowest latency, and a processor for each waiter. */
    SPIN,
    /** Spins, then yields the processor between looks. */
    YIELD,
    /** Spins, yields, then parks for up to a millisecond between looks. */
    BACKOFF
}
