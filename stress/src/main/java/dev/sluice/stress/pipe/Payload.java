package dev.sluice.stress.pipe;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Messages of one size. Some of their words follow from the number: all of them up to 64 bytes; of larger ones the first and some
 * in between, elsewhere in each message, so that making one does not take longer than sending it; and the last one is such that the
 * sum of all does. Whoever receives one reads all of it, as users do.
 */
public final class Payload {
    private static final int CHECKED = 8;
    private static final int STEP = 7919;
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private final int bytes;
    private final int words;

    /** Messages of so many bytes, a multiple of 8. */
    public Payload(int bytes) {
        if (bytes < Long.BYTES || bytes % Long.BYTES != 0) {
            throw new IllegalArgumentException("not a number of words: " + bytes + " bytes");
        }
        this.bytes = bytes;
        this.words = bytes / Long.BYTES;
    }

    public int bytes() {
        return bytes;
    }

    /** Where the i-th word is that follows from the number; all of them if there are few. */
    private int word(long number, int i) {
        if (words <= CHECKED || i == 0) {
            return i;
        }
        return 1 + (int) ((number * STEP + (long) i * (words / CHECKED) & Long.MAX_VALUE) % (words - 2));
    }

    private int checked() {
        return Math.min(words, CHECKED);
    }

    /** What stands in a word of a message; the first one is the number itself. */
    private static long content(long number, int word) {
        return number * (2L * word + 1);
    }

    /** The sum of all words of a message. */
    private static long sum(long number) {
        return number * SCATTER;
    }

    /** Makes the bytes from the index on the message of that number; they are another one, or zeros. */
    public void write(long number, MutableDirectBuffer target, int index) {
        // Of the words that do not change, the sum is known without reading them.
        long difference = sum(number) - sum(target.getLong(index));
        for (int i = 0; i < checked(); i++) {
            int word = word(number, i);
            int at = index + word * Long.BYTES;
            long content = content(number, word);
            difference -= content - target.getLong(at);
            target.putLong(at, content);
        }
        if (words > CHECKED) {
            int last = index + (words - 1) * Long.BYTES;
            target.putLong(last, target.getLong(last) + difference);
        }
    }

    /** The number of a message, which has been checked. */
    public long read(DirectBuffer source, int index, int length) {
        check(length == bytes);
        long number = source.getLong(index);
        long difference = 0;
        for (int i = 1; i < checked(); i++) {
            int word = word(number, i);
            difference |= source.getLong(index + word * Long.BYTES) ^ content(number, word);
        }
        if (words > CHECKED) {
            difference |= sumOf(source, index) ^ sum(number);
        }
        check(difference == 0);
        return number;
    }

    /** The sum of all words that are there, with one look at the bounds: a word is read in less time than that takes. */
    private long sumOf(DirectBuffer source, int index) {
        source.boundsCheck(index, bytes);
        byte[] array = source.byteArray();
        long begin = source.addressOffset() + index;
        long sum = 0;
        for (int i = 0; i < words; i++) {
            sum += UnsafeApi.getLong(array, begin + (long) i * Long.BYTES);
        }
        return sum;
    }

    private static void check(boolean intact) {
        if (!intact) {
            throw new BenchFailure("a message arrived damaged");
        }
    }
}
