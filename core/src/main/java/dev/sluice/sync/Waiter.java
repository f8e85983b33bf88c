package dev.sluice.sync;

/**
 * How threads wait for a word in shared memory to change, and how they are told. One for each attached handle, in the mode
 * that the file prescribes for everybody: who polls would never wake who sleeps.
 */
public interface Waiter {
    /** Stands for no word. */
    int NONE = -1;

    /**
     * Waits while the word holds the expected value: until it is woken, the word changes, the time is up, the thread is
     * interrupted (if that matters to it), or for no reason. The caller looks again in any case.
     *
     * @param round how often the caller has waited in this call, from 0: polling modes wait longer from round to round
     * @param nanos at most this long
     */
    void await(int wordOffset, int expected, int round, long nanos, boolean interruptible);

    /**
     * Waits while up to two words hold their expected values and the bell has not been rung; else as {@link #await}, and not
     * interruptible.
     *
     * @param firstOffset of a word, or {@link #NONE}
     * @param secondOffset of a word, or {@link #NONE}
     */
    void awaitAny(
            int firstOffset, int firstExpected, int secondOffset, int secondExpected, Bell bell, int round, long nanos);

    /** Wakes at most that many threads, of any process, that wait for the word. */
    void wake(int wordOffset, int count);

    /** Whether waiting is polling: then nobody needs to announce that he waits, nor to be woken. */
    boolean polls();

    /** The longest a waiter sleeps without looking for deaths that nobody told it of, in nanoseconds. */
    long backstopNanos();

    /** How often to look again, at short distance, before announcing that one waits. */
    int spins();
}
