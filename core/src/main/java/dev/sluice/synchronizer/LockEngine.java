package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.CONDITIONS;
import static dev.sluice.layout.SynchronizerLayout.LOCK_DIED_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.memory.FileKind;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.OwnedWord;
import dev.sluice.sync.Presence;
import dev.sluice.sync.Repairs;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock: a {@link Turn} among the threads of a handle, then the word among the handles.
 *
 * <p>A thread is {@link Presence present} while it takes the lock or gives it back, and while it changes its conditions; not
 * while it holds it, which is user code and takes as long as it takes.
 *
 * <pre>
 *   repair after a participant
 *   1 its counts of those who wait for conditions: 0, then RECOUNT      killed: its slot is still taken: again
 *   2 if the word names it: DIED, then the word is freed                killed in between: the word still names it: again
 *   3 everybody is woken
 * </pre>
 */
public final class LockEngine implements Holdings {
    public static final Handle.Kind<LockEngine> KIND = new Handle.Kind<>(FileKind.LOCK, 0, 0, LockEngine::new);

    /** A lock may be held for long, and deaths are the watcher's news: who waits must not cost what can be measured. */
    private static final long LATEST_ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(64);

    private final Region region;
    private final Attachment self;
    private final OwnedWord word;
    private final Turn turn = new Turn();
    private final Waitings waitings;
    private final ConditionEngine[] conditions = new ConditionEngine[CONDITIONS];

    /** Of the thread that has taken the lock through this handle last: a guess. */
    private @Nullable Presence presence;

    /** Whether the owner before the present one died holding the lock and the present one has not been told; the owner's. */
    private boolean died;

    private LockEngine(Shared shared) {
        this.region = shared.region();
        this.self = shared.self();
        this.word = new OwnedWord(region, VALUE_OFFSET, shared.waiter(), self, shared.custodian(), LATEST_ASK_NANOS);
        this.waitings = new Waitings(region, self);
        for (int i = 0; i < CONDITIONS; i++) {
            conditions[i] = new ConditionEngine(this, shared, waitings, i);
        }
    }

    /** The condition of that number, which is the same one in all handles. */
    public ConditionEngine condition(int index) {
        return conditions[index];
    }

    /**
     * Takes the lock, once more if the thread holds it.
     *
     * @return false if the time was up
     * @throws dev.sluice.HandleClosedException if the handle is closed, also while waiting
     */
    public boolean acquire(Deadline deadline) throws InterruptedException {
        Presence mine = present();
        if (turn.isMine()) {
            self.checkOpen();
            deadline.checkInterrupt();
            turn.holds = Math.addExact(turn.holds, 1);
            return true;
        }
        return take(mine, deadline, 1);
    }

    /** Takes the lock, which this thread does not hold, so many times. */
    private boolean take(Presence mine, Deadline deadline, int holds) throws InterruptedException {
        mine.enter(self);
        boolean entered = false;
        boolean taken = false;
        try {
            entered = turn.enter(deadline);
            if (entered) {
                self.checkOpen();
                taken = deadline.atOnce() ? word.take() : word.spin() || word.takeWaiting(deadline);
            }
        } finally {
            if (!taken) {
                if (entered) {
                    turn.leave();
                }
                mine.exit();
            }
        }
        if (!taken) {
            return false;
        }
        // SYNC(presence): a last look, so that a handle which has been closed meanwhile is not handed the lock.
        if (self.isClosed()) {
            word.releaseFor(self.ownerId());
            turn.leave();
            mine.exit();
            self.checkOpen();
        }
        presence = mine;
        died = region.getIntVolatile(LOCK_DIED_OFFSET) != 0 && region.getAndSetInt(LOCK_DIED_OFFSET, 0) != 0;
        mine.exit();
        // Last, and no call: a thread that a stack overflow throws out before this line does not hold the lock.
        turn.holds = holds;
        return true;
    }

    /** Takes the lock again, as often as the thread has held it before. */
    void takeAgain(int holds) {
        try {
            take(present(), Deadline.UNINTERRUPTED, holds);
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    /** Gives the lock back, or one of the times that the thread holds it. */
    public void release() {
        Presence mine = present();
        checkOwner();
        if (turn.holds > 1) {
            self.checkOpen();
            turn.holds--;
            return;
        }
        mine.enter(self);
        giveBack(mine);
    }

    /** Gives the lock back altogether; the thread is present, and is not afterwards. */
    private void giveBack(Presence mine) {
        turn.holds = 0;
        died = false;
        // A CAS, not a mere store: a handle that is being closed gives the word back by itself, once.
        boolean given = word.giveBack();
        turn.leave();
        if (given) {
            word.signal();
        }
        mine.exit();
        if (!given) {
            self.checkOpen();
            throw word.notMine();
        }
    }

    /**
     * Of a thread that has {@link #enterHeld entered}: gives the lock back altogether, and returns how often it held it.
     *
     * @param unseen whether it has taken the lock by itself only: then a death that it heard of is the next owner's to hear
     */
    int giveBackAll(boolean unseen) {
        int holds = turn.holds;
        if (unseen) {
            tellNext();
        }
        giveBack(present0());
        return holds;
    }

    /**
     * Begins a change of what the lock guards in the file, by the thread that holds it: until {@link #exitHeld} a handle that
     * closes waits for it.
     */
    void enterHeld() {
        Presence mine = present();
        checkOwner();
        mine.enter(self);
        VarHandle.fullFence(); // SYNC(presence)
        if (self.isClosed()) {
            mine.exit();
            self.checkOpen();
        }
    }

    void exitHeld() {
        present0().exit();
    }

    /** The calling thread's presence, in order. */
    private Presence present() {
        Presence mine = present0();
        if (mine.isStale()) {
            mine.heal();
        }
        return mine;
    }

    private Presence present0() {
        return Presence.ofThread(presence);
    }

    /** Ends the call unless the calling thread holds the lock. */
    void checkOwner() {
        if (!turn.isMine()) {
            self.checkOpen();
            throw new IllegalMonitorStateException(
                    self.path() + ": this thread does not hold the lock through this handle");
        }
    }

    /** Whether the calling thread holds the lock. */
    public boolean isMine() {
        return holds() > 0;
    }

    /** How often the calling thread holds the lock. */
    public int holds() {
        return turn.isMine() && !self.isClosed() ? turn.holds : 0;
    }

    /** Whether anybody holds the lock. */
    public boolean isLocked() {
        return !word.isFree();
    }

    /** Whether the owner before the calling thread died; true for one call. */
    public boolean tellDeath() {
        checkOwner();
        self.checkOpen();
        boolean tell = died;
        died = false;
        return tell;
    }

    @Override
    public void settle(int deadOwner) {
        waitings.forget(Attachment.slotOf(deadOwner));
        if (word.isOwnedBy(deadOwner)) {
            region.setIntVolatile(LOCK_DIED_OFFSET, 1);
            word.releaseFor(deadOwner);
            Repairs.report(self.path(), "it");
        }
    }

    @Override
    public void settleFor(Presence thread) {
        // What it was counting for the conditions may be half done; the counts in the slots are still the truth.
        waitings.recount();
        Thread owner = turn.owner();
        if (owner != null && thread.isOf(owner) && turn.holds == 0) {
            word.releaseFor(self.ownerId());
            turn.leave();
        }
    }

    @Override
    public void wakeEverybody() {
        if (self.isClosed()) {
            turn.end();
        }
        word.wakeAll();
        for (ConditionEngine condition : conditions) {
            condition.wakeAll();
        }
    }

    /** Killed after it: the repair after this owner says so too. */
    private void tellNext() {
        if (died) {
            region.setIntVolatile(LOCK_DIED_OFFSET, 1);
        }
    }

    @Override
    public void giveBack() {
        waitings.forget(self.slot());
        if (word.isMine()) {
            tellNext(); // an owner that has not asked, perhaps as it was about to return from a wait
        }
        word.releaseFor(self.ownerId());
    }
}
