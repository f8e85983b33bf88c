package dev.sluice.deque;

import dev.sluice.DequeStats;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.Departure;
import dev.sluice.sync.Membership;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Standby;
import dev.sluice.sync.Waiter;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One handle of a deque of bytes: offers the operations, detaches. No user code runs in here, and no operation but
 * those with a {@link Deadline} waits for anything but guards.
 */
public final class DequeEngine {
    private final Region region;
    private final Path path;
    private final Identity identity;
    private final DequeParts parts;
    private final Indices indices;
    private final Participants participants;
    private final Recovery<DequeEstate> recovery;
    private final Attachment self;
    private final Departure departure;
    private final Insertion insertion;
    private final Removal removal;
    private final Bulk bulk;
    private final Interior interior;
    private final Handover handover;
    private final Indexed indexed;
    private final Batches batches;
    private final Joining joining;
    private final Waiter waiter;

    DequeEngine(Recovery<DequeEstate> recovery, Identity identity, @Nullable Membership membership) {
        this.recovery = recovery;
        this.parts = recovery.estate().parts();
        this.region = parts.region();
        this.path = parts.path();
        this.indices = parts.indices();
        this.identity = identity;
        this.participants = recovery.participants();
        this.self = recovery.self();
        this.departure = new Departure(recovery, membership);
        this.insertion = new Insertion(parts, identity, self, recovery);
        this.removal = new Removal(parts, insertion, self, recovery);
        this.bulk = new Bulk(parts, identity, insertion);
        this.interior = new Interior(parts, insertion);
        this.handover = new Handover(parts, identity, insertion);
        this.indexed = new Indexed(parts, identity, insertion);
        this.batches = new Batches(parts, identity, insertion, removal, bulk);
        this.joining = new Joining(parts, self, recovery);
        this.waiter = parts.waiter();
    }

    // ---- the file ---------------------------------------------------------------------------------------------------

    public Path path() {
        return path;
    }

    public Identity identity() {
        return identity;
    }

    public int maxElementBytes() {
        return RecordLayout.maxLength(identity.ringBytes());
    }

    /** Ends the call if the handle is closed. */
    public void checkOpen() {
        self.checkOpen();
    }

    public boolean isClosed() {
        return self.isClosed();
    }

    // ---- the ends ---------------------------------------------------------------------------------------------------

    /** Inserts if there is room. */
    public boolean offer(End end, Payload payload) {
        try {
            return insertion.tryInsert(end, payload, Deadline.UNINTERRUPTED) == Outcome.DONE;
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Inserts, waiting for room; returns false if the time was up. */
    public boolean put(End end, Payload payload, Deadline deadline) throws InterruptedException {
        return insertion.insert(end, payload, deadline);
    }

    /** Removes if there is an element. */
    public boolean poll(End end, Payload sink) {
        if (isSurelyEmpty()) {
            return false;
        }
        try {
            return removal.tryRemove(end, sink, Deadline.UNINTERRUPTED) == Outcome.DONE;
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Removes, waiting for an element; returns false if the time was up. */
    public boolean take(End end, Payload sink, Deadline deadline) throws InterruptedException {
        return removal.remove(end, sink, deadline);
    }

    /** Reads without removing. */
    public boolean peek(End end, Payload sink) {
        try {
            return removal.peek(end, sink, Deadline.UNINTERRUPTED) == Outcome.DONE;
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The size at one moment during the call. */
    public int size() {
        self.checkOpen();
        parts.headGuard().healOwn();
        int size = indices.sizeWithoutGuard();
        return size >= 0 && size <= identity.capacity() ? size : sizeWithGuard();
    }

    /** Whether the deque was empty at one moment during the call; false may also mean that it did not keep still. */
    public boolean isSurelyEmpty() {
        if (indices.looksStocked()) {
            return false;
        }
        indices.breathe();
        if (indices.sizeWithoutGuard() != 0) {
            return false;
        }
        parts.headGuard().healOwn(); // who looks again and again will not come to a guard
        return true;
    }

    /** Whether there was an element when the tail was last looked at from the head's side: a hint, which costs next to nothing. */
    public boolean looksStocked() {
        return indices.looksStocked();
    }

    private int sizeWithGuard() {
        try {
            parts.headGuard().acquire(Deadline.UNINTERRUPTED);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        try {
            long head = indices.head();
            long tail = indices.tailAcquire();
            parts.ring().check(head, tail);
            return Index.count(head, tail);
        } finally {
            parts.headGuard().release();
        }
    }

    // ---- for those who wait elsewhere -------------------------------------------------------------------------------

    /** As {@link #offer}, but gives up rather than wait, be it for a guard. */
    public boolean offerAtOnce(End end, Payload payload) {
        return uninterrupted(() -> insertion.tryInsert(end, payload, Deadline.AT_ONCE)) == Outcome.DONE;
    }

    /** As {@link #poll}, but gives up rather than wait, be it for a guard. */
    public boolean pollAtOnce(End end, Payload sink) {
        return !isSurelyEmpty() && uninterrupted(() -> removal.tryRemove(end, sink, Deadline.AT_ONCE)) == Outcome.DONE;
    }

    /**
     * Takes in one step for all that can be served, at most so many.
     *
     * @param sink gets their elements, in the order of the claims
     * @return how many, or a negative number if the guards could not be had in time
     */
    public int takeFor(End end, int max, Batch sink, Takers takers, Deadline deadline) {
        return uninterrupted(() -> handover.take(end, max, sink, takers, deadline));
    }

    /**
     * Puts in one step on behalf of all that can be served.
     *
     * @return how many, or a negative number if the guards could not be had in time
     * @throws dev.sluice.DequeShutdownException if the deque is shut down; nobody has been claimed
     */
    public int putFor(End end, Putters putters, Deadline deadline) {
        return uninterrupted(() -> handover.put(end, putters, deadline));
    }

    /** Ends the call if nothing will come any more. */
    public void requireNotDrained() {
        removal.requireNotDrained();
    }

    /** Whether the deque looks empty, at the moment or for somebody else. */
    public boolean seemsEmpty() {
        return indices.seemsEmpty();
    }

    /** Waiting for elements and for room at once; of one thread. */
    public Standby standby() {
        return new Standby(waiter, parts.notEmpty(), parts.notFull());
    }

    /** Hands on a wake-up for an element, or for room, that was not made use of. */
    public void passOn(boolean element) {
        if (element) {
            parts.notEmpty().passOn();
        } else {
            insertion.passOnNotFull();
        }
    }

    /** How often to look again before waiting. */
    public int spins() {
        return waiter.spins();
    }

    // ---- several at once --------------------------------------------------------------------------------------------

    /** What {@link Bulk} and {@link Interior} do, without anything that interrupts. */
    interface Uninterrupted<T> {
        T call() throws InterruptedException;
    }

    static <T> T uninterrupted(Uninterrupted<T> operation) {
        try {
            return operation.call();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Operations by index, and on the order. */
    public Indexed indexed() {
        return indexed;
    }

    /** Batches that may be done in part. */
    public Batches batches() {
        return batches;
    }

    /** Appends all or nothing; returns whether. */
    public boolean appendAll(Batch batch) {
        return uninterrupted(() -> bulk.appendAll(batch));
    }

    /** Puts back before the first what was drained, from the given one on, if it fits; returns whether. */
    public boolean prependAll(Batch batch, int from) {
        return uninterrupted(() -> bulk.prependAll(batch, from));
    }

    /** Makes room for what a drain of that many would take now. */
    public void reserve(Batch sink, int max) {
        bulk.reserve(sink, max);
    }

    /** Takes up to that many from the head, in one step. */
    public int drain(int max, Batch sink) {
        return drain(max, Integer.MAX_VALUE, sink);
    }

    /** As {@link #drain(int, Batch)}, and not more than so many bytes together, unless it is one element. */
    public int drain(int max, int mostBytes, Batch sink) {
        try {
            return bulk.drain(max, mostBytes, sink);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public void clear() {
        uninterrupted(bulk::clear);
    }

    /** All elements as they are at one moment. */
    public Batch snapshot() {
        Batch batch = new Batch();
        uninterrupted(() -> {
            bulk.snapshot(batch);
            return batch;
        });
        return batch;
    }

    /** Removes that very element if it is still there. */
    public boolean remove(int stamp, End from) {
        return uninterrupted(() -> interior.remove(stamp, from));
    }

    /**
     * Removes that element if all that stand between it and the end have been looked at; null if another one does.
     *
     * @param passed the stamps of those that have been looked at, sorted
     * @param newcomers gets those that have not, from that end on
     */
    public @Nullable Boolean removeOccurrence(int stamp, End from, int[] passed, Batch newcomers) {
        Interior.Found found = uninterrupted(() -> interior.removeOccurrence(stamp, from, passed, newcomers));
        return found == Interior.Found.OVERTAKEN ? null : Boolean.valueOf(found == Interior.Found.REMOVED);
    }

    /** Removes, in one step, those of these elements that are still there. */
    public int removeAll(int[] sortedStamps) {
        return uninterrupted(() -> interior.removeAll(sortedStamps));
    }

    // ---- joinable work ----------------------------------------------------------------------------------------------

    /**
     * Counts tasks that this handle has taken as done.
     *
     * @throws IllegalStateException if it has not that many in hand, or the deque is not joinable, as for the others here
     */
    public void taskDone(int count) {
        joining.done(count);
    }

    /** Waits until nothing is in the deque or in anybody's hands; returns false if the time was up. */
    public boolean awaitAllDone(Deadline deadline) throws InterruptedException {
        return joining.await(deadline);
    }

    /** What is in the deque or in anybody's hands, at one moment during the call. */
    public long unfinished() {
        return uninterrupted(joining::unfinished);
    }

    /** What was in the hands of those who have died or closed. */
    public long abandoned() {
        return joining.abandoned();
    }

    // ---- life -------------------------------------------------------------------------------------------------------

    public boolean isShutDown() {
        self.checkOpen();
        // As in Indices.sizeWithoutGuard: this look must not be taken before an insertion of one's own is seen.
        VarHandle.fullFence();
        return indices.isShutDown();
    }

    /** No more puts, for anybody; and if now, what is left is discarded. */
    public void shutDown(boolean now) {
        try {
            BothGuards both = new BothGuards(parts.headGuard(), parts.tailGuard());
            both.acquire(Deadline.UNINTERRUPTED);
            try {
                // Killed in between: shut down, with the elements still there; whoever shuts down again discards them.
                int state = now ? HeaderLayout.STATE_SHUT_DOWN_NOW : HeaderLayout.STATE_SHUT_DOWN;
                indices.setState(Math.max(indices.state(), state)); // SYNC(state)
                if (now) {
                    bulk.discard();
                }
            } finally {
                both.release();
            }
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        parts.notEmpty().wakeAll();
        parts.notFull().wakeAll();
        parts.tasks().wakeAll();
    }

    /** Ends this handle: its waiting calls leave; the slot is given back when no thread can sign with it any more. */
    public void close() {
        departure.depart(
                () -> {
                    parts.notEmpty().wakeAll();
                    parts.notFull().wakeAll();
                    parts.tasks().wakeAll();
                    parts.headGuard().wakeAll();
                    parts.tailGuard().wakeAll();
                },
                // Killed before it, or after: whoever repairs the slot finds the same, or nothing left to abandon.
                () -> {
                    parts.tailGuard().leave();
                    parts.headGuard().leave();
                    parts.tasks().abandon();
                });
    }

    /** A snapshot of the statistics, without a guard. */
    public DequeStats stats() {
        self.checkOpen();
        int size = sizeForStats();
        return new DequeStats(
                size,
                participants.count(),
                region.getLongAcquire(HeaderLayout.PUTS_OFFSET),
                region.getLongAcquire(HeaderLayout.TAKES_OFFSET),
                region.getLongAcquire(HeaderLayout.WAITS_OFFSET),
                region.getLongAcquire(HeaderLayout.WAKE_UPS_OFFSET),
                region.getLongAcquire(HeaderLayout.REPAIRS_OFFSET),
                Math.max(indices.highestWater(), size));
    }

    /** Exact if the deque keeps still for a moment; else close to it, since statistics do not wait for guards. */
    private int sizeForStats() {
        for (int i = 0; i < 100; i++) {
            int size = indices.sizeWithoutGuard();
            if (size >= 0) {
                return Math.min(size, identity.capacity());
            }
        }
        int size = Index.count(indices.headAcquire(), indices.tailAcquire());
        return Math.max(0, Math.min(size, identity.capacity()));
    }

    /** Repairs after every participant that is dead by now; waiting calls and the watcher do so by themselves. */
    public void repair() {
        recovery.repairAll();
    }

    /** What is wrong with the deque, nothing if all is well; to be asked while nobody uses it. */
    public List<String> violations() {
        return new Invariants(parts).violations();
    }

    /** The state of the parts, for tests and tools. */
    DequeParts parts() {
        return parts;
    }
}
