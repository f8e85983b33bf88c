package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.CHANGED_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.SEMAPHORE_MANY_OFFSET;

import dev.sluice.memory.FileKind;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Presence;
import dev.sluice.sync.Standby;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: {@link Permits} are who holds what, and this is the waiting for them.
 *
 * <pre>
 *   acquire                                    release
 *   1 enough? they are acquired                1 they are given back: one store, then a full fence   SYNC(commit)
 *   2 not enough: wait for the change          2 wake one who waits, or all
 * </pre>
 *
 * <p>Killed after 1 of acquire: its permits are the others' again. Killed between 1 and 2 of release: the repair wakes everybody.
 * One who was woken and leaves permits behind, or leaves without any, passes the wake-up on. As soon as anybody has waited for
 * more than one permit, all are woken each time: what is too few for one may be enough for another.
 */
public final class SemaphoreEngine implements Holdings, Awaitable {
    /** How the handles of semaphores are made. */
    public static final Handle.Kind<SemaphoreEngine> KIND =
            new Handle.Kind<>(FileKind.SEMAPHORE, 0, Integer.MAX_VALUE, SemaphoreEngine::new);

    private final Shared shared;
    private final Region region;
    private final Attachment self;
    private final Entrance entrance;
    private final EventCount changed;
    private final Permits permits;

    SemaphoreEngine(Shared shared) {
        this.shared = shared;
        this.region = shared.region();
        this.self = shared.self();
        this.entrance = new Entrance(self);
        this.changed = shared.eventCount(CHANGED_OFFSET);
        this.permits = shared.parameter() <= PackedPermits.MOST
                ? new PackedPermits(region, self, shared.parameter())
                : new GuardedPermits(shared);
    }

    // ---- acquiring --------------------------------------------------------------------------------------------------

    /**
     * Acquires permits if they are available; waits for the guard only.
     *
     * @param count 0 or more
     */
    public boolean tryAcquire(int count, Deadline deadline) throws InterruptedException {
        return take(count, deadline, null);
    }

    /**
     * Waits for permits, and acquires them.
     *
     * @return false if the time was up
     */
    public boolean acquireWaiting(int count, Deadline deadline) throws InterruptedException {
        return Patience.spin(changed, () -> takeIfItSeems(count, deadline)) || acquireAsleep(count, deadline);
    }

    private boolean takeIfItSeems(int count, Deadline deadline) throws InterruptedException {
        return seemsAvailable(count) && take(count, deadline, null);
    }

    private boolean acquireAsleep(int count, Deadline deadline) throws InterruptedException {
        announce(count);
        boolean acquired = false;
        try {
            long[] audited = {System.nanoTime() - changed.backstopNanos()};
            acquired = Patience.sleep(shared, changed, deadline, () -> {
                if (takeIfItSeems(count, deadline)) {
                    return true;
                }
                if (System.nanoTime() - audited[0] >= changed.backstopNanos()) {
                    permits.audit();
                    audited[0] = System.nanoTime();
                }
                return false;
            });
            return acquired;
        } finally {
            if (seemsAvailable(1)) {
                if (acquired) {
                    signal();
                } else {
                    passOn();
                }
            }
        }
    }

    /**
     * Acquires permits for somebody who waits elsewhere, if they are available and he still wants them.
     *
     * @param claim asked under the guard, once it is certain that he gets them: not the user's code
     * @return whether he has got them
     */
    public boolean acquireFor(int count, BooleanSupplier claim, Deadline deadline) throws InterruptedException {
        announce(count);
        return seemsAvailable(count) && take(count, deadline, claim);
    }

    private boolean take(int count, Deadline deadline, @Nullable BooleanSupplier claim) throws InterruptedException {
        Presence mine = entrance.enter();
        Permits.Outcome outcome;
        try {
            outcome = permits.acquire(count, deadline, claim);
            if (outcome == Permits.Outcome.UNWANTED) {
                signal();
            }
        } catch (RuntimeException | InterruptedException thrownOnPurpose) {
            mine.exit();
            throw thrownOnPurpose;
        }
        mine.exit();
        return outcome == Permits.Outcome.ACQUIRED;
    }

    /** Acquires all that are available; returns how many. */
    public int drain() {
        Presence mine = entrance.enter();
        int drained;
        try {
            drained = permits.drain();
        } catch (RuntimeException thrownOnPurpose) {
            mine.exit();
            throw thrownOnPurpose;
        }
        mine.exit();
        return drained;
    }

    /** How many are available. */
    public int available() {
        return permits.available();
    }

    /** May be wrong at once. */
    private boolean seemsAvailable(int count) {
        int available = permits.glance();
        return available >= count || available == Permits.UNKNOWN;
    }

    // ---- releasing --------------------------------------------------------------------------------------------------

    /**
     * Gives permits back.
     *
     * @return whether this handle holds that many; if not, nothing has happened
     */
    public boolean release(int count) {
        Presence mine = entrance.enter();
        boolean released;
        try {
            released = permits.release(count); // SYNC(commit)
            if (released) {
                signal();
            }
        } catch (RuntimeException thrownOnPurpose) {
            mine.exit();
            throw thrownOnPurpose;
        }
        mine.exit();
        return released;
    }

    /** How many there are. */
    public int permits() {
        return permits.total();
    }

    /** What this handle holds. */
    public int held() {
        return permits.held();
    }

    // ---- waking -----------------------------------------------------------------------------------------------------

    /** Before looking whether there are so many: who releases after that look knows that one woken may not be enough. */
    private void announce(int count) {
        if (count > 1 && !isMany()) {
            region.setIntVolatile(SEMAPHORE_MANY_OFFSET, 1); // SYNC(many)
        }
    }

    private boolean isMany() {
        return region.getIntVolatile(SEMAPHORE_MANY_OFFSET) != 0; // SYNC(many)
    }

    /** After a commit and a full fence. */
    private void signal() {
        if (!changed.mayHaveWaiters()) {
            return;
        }
        if (!isMany()) {
            changed.signal();
            if (!isMany()) {
                return; // whoever was woken wants one
            }
        }
        changed.wakeAll();
    }

    @Override
    public void passOn() {
        if (isMany()) {
            changed.wakeAll();
        } else {
            changed.passOn();
        }
    }

    // ---- for one thread that waits for many -------------------------------------------------------------------------

    @Override
    public Path path() {
        return self.path();
    }

    @Override
    public void checkOpen() {
        self.checkOpen();
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
        return permits.glance();
    }

    // ---- death ------------------------------------------------------------------------------------------------------

    @Override
    public void settle(int deadOwner) {
        permits.settle(deadOwner);
    }

    @Override
    public void settleFor(Presence thread) {
        permits.settleFor(thread);
    }

    @Override
    public void wakeEverybody() {
        permits.wakeEverybody();
        changed.wakeAll();
    }

    @Override
    public void giveBack() {
        permits.giveBack(self.slot());
        changed.wakeAll();
    }
}
