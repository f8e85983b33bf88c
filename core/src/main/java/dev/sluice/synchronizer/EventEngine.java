package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.memory.FileKind;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Presence;

/**
 * An event: a word of which bit 0 says that it is set, and the rest how often it has been. Who waits for it compares the whole
 * word with the one that it began with: so an event that was set and cleared again at once has not been missed.
 *
 * <p>Each change is one CAS. Killed before the waking: the repair wakes everybody.
 */
public final class EventEngine extends ValueHoldings {
    /** How the handles of events are made. */
    public static final Handle.Kind<EventEngine> KIND = new Handle.Kind<>(FileKind.EVENT, 0, 0, EventEngine::new);

    private static final long SET = 1;

    private final Shared shared;
    private final Region region;
    private final Attachment self;
    private final EventCount changed;

    EventEngine(Shared shared) {
        super(shared);
        this.shared = shared;
        this.region = shared.region();
        this.self = shared.self();
        this.changed = changed();
    }

    /** Whether it is set. */
    public boolean isSet() {
        self.checkOpen();
        return (region.getLongVolatile(VALUE_OFFSET) & SET) != 0;
    }

    /** Sets it, and wakes everybody who waits for that. */
    public void set() {
        Presence mine = entrance().enter();
        long word = word();
        while ((word & SET) == 0 && !region.compareAndSetLong(VALUE_OFFSET, word, word + 2 | SET)) { // SYNC(commit)
            word = word();
        }
        // Also if it was set already: whoever has set it may have been stopped before it could wake anybody.
        changed.signalAll();
        mine.exit();
    }

    /** Makes it not set. */
    public void clear() {
        self.checkOpen();
        long word = word();
        while ((word & SET) != 0 && !region.compareAndSetLong(VALUE_OFFSET, word, word & ~SET)) {
            word = word();
        }
    }

    private long word() {
        return region.getLongVolatile(VALUE_OFFSET); // SYNC(commit)
    }

    /** Where a wait begins. */
    public long begin() {
        self.checkOpen();
        return word();
    }

    /** Whether it is set, or has been since a wait began. */
    public boolean isSetSince(long begin) {
        long word = word();
        return (word & SET) != 0 || (word | SET) != (begin | SET);
    }

    /**
     * Waits until it is set, or has been since the wait began.
     *
     * @return false if the time was up
     */
    public boolean await(long begin, Deadline deadline) throws InterruptedException {
        return Patience.spin(changed, () -> isSetSince(begin))
                || Patience.sleep(shared, changed, deadline, () -> isSetSince(begin));
    }
}
