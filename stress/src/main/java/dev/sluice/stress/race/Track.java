package dev.sluice.stress.race;

import dev.sluice.memory.Region;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One actor's way through a stride: some hundred states, which both actors pass at the same time, as in jcstress. They meet
 * before and after, and spin for each other there; in half of the strides at each state as well, or else the quicker one would be
 * far ahead after a few.
 */
final class Track {
    /** Bytes of the control words. */
    static final int BYTES = 4096;

    private static final int ARRIVED = 0;
    private static final int PROGRESS = 256;
    private static final int ORDERS = 512;
    private static final int LINES = 128;
    private static final int SPINS = 50_000;

    /** In a stride without steps there is nothing between the acts. */
    private static final int MOST_JITTER = 15;

    private final Region control;
    private final int actor;
    private final BooleanSupplier alone;
    private int meetings;
    private int steps;
    private int random;

    /**
     * A way of an actor.
     *
     * @param alone whether the other one is gone, and will not come
     */
    Track(Region control, int actor, BooleanSupplier alone) {
        this.control = control;
        this.actor = actor;
        this.alone = alone;
        this.random = 0x9E37_79B9 + actor;
    }

    /** Waits until the other one has come as far; all that it has stored until then is seen. */
    void meet() {
        await(ARRIVED, ++meetings);
    }

    private void await(int offset, int count) {
        control.setIntVolatile(offset + actor * LINES, count);
        int spins = 0;
        while (control.getIntVolatile(offset + (1 - actor) * LINES) - count < 0) {
            Thread.onSpinWait();
            if (++spins % SPINS == 0) {
                if (alone.getAsBoolean()) {
                    throw new IllegalStateException("the other actor is gone");
                }
                LockSupport.parkNanos(1_000);
            }
        }
    }

    /** Plays the actor in all places, one after the other. */
    void run(Place[] places, boolean inStep, boolean timed) {
        for (Place place : places) {
            if (inStep) {
                await(PROGRESS, ++steps);
                jitter();
            }
            if (timed) {
                place.playTimed(actor);
            } else {
                place.play(actor);
            }
        }
    }

    /** Who begins a little earlier is sometimes this one, sometimes that one. */
    private void jitter() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        for (int i = random & MOST_JITTER; i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /** A number that the first actor has for the second one, given and asked for between two meetings. */
    void order(int index, int number) {
        control.setInt(ORDERS + index * Integer.BYTES, number);
    }

    int order(int index) {
        return control.getInt(ORDERS + index * Integer.BYTES);
    }
}
