package dev.sluice.ring;

/**
 * HEAD or TAIL: an element sequence in the high 32 bits and a position in words in the low 32 bits, both running freely, so
 * that one store moves both.
 */
public final class Index {
    private Index() {}

    public static long of(int sequence, int position) {
        return ((long) sequence << 32) | (position & 0xFFFF_FFFFL);
    }

    public static int sequence(long index) {
        return (int) (index >>> 32);
    }

    public static int position(long index) {
        return (int) index;
    }

    /** Moved by so many elements and words, which may be negative. */
    public static long plus(long index, int elements, int words) {
        return of(sequence(index) + elements, position(index) + words);
    }

    /** Elements from head to tail. */
    public static int count(long head, long tail) {
        return sequence(tail) - sequence(head);
    }

    /** Words from head to tail. */
    public static int words(long head, long tail) {
        return position(tail) - position(head);
    }
}
