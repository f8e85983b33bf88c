package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {
    /** The top list is ordered by count, then by word, and no longer than asked for. */
    @Test
    void ordersTop() {
        Counts counts = counts("b", 5, "a", 5, "c", 9, "d", 1, "é", 5, "B", 5);
        assertEquals(
                List.of(count("c", 9), count("B", 5), count("a", 5), count("b", 5), count("é", 5), count("d", 1)),
                counts.top(100));
        assertEquals(List.of(count("c", 9), count("B", 5)), counts.top(2));
        assertEquals(List.of(), counts.top(0));
    }

    /** Whether a sum overflows does not depend on the order of its parts. */
    @Test
    void overflowIsSticky() {
        assertEquals(Long.MAX_VALUE, Counts.sum(Long.MAX_VALUE - 1, 1));
        assertEquals(Counts.OVERFLOW, Counts.sum(Long.MAX_VALUE, 1));
        assertEquals(Counts.OVERFLOW, Counts.sum(Counts.OVERFLOW, 1));
        assertEquals(Counts.OVERFLOW, Counts.sum(0, Counts.OVERFLOW));
        Counts counts = counts("x", Long.MAX_VALUE, "ok", 1, "a", Long.MAX_VALUE);
        assertEquals(List.of(), counts.overflowed());
        counts.addAll(List.of(count("x", 1), count("a", Counts.OVERFLOW)));
        assertEquals(List.of(Word.of("a"), Word.of("x")), counts.overflowed());
    }

    private static Counts counts(Object... wordsAndCounts) {
        Counts counts = new Counts();
        for (int i = 0; i < wordsAndCounts.length; i += 2) {
            counts.add(Word.of((String) wordsAndCounts[i]), ((Number) wordsAndCounts[i + 1]).longValue());
        }
        return counts;
    }

    private static WordCount count(String word, long count) {
        return new WordCount(Word.of(word), count);
    }
}
