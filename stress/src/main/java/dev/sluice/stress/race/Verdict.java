package dev.sluice.stress.race;

/**
 * Why an outcome is allowed.
 *
 * @param outcome what each actor got, and what is left, see {@link Outcome}
 * @param mustBeSeen whether a run that never sees it has not looked hard enough
 */
record Verdict(String outcome, String reason, boolean mustBeSeen) {}
