package dev.sluice.examples.ngrams;

import java.util.Collection;

/** The sum over all partitions that have been counted: the reduce step. */
final class Totals {
    private final Counts counts = new Counts();
    private LineSummary lines = LineSummary.NONE;

    void add(LineSummary moreLines) {
        lines = lines.plus(moreLines);
    }

    void add(Collection<WordCount> moreCounts) {
        counts.addAll(moreCounts);
    }

    LineSummary lines() {
        return lines;
    }

    Counts counts() {
        return counts;
    }
}
