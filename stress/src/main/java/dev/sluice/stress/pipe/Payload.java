package dev.sluice.stress.pipe;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Messages of one size. Some of their words follow from the number: all of them up to 64 bytes; of larger ones the first, the last
 * and others in between, elsewhere in each message, so that checking does not take longer than sending.
 */
public final class Payload {
    private static final int CHECKED = 8;
    private static final int STEP = 7919;

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

    /** Where the i-th checked word of a message is; all of them if there are few. */
    private int word(long number, int i) {
        if (words <= CHECKED) {
            return i;
        }
        return i == 0
                ? 0
                : i == 1 ? words - 1 : (int) ((number * STEP + (long) i * (words / CHECKED) & Long.MAX_VALUE) % words);
    }

    private int checked() {
        return Math.min(words, CHECKED);
    }

    /** What stands in a word of a message; the first one is the number itself. */
    private static long content(long number, int word) {
        return number * (2L * word + 1);
    }

    /** Makes the bytes from the index on the message of that number. */
    public void write(long number, MutableDirectBuffer target, int index) {
        for (int i = 0; i < checked(); i++) {
            int word = word(number, i);
            target.putLong(index + word * Long.BYTES, content(number, word));
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
        check(difference == 0);
        return number;
    }

    private static void check(boolean intact) {
        if (!intact) {
            throw new BenchFailure("a message arrived damaged");
        }
    }
}
