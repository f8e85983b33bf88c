package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.memory.FileKind;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Presence;

/**
 * A number. Each change is one atomic access, a full fence, after which those who wait are woken, to see for themselves. Killed
 * in between: the repair wakes everybody.
 */
public final class CounterEngine extends ValueHoldings {
    /** How the handles of counters are made. */
    public static final Handle.Kind<CounterEngine> KIND = new Handle.Kind<>(FileKind.COUNTER, 0, 0, CounterEngine::new);

    /** What somebody waits for. */
    public enum Bound {
        AT_LEAST,
        AT_MOST;

        /** Whether a value keeps it. */
        public boolean admits(long value, long bound) {
            return this == AT_LEAST ? value >= bound : value <= bound;
        }
    }

    private final Shared shared;
    private final Region region;
    private final Attachment self;
    private final EventCount changed;

    CounterEngine(Shared shared) {
        super(shared);
        this.shared = shared;
        this.region = shared.region();
        this.self = shared.self();
        this.changed = changed();
    }

    public long get() {
        self.checkOpen();
        return value();
    }

    public void set(long value) {
        Presence mine = entrance().enter();
        region.setLongVolatile(VALUE_OFFSET, value); // SYNC(commit)
        changed.signalAll();
        mine.exit();
    }

    /** Adds, and returns the value before. */
    public long getAndAdd(long delta) {
        Presence mine = entrance().enter();
        long before = region.getAndAddLong(VALUE_OFFSET, delta); // SYNC(commit)
        changed.signalAll();
        mine.exit();
        return before;
    }

    /** Sets it if it is what is expected; whether it was. */
    public boolean compareAndSet(long expected, long value) {
        Presence mine = entrance().enter();
        boolean changes = region.compareAndSetLong(VALUE_OFFSET, expected, value); // SYNC(commit)
        if (changes) {
            changed.signalAll();
        }
        mine.exit();
        return changes;
    }

    /**
     * Waits until the value keeps to the bound.
     *
     * @return false if the time was up
     */
    public boolean await(Bound kind, long bound, Deadline deadline) throws InterruptedException {
        return Patience.spin(changed, () -> isWithin(kind, bound))
                || Patience.sleep(shared, changed, deadline, () -> isWithin(kind, bound));
    }

    private boolean isWithin(Bound kind, long bound) {
        return kind.admits(value(), bound);
    }

    /** As {@link #get}, also when the handle is closed: for those who look at that elsewhere. */
    public long value() {
        return region.getLongVolatile(VALUE_OFFSET); // SYNC(commit)
    }
}
