package dev.sluice.stress.history;

/**
 * One call as it was seen from outside.
 *
 * @param invoked when it began, on a clock that all processes share
 * @param returned when it was over, on the same clock
 */
record Event<C, R>(int process, C call, R result, long invoked, long returned) {}
