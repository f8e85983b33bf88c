package dev.sluice.deque;

/** What became of a try. */
enum Outcome {
    DONE,
    /** Full, or empty: it may be tried again when that has changed. */
    NOT_NOW,
    /** The time was up before the guards could be had. */
    TIMED_OUT
}
