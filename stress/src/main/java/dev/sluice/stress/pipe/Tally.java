package dev.sluice.stress.pipe;

/**
 * How many messages, and a sum over their numbers: what several consumers received together is what several producers sent
 * together if both agree. The sum has 48 bits, so that a double holds it, and the sum of many of them, to the last bit.
 */
public final class Tally {
    private static final long SCATTER = 0x9E3779B97F4A7C15L;
    private static final int DROPPED_BITS = 16;
    private static final long CHECKSUM_MASK = -1L >>> DROPPED_BITS;

    private long count;
    private long sum;

    /** Takes note of a message. */
    public void add(long number) {
        count++;
        sum += (number * SCATTER) >>> DROPPED_BITS;
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** The sum over their numbers. */
    public long checksum() {
        return checksum(sum);
    }

    /** The sum over several checksums. */
    public static long checksum(long sum) {
        return sum & CHECKSUM_MASK;
    }
}
