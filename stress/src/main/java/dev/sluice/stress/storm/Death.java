package dev.sluice.stress.storm;

/**
 * When a process died.
 *
 * @param after a moment at which it lived
 * @param by a moment at which it was gone
 */
record Death(long after, long by) {}
