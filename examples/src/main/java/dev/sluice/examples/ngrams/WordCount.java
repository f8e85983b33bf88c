package dev.sluice.examples.ngrams;

import java.util.Comparator;

/** How often a word has appeared; {@link Counts#OVERFLOW} if that is more than a {@code long} holds. */
record WordCount(Word word, long count) {
    /** The most frequent first, equally frequent ones by word: a total order, so a report does not depend on chance. */
    static final Comparator<WordCount> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(WordCount::count).reversed().thenComparing(WordCount::word);
}
