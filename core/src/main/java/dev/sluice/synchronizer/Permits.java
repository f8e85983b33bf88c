package dev.sluice.synchronizer;

import dev.sluice.sync.Deadline;
import dev.sluice.sync.Presence;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds how many of a semaphore's permits. Nothing in here waits for permits, or wakes who does. Whoever changes anything has
 * {@linkplain Entrance announced} himself.
 */
interface Permits {
    /** Not to be known at a glance. */
    int UNKNOWN = -1;

    /** How many there are. */
    int total();

    /** How many are available, or {@link #UNKNOWN}; also when the handle is closed. May be wrong at once. */
    int glance();

    /** How many are available. */
    int available();

    /**
     * Acquires permits if they are available.
     *
     * @param count 0 or more
     * @param claim who wants them, asked only if he can have them, and whether he still does: not the user's code; null if that
     *     is certain
     */
    Outcome acquire(int count, Deadline deadline, @Nullable BooleanSupplier claim) throws InterruptedException;

    /** How an attempt to acquire ended. */
    enum Outcome {
        ACQUIRED,
        TOO_FEW,
        /** Nobody wants them any more. For a moment they may have been missing to others, who have to be woken. */
        UNWANTED
    }

    /** Acquires all that are available; returns how many. */
    int drain();

    /**
     * Gives permits back. A full fence, if there were any to be given back.
     *
     * @return whether this handle holds so many; if not, nothing has happened
     */
    boolean release(int count);

    /** What this handle holds. */
    int held();

    /**
     * Looks whether what is said to be held is held by somebody, for one who has waited for long.
     *
     * @throws dev.sluice.CorruptFileException if it is not
     */
    void audit();

    /** Gives back what the participant in a slot holds, which does nothing any more. May be done twice. A full fence. */
    void giveBack(int slot);

    /** Puts in order what a dead participant was at, and gives back what it held. May be done twice. */
    void settle(int deadOwner);

    /** The same for a thread of this participant that was thrown out of an operation; this participant keeps its permits. */
    void settleFor(Presence thread);

    /** Wakes whoever waits for a guard. */
    void wakeEverybody();
}
