package dev.sluice.examples.ngrams;

import java.util.Locale;

/** What the parent process is busy with; only one at a time. */
enum Phase {
    /** Reading the input and sending partitions. */
    READ,
    /** Waiting for the workers to count, or counting itself if there are none. */
    MAP,
    /** Adding up the counts. */
    REDUCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
