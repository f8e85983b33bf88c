package dev.sluice.stress.pipe;

/** Numbers of messages that tell which of several producers has sent it, and after how many others. */
public final class Numbering {
    /** So many producers at most. */
    public static final int PRODUCERS = 64;

    private Numbering() {}

    /** The number of a producer's message, both counted from 0. */
    public static long number(int producer, long sequence) {
        return sequence * PRODUCERS + producer;
    }

    static int producer(long number) {
        return (int) (number & PRODUCERS - 1);
    }

    static long sequence(long number) {
        return number / PRODUCERS;
    }
}
