package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.CHANGED_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.sync.EventCount;
import dev.sluice.sync.Presence;
import dev.sluice.sync.Standby;
import java.nio.file.Path;

/**
 * What is all in one word that each operation changes in one step: nobody holds anything, and there is nothing to finish. Who
 * waits is told of a change together with all others, so nobody has a wake-up to pass on.
 */
abstract class ValueHoldings implements Holdings, Awaitable {
    private final Shared shared;
    private final EventCount changed;
    private final Entrance entrance;

    ValueHoldings(Shared shared) {
        this.shared = shared;
        this.changed = shared.eventCount(CHANGED_OFFSET);
        this.entrance = new Entrance(shared.self());
    }

    EventCount changed() {
        return changed;
    }

    /** For who changes the word, until those who wait have been told. */
    Entrance entrance() {
        return entrance;
    }

    @Override
    public void settle(int deadOwner) {
        // It was done or it was not.
    }

    @Override
    public void settleFor(Presence thread) {
        // It was done or it was not.
    }

    @Override
    public void wakeEverybody() {
        changed.wakeAll();
    }

    @Override
    public void giveBack() {
        // It holds nothing.
    }

    @Override
    public Path path() {
        return shared.self().path();
    }

    @Override
    public void checkOpen() {
        shared.self().checkOpen();
    }

    @Override
    public Standby standby() {
        return new Standby(shared.waiter(), changed, changed);
    }

    @Override
    public int spins() {
        return changed.spins();
    }

    @Override
    public long glance() {
        return shared.region().getLongVolatile(VALUE_OFFSET);
    }

    @Override
    public void passOn() {
        // All others have been woken as well. To wake one would clear the flag of those who sleep on.
    }
}
