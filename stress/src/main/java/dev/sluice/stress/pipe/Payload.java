package dev.sluice.stress.pipe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Messages of one size. Some of their words follow from the number: all of them up to 64 bytes; of larger ones the first and some
 * in between, elsewhere in each message, so that making one does not take longer than sending it; and the last one is such that the
 * sum of all words does. Whoever receives a message reads all of it, as users do.
 */
public final class Payload {
    private static final int CHECKED = 8;
    private static final int STEP = 7919;
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private static final VarHandle ARRAY_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final int bytes;
    private final int words;

    /** Among so many words behind the first one, a power of two, are those that follow from the number. */
    private final int moving;

    /** Messages of so many bytes, a multiple of 8. */
    public Payload(int bytes) {
        if (bytes < Long.BYTES || bytes % Long.BYTES != 0) {
            throw new IllegalArgumentException("not a number of words: " + bytes + " bytes");
        }
        this.bytes = bytes;
        this.words = bytes / Long.BYTES;
        this.moving = Integer.highestOneBit(Math.max(1, words - 2));
    }

    public int bytes() {
        return bytes;
    }

    /** Where the i-th word is that follows from the number; all of them if there are few. */
    private int word(long number, int i) {
        if (words <= CHECKED || i == 0) {
            return i;
        }
        return 1 + (int) (number * STEP + (long) i * (moving / CHECKED) & moving - 1);
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
        check(words <= CHECKED ? isIntact(number, source, index) : sumOf(source, index) == sum(number));
        return number;
    }

    private boolean isIntact(long number, DirectBuffer source, int index) {
        long difference = 0;
        for (int i = 1; i < words; i++) {
            difference |= source.getLong(index + i * Long.BYTES) ^ content(number, i);
        }
        return difference == 0;
    }

    /**
     * The sum of all words that are there, with one look at the bounds, and four at a time: what is measured is not this. Memory and
     * array each in a loop of its own, as one for both is compiled well or badly as chance will have it (2.6 or 4.3 us for 64 KiB).
     */
    private long sumOf(DirectBuffer source, int index) {
        source.boundsCheck(index, bytes);
        byte[] array = source.byteArray();
        return array == null
                ? sumOfMemory(source.addressOffset() + index, bytes)
                : sumOfArray(array, source.wrapAdjustment() + index, bytes);
    }

    private static long sumOfMemory(long begin, int bytes) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        int at = 0;
        for (; at <= bytes - 4 * Long.BYTES; at += 4 * Long.BYTES) {
            first += UnsafeApi.getLong(begin + at);
            second += UnsafeApi.getLong(begin + at + Long.BYTES);
            third += UnsafeApi.getLong(begin + at + 2 * Long.BYTES);
            fourth += UnsafeApi.getLong(begin + at + 3 * Long.BYTES);
        }
        for (; at < bytes; at += Long.BYTES) {
            first += UnsafeApi.getLong(begin + at);
        }
        return first + second + third + fourth;
    }

    private static long sumOfArray(byte[] array, int begin, int bytes) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        int at = begin;
        int end = begin + bytes;
        for (; at <= end - 4 * Long.BYTES; at += 4 * Long.BYTES) {
            first += (long) ARRAY_LONG.get(array, at);
            second += (long) ARRAY_LONG.get(array, at + Long.BYTES);
            third += (long) ARRAY_LONG.get(array, at + 2 * Long.BYTES);
            fourth += (long) ARRAY_LONG.get(array, at + 3 * Long.BYTES);
        }
        for (; at < end; at += Long.BYTES) {
            first += (long) ARRAY_LONG.get(array, at);
        }
        return first + second + third + fourth;
    }

    private static void check(boolean intact) {
        if (!intact) {
            throw new BenchFailure("a message arrived damaged");
        }
    }
}
