package dev.sluice.examples.ngrams;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the lines of a partition, or of many, have fared.
 *
 * @param lines all lines, the malformed ones included
 * @param malformed how many of them were malformed
 * @param first the first malformed ones in the order of the input, at most {@link #FIRST}
 */
record LineSummary(long lines, long malformed, List<MalformedLine> first) {
    /** How many malformed lines are told apart. */
    static final int FIRST = 10;

    /** No lines. */
    static final LineSummary NONE = new LineSummary(0, 0, List.of());

    LineSummary {
        first = List.copyOf(first);
    }

    /** Both together; commutative and associative, so the order in which partitions are merged does not show. */
    LineSummary plus(LineSummary other) {
        List<MalformedLine> both = Stream.concat(first.stream(), other.first.stream())
                .sorted()
                .limit(FIRST)
                .toList();
        return new LineSummary(lines + other.lines, malformed + other.malformed, both);
    }
}
