package dev.sluice.stress.race;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * What a race came to: what each actor got and what is left, packed into a long, as millions are counted. Each of the three is a
 * number, the digits of several elements for instance, or one of these words.
 */
final class Outcome {
    static final int SHUT = -1;
    static final int CLOSED = -2;
    /** There is no element of that index. */
    static final int NONE = -3;
    /** Asleep, and nobody is left to wake it. */
    static final int ASLEEP = -4;
    /** An element that nobody put: torn, or stale. */
    static final int TORN = -5;
    /** A value in the file breaks an invariant. */
    static final int CORRUPT = -6;
    /** Anything else that was thrown. */
    static final int FAILED = -7;

    private static final List<String> WORDS = List.of("shut", "closed", "none", "asleep", "torn", "corrupt", "failed");

    private static final int BITS = 21;
    private static final int BIAS = 16;
    private static final int MOST = (1 << BITS) - 1 - BIAS;

    private Outcome() {}

    static long of(int first, int second, int rest) {
        return (biased(first) << (2 * BITS)) | (biased(second) << BITS) | biased(rest);
    }

    private static long biased(int result) {
        if (result < -WORDS.size() || result > MOST) {
            throw new IllegalArgumentException("no result of a race: " + result);
        }
        return (long) result + BIAS;
    }

    static String toString(long outcome) {
        StringJoiner words = new StringJoiner(", ");
        for (int part = 2; part >= 0; part--) {
            int result = (int) (outcome >>> (part * BITS) & ((1 << BITS) - 1)) - BIAS;
            words.add(result < 0 ? WORDS.get(-1 - result) : Integer.toString(result));
        }
        return words.toString();
    }

    /** The outcome that reads so. */
    static long parse(String text) {
        int[] results = Arrays.stream(text.split(", ", -1))
                .mapToInt(word -> WORDS.contains(word) ? -1 - WORDS.indexOf(word) : Integer.parseInt(word))
                .toArray();
        if (results.length != 3) {
            throw new IllegalArgumentException("not three results: " + text);
        }
        return of(results[0], results[1], results[2]);
    }
}
