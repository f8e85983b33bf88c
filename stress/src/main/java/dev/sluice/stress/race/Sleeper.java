package dev.sluice.stress.race;

import dev.sluice.memory.Region;
import dev.sluice.stress.crash.SimulatedWaiter;
import java.util.concurrent.TimeUnit;

/**
 * Sleeps on a word until it changes, and on nothing else: no backstop makes up for a lost wake-up. Whether one is lost is known,
 * not guessed from the time that passes: the other actor has returned, and after that the word still is what it was.
 */
final class Sleeper extends SimulatedWaiter {
    /** How a memory puts threads to sleep. */
    interface Bed {
        /** Sleeps while the word holds the expected value, for a moment at most. */
        void sleep(int wordOffset, int expected);

        void wake(int wordOffset, int count);
    }

    private static final int LOOKS = 1_000;

    /** Both asleep, of which only a broken protocol is capable: given up after so many naps, however long they take. */
    private static final int MOST_NAPS = 10_000;

    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Region region;
    private final int other;
    private final boolean polls;
    private final Bed bed;
    private boolean lastLook;

    /**
     * A waiter of an actor.
     *
     * @param other the number of the other one
     */
    Sleeper(Region region, int other, boolean polls, Bed bed) {
        this.region = region;
        this.other = other;
        this.polls = polls;
        this.bed = bed;
    }

    /** Before each race. */
    void begin() {
        lastLook = false;
    }

    @Override
    public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
        if (polls) {
            poll();
        } else if (interruptible && nanos < SHORT_NANOS) {
            sleepShortly(wordOffset, expected, nanos);
        } else {
            sleep(wordOffset, expected);
        }
    }

    /** The caller looks after each call: once more after the other one has returned, and then it is alone. */
    private void poll() {
        if (lastLook) {
            throw new Stranded();
        }
        lastLook = Referee.isDone(region, other);
        Thread.onSpinWait();
    }

    private void sleepShortly(int wordOffset, int expected, long nanos) {
        long begin = System.nanoTime();
        while (region.getIntVolatile(wordOffset) == expected && System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    private void sleep(int wordOffset, int expected) {
        int looks = 0;
        int naps = 0;
        while (region.getIntVolatile(wordOffset) == expected) {
            if (naps > MOST_NAPS || (Referee.isDone(region, other) && region.getIntVolatile(wordOffset) == expected)) {
                throw new Stranded();
            }
            if (++looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Referee.setAsleep(region, 1 - other, true);
                bed.sleep(wordOffset, expected);
                naps = Referee.isAsleep(region, other) ? naps + 1 : 0;
                Referee.setAsleep(region, 1 - other, false);
            }
        }
    }

    @Override
    public void wake(int wordOffset, int count) {
        bed.wake(wordOffset, count);
    }

    @Override
    public boolean polls() {
        return polls;
    }
}
