package dev.sluice.examples.ngrams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Words and how often each has appeared. Not thread-safe.
 *
 * <p>A count that exceeds a {@code long} becomes {@link #OVERFLOW} and stays so. As counts are never negative, whether a
 * word overflows does not depend on how its lines were dealt to partitions nor in which order these are merged.
 */
final class Counts {
    /** In place of a count that does not fit. */
    static final long OVERFLOW = -1;

    private final Map<Word, Long> counts = new HashMap<>();

    /** Adds to a word's count; {@code count} is 0 or more, or {@link #OVERFLOW}. */
    void add(Word word, long count) {
        counts.merge(word, count, Counts::sum);
    }

    void addAll(Collection<WordCount> others) {
        others.forEach(other -> add(other.word(), other.count()));
    }

    /** The sum of two counts, or {@link #OVERFLOW}. */
    static long sum(long a, long b) {
        if (a == OVERFLOW || b == OVERFLOW) {
            return OVERFLOW;
        }
        long sum = a + b;
        return sum < 0 ? OVERFLOW : sum;
    }

    /** The count of a word: 0 if it has not appeared. */
    long of(Word word) {
        return counts.getOrDefault(word, 0L);
    }

    /** The number of distinct words. */
    int words() {
        return counts.size();
    }

    /** The words whose counts do not fit, in order. */
    List<Word> overflowed() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == OVERFLOW)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The most frequent words, the first of {@link WordCount#MOST_FREQUENT_FIRST}, at most {@code limit}. */
    List<WordCount> top(int limit) {
        // Never holds more than limit words: the worst of them is at the head, to be thrown out.
        PriorityQueue<WordCount> best = new PriorityQueue<>(WordCount.MOST_FREQUENT_FIRST.reversed());
        counts.forEach((word, count) -> {
            best.add(new WordCount(word, count));
            if (best.size() > limit) {
                best.remove();
            }
        });
        return best.stream().sorted(WordCount.MOST_FREQUENT_FIRST).toList();
    }

    /** All counts, in lists of at most {@code maxBytes} encoded bytes each; none if there are no words. */
    List<List<WordCount>> chunks(int maxBytes) {
        List<List<WordCount>> chunks = new ArrayList<>();
        List<WordCount> chunk = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<Word, Long> entry : counts.entrySet()) {
            WordCount next = new WordCount(entry.getKey(), entry.getValue());
            int nextBytes = MessageCodec.bytes(next);
            if (bytes + nextBytes > maxBytes && !chunk.isEmpty()) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(next);
            bytes += nextBytes;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
