package dev.sluice.stress.race;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often a race came to what. */
final class Tally {
    private static final class Count {
        long count;
    }

    private final Race race;
    private final Map<Long, Count> counts = new HashMap<>();
    private long states;
    private long forbidden;
    private long timed;
    private long overlapped;
    private long nanos;
    private @Nullable Throwable failure;

    Tally(Race race) {
        this.race = race;
    }

    /** Counts an outcome; returns whether it is allowed. */
    boolean count(long outcome) {
        counts.computeIfAbsent(outcome, absent -> new Count()).count++;
        states++;
        boolean allowed = race.isAllowed(outcome);
        forbidden += allowed ? 0 : 1;
        return allowed;
    }

    /** Where an outcome was that is not allowed: of the first such place it is kept what was thrown, if anything was. */
    void failed(Place place) {
        for (int actor = 0; actor < 2 && failure == null; actor++) {
            failure = place.failure(actor);
        }
    }

    void countOverlap(boolean both) {
        timed++;
        overlapped += both ? 1 : 0;
    }

    void ended(long after) {
        nanos = after;
    }

    Race race() {
        return race;
    }

    long states() {
        return states;
    }

    /** Outcomes that are not allowed. */
    long forbidden() {
        return forbidden;
    }

    /** Of the states that were timed, in which part both actors acted at the same time: 0 to 1. */
    double overlap() {
        return timed == 0 ? 0 : (double) overlapped / timed;
    }

    double statesPerSecond() {
        return nanos == 0 ? 0 : states * 1e9 / nanos;
    }

    long count(String outcome) {
        Count count = counts.get(Outcome.parse(outcome));
        return count == null ? 0 : count.count;
    }

    /** Outcomes that must be seen and were not. */
    List<String> missing() {
        return race.verdicts().stream()
                .filter(verdict -> verdict.mustBeSeen() && count(verdict.outcome()) == 0)
                .map(Verdict::outcome)
                .toList();
    }

    /** Whether nothing was seen that must not be, and all that must be. */
    boolean passed() {
        return forbidden == 0 && missing().isEmpty();
    }

    /** The table for people to read. */
    String report() {
        StringBuilder text = new StringBuilder(String.format(
                "%s%n  %,d states, %,.0f a second, both at once in %.0f %%%n",
                race.name(), states, statesPerSecond(), 100 * overlap()));
        for (Verdict verdict : race.verdicts()) {
            long count = count(verdict.outcome());
            text.append(line(
                    verdict.outcome(),
                    count,
                    (verdict.mustBeSeen() && count == 0 ? "NOT SEEN: " : "") + verdict.reason()));
        }
        counts.keySet().stream()
                .filter(outcome -> !race.isAllowed(outcome))
                .sorted()
                .forEach(outcome -> {
                    String name = Outcome.toString(outcome);
                    text.append(line(name, count(name), "FORBIDDEN: " + race.hazard()));
                });
        if (failure != null) {
            text.append(String.format("  %s%n", failure));
        }
        return text.toString();
    }

    private static String line(String outcome, long count, String reason) {
        return String.format("  %14s %,14d  %s%n", outcome, count, reason);
    }
}
