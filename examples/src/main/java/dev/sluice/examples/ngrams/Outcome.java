package dev.sluice.examples.ngrams;

/**
 * What a run has come to.
 *
 * @param died how many worker processes have died under way
 * @param resent how often a partition had to be sent again
 */
record Outcome(Totals totals, int died, int resent) {}
