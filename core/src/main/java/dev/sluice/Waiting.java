package dev.sluice;

/**
 * How blocked calls wait; kept in the file, as whoever polls would never wake whoever sleeps.
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
