package dev.sluice.synchronizer;

import static dev.sluice.layout.SynchronizerLayout.ARRIVED;
import static dev.sluice.layout.SynchronizerLayout.BARRIER_ARRIVED_MASK;
import static dev.sluice.layout.SynchronizerLayout.BARRIER_BROKEN;
import static dev.sluice.layout.SynchronizerLayout.BARRIER_GENERATION_SHIFT;
import static dev.sluice.layout.SynchronizerLayout.CHANGED_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.SENT_AWAY;
import static dev.sluice.layout.SynchronizerLayout.SLOT_ARRIVAL;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Presence;
import dev.sluice.sync.Standby;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A barrier: one word of generation, broken bit and number of the arrived; the package documentation has the protocol.
 *
 * <pre>
 *   arriving                                                         killed after the line
 *   1 the slot's word: this generation, ARRIVED                      repair breaks the barrier if it still is this generation
 *   2 CAS of the word: one more, or for the last: next generation    the same; if it was the last, all have passed
 *   3 the last wakes all                                             repair wakes all
 * </pre>
 */
public final class BarrierEngine implements Holdings, Awaitable {
    public static final int MOST_PARTIES = 1 << 20;

    public static final Handle.Kind<BarrierEngine> KIND =
            new Handle.Kind<>(FileKind.BARRIER, 1, MOST_PARTIES, BarrierEngine::new);

    /** How a generation has ended. */
    private enum End {
        TRIPPED,
        BROKEN
    }

    /** One generation, for those of this handle who have arrived in it. */
    private static final class Round {
        final long generation;
        volatile @Nullable End end;

        Round(long generation) {
            this.generation = generation;
        }
    }

    /** That somebody has arrived. */
    public static final class Arrival {
        private final Round round;
        private final int index;

        private Arrival(Round round, int index) {
            this.round = round;
            this.index = index;
        }

        /** How many were missing then: 0 for the last one. */
        public int index() {
            return index;
        }
    }

    private final Shared shared;
    private final Region region;
    private final Attachment self;
    private final int parties;
    private final EventCount changed;

    /** Held by threads of this handle, shortly, to write the slot's word and to read what became of a generation from it. */
    private final ReentrantLock slotLock = new ReentrantLock();

    private final int slotWord;

    /** The generation in which the slot's word says that a thread has arrived, if one has; under the slot's lock. */
    private @Nullable Round current;

    private BarrierEngine(Shared shared) {
        this.shared = shared;
        this.region = shared.region();
        this.self = shared.self();
        this.parties = shared.parameter();
        this.changed = shared.eventCount(CHANGED_OFFSET);
        this.slotWord = wordOf(self.slot());
    }

    private static int wordOf(int slot) {
        return ParticipantLayout.slotOffset(slot) + SLOT_ARRIVAL;
    }

    public int parties() {
        return parties;
    }

    private long state() {
        long state = region.getLongVolatile(VALUE_OFFSET); // SYNC(barrier)
        if (arrived(state) >= parties) {
            throw self.corrupt(arrived(state) + " have arrived at a barrier of " + parties);
        }
        return state;
    }

    private static int arrived(long state) {
        return (int) (state & BARRIER_ARRIVED_MASK);
    }

    private static boolean broken(long state) {
        return (state & BARRIER_BROKEN) != 0;
    }

    private static long generation(long state) {
        return state >>> BARRIER_GENERATION_SHIFT;
    }

    private static long stateOf(long generation) {
        return generation << BARRIER_GENERATION_SHIFT;
    }

    /** How many have arrived and wait. */
    public int waiting() {
        return arrived(state());
    }

    public boolean isBroken() {
        return broken(state());
    }

    /**
     * Arrives, and does not wait. Whoever has arrived and stops waiting must {@link #breakIt break} the barrier.
     *
     * @throws BrokenBarrierException if the barrier is broken
     */
    public Arrival arrive() throws BrokenBarrierException {
        Presence mine = Presence.ofThread(null);
        if (mine.isStale()) {
            mine.heal();
        }
        mine.enter(self);
        Arrival arrival;
        try {
            VarHandle.fullFence(); // SYNC(presence)
            self.checkOpen();
            arrival = arrivePresent();
        } catch (RuntimeException closedOrDamaged) {
            mine.exit();
            throw closedOrDamaged;
        }
        mine.exit();
        if (arrival == null) {
            throw new BrokenBarrierException(self.path() + ": the barrier is broken; reset it");
        }
        return arrival;
    }

    /** Null if it is broken. */
    private @Nullable Arrival arrivePresent() {
        while (true) {
            long state = state();
            if (broken(state)) {
                return null;
            }
            Round round = sign(generation(state));
            int before = arrived(state);
            boolean last = before + 1 == parties;
            long next = last ? stateOf(round.generation + 1) : state + 1;
            if (region.compareAndSetLong(VALUE_OFFSET, state, next)) { // SYNC(barrier)
                if (last) {
                    changed.signalAll();
                }
                return new Arrival(round, parties - 1 - before);
            }
        }
    }

    /**
     * Says in the slot that this participant is arriving in a generation, before it does. If the generation is over by now, the
     * CAS that follows will fail, and what the slot said before is not needed: it has been taken note of.
     */
    private Round sign(long generation) {
        slotLock.lock();
        try {
            Round round = current;
            if (round != null && round.generation == generation) {
                return round;
            }
            Round next = new Round(generation);
            if (generation(state()) != generation) {
                return next; // the slot may speak of a newer one by now
            }
            if (round != null) {
                resolve(round);
            }
            region.setLongVolatile(slotWord, stateOf(generation) | ARRIVED); // SYNC(arrival)
            current = next;
            return next;
        } finally {
            slotLock.unlock();
        }
    }

    /** A generation that is over has tripped, unless whoever reset the barrier has left word in the slot. */
    private void resolve(Round round) {
        if (round.end == null) {
            boolean sentAway = (region.getLongVolatile(slotWord) & SENT_AWAY) != 0;
            round.end = sentAway ? End.BROKEN : End.TRIPPED;
        }
    }

    private @Nullable End end(Round round) {
        if (round.end == null) {
            long state = state();
            if (generation(state) == round.generation) {
                return broken(state) ? End.BROKEN : null;
            }
            slotLock.lock();
            try {
                resolve(round);
            } finally {
                slotLock.unlock();
            }
        }
        return round.end;
    }

    /** Whether all have arrived. */
    public boolean isTripped(Arrival arrival) {
        return end(arrival.round) == End.TRIPPED;
    }

    /** Whether those who had arrived are not waited for any more. */
    public boolean isBroken(Arrival arrival) {
        return end(arrival.round) == End.BROKEN;
    }

    /**
     * Arrives and waits for the others.
     *
     * @return the index of arrival: 0 for the last
     * @throws TimeoutException if the time was up; the barrier is broken
     * @throws InterruptedException if interrupted; the barrier is broken
     * @throws BrokenBarrierException if it was or is broken, or reset
     */
    public int await(Deadline deadline) throws InterruptedException, BrokenBarrierException, TimeoutException {
        self.checkOpen();
        if (!isBroken() && Thread.interrupted()) {
            breakIt();
            throw new InterruptedException();
        }
        Arrival arrival = arrive();
        if (arrival.index != 0) {
            sleep(arrival.round, deadline);
        }
        return arrival.index;
    }

    private TimeoutException left(boolean interrupted) throws InterruptedException {
        if (interrupted && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return new TimeoutException(self.path() + ": not all parties have arrived in time; the barrier is broken");
    }

    private void sleep(Round round, Deadline deadline)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        for (int i = changed.spins(); i > 0 && end(round) == null; i--) {
            Thread.onSpinWait();
        }
        for (int asleep = 0; ; asleep++) {
            int key = changed.prepare();
            End end = end(round);
            if (end == End.TRIPPED) {
                return;
            }
            self.checkOpen();
            if (end == End.BROKEN) {
                throw new BrokenBarrierException(self.path() + ": the barrier has been broken; reset it");
            }
            boolean interrupted =
                    deadline.interruptible() && Thread.currentThread().isInterrupted();
            if (interrupted || deadline.expired()) {
                if (breakIn(round)) {
                    throw left(interrupted);
                }
                continue; // somebody else was quicker: it has an end
            }
            changed.await(key, asleep, deadline.remaining(changed.backstopNanos()), deadline.interruptible());
        }
    }

    /** Breaks the barrier, if this generation is under way; whether it was. */
    private boolean breakIn(Round round) {
        return breakIn(round.generation);
    }

    private boolean breakIn(long generation) {
        while (true) {
            long state = region.getLongVolatile(VALUE_OFFSET);
            if (generation(state) != generation || broken(state)) {
                return false;
            }
            if (region.compareAndSetLong(VALUE_OFFSET, state, stateOf(generation) | BARRIER_BROKEN)) { // SYNC(barrier)
                changed.wakeAll();
                return true;
            }
        }
    }

    /** Breaks the barrier on behalf of one who has arrived, if the others have not yet passed it. */
    public void breakIt(Arrival arrival) {
        breakIn(arrival.round);
    }

    private void breakIt() {
        breakIn(generation(state()));
    }

    /** Breaks the barrier for those who wait, and mends it for those who come. */
    public void reset() {
        self.checkOpen();
        long state = state();
        if (arrived(state) == 0 && !broken(state)) {
            return;
        }
        long generation = generation(state);
        breakIn(generation);
        if (generation(state()) != generation || !isBroken()) {
            return; // it has tripped, or another one has reset it
        }
        // Whoever wakes only after the next line but two finds word in its slot. Killed before it: it stays broken.
        for (int slot = new Participants(region).slotsUsed(self) - 1; slot >= 0; slot--) {
            region.compareAndSetLong(
                    wordOf(slot), stateOf(generation) | ARRIVED, stateOf(generation) | SENT_AWAY); // SYNC(arrival)
        }
        region.compareAndSetLong(
                VALUE_OFFSET, stateOf(generation) | BARRIER_BROKEN, stateOf(generation + 1)); // SYNC(barrier)
        changed.wakeAll();
    }

    @Override
    public void settle(int deadOwner) {
        abandon(wordOf(Attachment.slotOf(deadOwner)));
    }

    /** If its participant has arrived, nobody waits in vain for the others; then the word is that of nobody. */
    private void abandon(int word) {
        long arrival = region.getLongVolatile(word); // SYNC(arrival)
        if (arrival != 0) {
            breakIn(generation(arrival));
            region.setLongVolatile(word, 0);
        }
    }

    @Override
    public void settleFor(Presence thread) {
        // It may have arrived and will not wait: to the others that is what a death is. Other threads of this handle
        // may wait,
        // so the word stays; and the slot's lock may be what the thread could not give back.
        long arrival = region.getLongVolatile(slotWord);
        if (arrival != 0) {
            breakIn(generation(arrival));
        }
    }

    @Override
    public void wakeEverybody() {
        changed.wakeAll();
    }

    @Override
    public void giveBack() {
        slotLock.lock();
        try {
            Round round = current;
            if (round != null) {
                breakIn(round);
                // Whoever has not woken yet will not find the slot's word.
                if (generation(region.getLongVolatile(VALUE_OFFSET)) == round.generation) {
                    round.end = End.BROKEN;
                } else {
                    resolve(round);
                }
            }
            region.setLongVolatile(slotWord, 0);
        } finally {
            slotLock.unlock();
        }
    }

    // ---- for those who wait elsewhere -------------------------------------------------------------------------------

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
        return region.getLongVolatile(VALUE_OFFSET);
    }

    @Override
    public void passOn() {
        // All others have been woken as well.
    }
}
