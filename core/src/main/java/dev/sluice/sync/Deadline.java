package dev.sluice.sync;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long a call may wait as a whole, and whether an interrupt ends it. */
public final class Deadline {
    /** Waits as long as it takes, but an interrupt ends the wait. */
    public static final Deadline NEVER = new Deadline(true, false, 0);

    /** Waits as long as it takes; an interrupt is left for later. For calls that wait for a guard at most. */
    public static final Deadline UNINTERRUPTED = new Deadline(false, false, 0);

    /** Does not wait at all. */
    public static final Deadline AT_ONCE = new Deadline(false, true, System.nanoTime());

    private final boolean interruptible;
    private final boolean limited;
    private final long end;

    private Deadline(boolean interruptible, boolean limited, long end) {
        this.interruptible = interruptible;
        this.limited = limited;
        this.end = end;
    }

    /** Ends that long after now; not positive means at once. */
    public static Deadline after(long timeout, TimeUnit unit) {
        // Half the range of nanoTime is 146 years: comparisons by subtraction stay right.
        Objects.requireNonNull(unit, "unit");
        long nanos = Math.min(unit.toNanos(timeout), Long.MAX_VALUE / 2);
        return new Deadline(true, true, System.nanoTime() + Math.max(0, nanos));
    }

    /** Whether the call must not even wait for a guard. */
    public boolean atOnce() {
        return this == AT_ONCE;
    }

    public boolean interruptible() {
        return interruptible;
    }

    /** Nanoseconds left, at most the given slice; 0 or less when time is up. */
    public long remaining(long slice) {
        return limited ? Math.min(slice, end - System.nanoTime()) : slice;
    }

    public boolean expired() {
        return limited && end - System.nanoTime() <= 0;
    }

    /** Ends the call if its thread is interrupted and the call cares. */
    public void checkInterrupt() throws InterruptedException {
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
