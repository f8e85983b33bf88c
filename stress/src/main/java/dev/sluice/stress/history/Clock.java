package dev.sluice.stress.history;

/** What tells which of two calls came first. */
enum Clock {
    /** A counter in shared memory. */
    COUNTER,
    /** The machine's monotonic clock. */
    NANOS
}
