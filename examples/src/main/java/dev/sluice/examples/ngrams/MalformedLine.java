package dev.sluice.examples.ngrams;

import java.util.Comparator;

/**
 * A line that was not counted.
 *
 * @param input the index of its input
 * @param line its number there, from 1
 */
record MalformedLine(int input, long line, Problem problem) implements Comparable<MalformedLine> {
    private static final Comparator<MalformedLine> ORDER =
            Comparator.comparingInt(MalformedLine::input).thenComparingLong(MalformedLine::line);

    /** In the order of the input. */
    @Override
    public int compareTo(MalformedLine other) {
        return ORDER.compare(this, other);
    }
}
