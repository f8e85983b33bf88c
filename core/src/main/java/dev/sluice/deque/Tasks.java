package dev.sluice.deque;

import static dev.sluice.layout.ParticipantLayout.ABANDONED;
import static dev.sluice.layout.ParticipantLayout.ABOUT_HEAD;
import static dev.sluice.layout.ParticipantLayout.ABOUT_TAIL;
import static dev.sluice.layout.ParticipantLayout.DONE;
import static dev.sluice.layout.ParticipantLayout.PENDING_END;
import static dev.sluice.layout.ParticipantLayout.PENDING_INDEX;
import static dev.sluice.layout.ParticipantLayout.PENDING_TAKEN;
import static dev.sluice.layout.ParticipantLayout.TAKEN;
import static dev.sluice.layout.ParticipantLayout.slotOffset;

import dev.sluice.CorruptDequeException;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Participants;
import java.nio.file.Path;
import java.util.function.IntToLongFunction;

/**
 * What each participant of a joinable deque has taken and has not done yet: counted in its slot, over all owners that the slot
 * has had, so no count is ever reset. In its hands is what has been taken, less what has been done or abandoned.
 *
 * <p>A kill beside the commit of a take must not count an element both in the deque and in a hand, or in neither:
 *
 * <pre>
 *   1 pending index, pending end          killed: pending taken still is taken, so whatever the index says, repair changes nothing
 *   2 pending taken     SYNC(tasks)       killed: the committed index is not the pending one: repair takes 2 back
 *   3 commit                              killed: the committed index is the pending one: repair does 4
 *   4 taken = pending taken               as after 4
 *   5 the guard is given back
 * </pre>
 *
 * <p>4 is done by the same {@link #settle} as the repair, on every way out: if a stack overflow strikes between 2 and 5, either
 * it takes 2 back, or the guard stays as the dead leave it and whoever heals that does. So while the head guard is free,
 * pending taken is taken: a pair left behind could become true by what somebody else commits.
 *
 * <p>All takers hold the head guard, so what is in hands grows only under it.
 */
final class Tasks {
    /** More than anybody can have taken; and the sum over all slots is a long. */
    private static final long MOST = 1L << 52;

    private final boolean joinable;
    private final Region region;
    private final Path path;
    private final Indices indices;
    private final Participants participants;
    private final Attachment self;
    private final EventCount allDone;

    /** Between the threads of this handle, for what is done: a check and a store. Never waited under. */
    private final Object doing = new Object();

    Tasks(boolean joinable, Region region, Indices indices, Attachment self, EventCount allDone) {
        this.joinable = joinable;
        this.region = region;
        this.path = self.path();
        this.indices = indices;
        this.participants = new Participants(region);
        this.self = self;
        this.allDone = allDone;
    }

    boolean isJoinable() {
        return joinable;
    }

    // ---- for the holder of the head guard ---------------------------------------------------------------------------

    /**
     * Before the commit of an index that hands that many elements to the caller; and {@link #settle} before the guard is given
     * back. If a compaction commits it, before the journal is first selected: the repairer may be who commits then.
     *
     * @param end which index will be committed
     */
    void taking(End end, long newIndex, int count) {
        if (joinable) {
            announce(end, newIndex, count);
        }
    }

    /** Before the commit of a HEAD that puts elements back that were taken: they are in the deque then, not in a hand. */
    void returning(long newHead, int count) {
        if (joinable) {
            synchronized (doing) {
                // If somebody has said of more tasks than he had that they are done, fewer are left to be given back.
                announce(End.FIRST, newHead, -Math.min(count, inHand(self.slot())));
            }
        }
    }

    private void announce(End end, long newIndex, long count) {
        int slot = slotOffset(self.slot());
        region.setLong(slot + PENDING_INDEX, newIndex);
        region.setInt(slot + PENDING_END, end == End.FIRST ? ABOUT_HEAD : ABOUT_TAIL);
        // Release: it never meets an index that is not its own. And the commit, a release as well, comes after it.
        region.setLongRelease(slot + PENDING_TAKEN, region.getLong(slot + TAKEN) + count); // SYNC(tasks)
    }

    /** Before the head guard is given back, whatever has happened. */
    void settle() {
        if (joinable) {
            settleFor(self.slot());
        }
    }

    /** The same on behalf of a participant that left the head guard behind. May be done twice. */
    void settleFor(int slot) {
        int offset = slotOffset(slot);
        long taken = region.getLong(offset + TAKEN);
        long pending = region.getLongAcquire(offset + PENDING_TAKEN); // SYNC(tasks)
        if (!joinable || pending == taken) {
            return;
        }
        boolean aboutTail = region.getInt(offset + PENDING_END) == ABOUT_TAIL;
        long committed = aboutTail ? indices.tailAcquire() : indices.headAcquire();
        if (committed == region.getLong(offset + PENDING_INDEX)) {
            // Not before the commit, which as a release alone lets later plain stores overtake it.
            region.storeFence();
            region.setLong(offset + TAKEN, pending);
        } else {
            region.setLong(offset + PENDING_TAKEN, taken);
        }
    }

    // ---- for anybody ------------------------------------------------------------------------------------------------

    /**
     * Counts tasks in the hands of this handle as done.
     *
     * @throws IllegalStateException if it has not as many
     */
    void done(int count) {
        boolean last;
        synchronized (doing) {
            self.checkOpen(); // with the closing in the same lock, nobody stores into a slot that has been left
            int offset = slotOffset(self.slot());
            // What is being given back at the moment is not to be done any more.
            long pending = region.getLongAcquire(offset + PENDING_TAKEN);
            long taken = Math.min(region.getLongAcquire(offset + TAKEN), pending);
            long done = region.getLong(offset + DONE);
            long inHand = taken - done - region.getLong(offset + ABANDONED);
            if (count > inHand) {
                throw new IllegalStateException(path + ": taskDone(" + count + "), but this handle has "
                        + Math.max(0, inHand)
                        + " in hand: call taskDone once for each element, on the handle that has taken it");
            }
            // Volatile: a full fence follows, so the look for who waits cannot be taken before. Killed before it: the
            // tasks
            // are abandoned; after it, they are done.
            region.setLongVolatile(offset + DONE, done + count); // SYNC(done)
            last = count == inHand;
        }
        if (last) {
            wakeIfEmpty();
        }
    }

    /**
     * After a commit that may have discarded the last elements, and the guard. Who waits looks for himself: this need only not
     * miss that it was this handle that made the last of it. What others have in hand, they will finish after this.
     */
    void discarded() {
        if (joinable) {
            wakeIfEmpty();
        }
    }

    private void wakeIfEmpty() {
        if (indices.seemsEmpty()) {
            allDone.signalAll();
        }
    }

    /** Of a handle that is closed and that nobody is in any more, before its slot is left. */
    void abandon() {
        if (joinable) {
            synchronized (doing) {
                abandonFor(self.slot());
            }
            allDone.wakeAll();
        }
    }

    /** What the participant of that slot has in hand will not be done. Its guards have been settled. May be done twice. */
    void abandonFor(int slot) {
        int offset = slotOffset(slot);
        long done = region.getLongVolatile(offset + DONE);
        long left = region.getLongAcquire(offset + TAKEN) - done;
        // If they make no sense, they stay, and whoever asks for the counts is told; guards must come back all the
        // same.
        if (joinable && done >= 0 && left > region.getLong(offset + ABANDONED)) {
            region.setLongVolatile(offset + ABANDONED, left); // SYNC(done)
        }
    }

    /** Wakes everybody who waits for all to be done. */
    void wakeAll() {
        if (joinable) {
            allDone.wakeAll();
        }
    }

    /** What is in the hands of all participants, one looked at after the other. */
    long inHands() {
        return sum(this::inHand);
    }

    /** What has been done or abandoned in all of them; as it only grows, two equal answers mean that nothing was in between. */
    long finished() {
        return sum(slot -> region.getLongVolatile(slotOffset(slot) + DONE) + abandoned(slot));
    }

    /** What has been abandoned in all of them, one looked at after the other. */
    long abandoned() {
        return sum(this::abandoned);
    }

    private long sum(IntToLongFunction ofSlot) {
        long sum = 0;
        for (int slot = participants.slotsUsed(self) - 1; slot >= 0; slot--) {
            sum += ofSlot.applyAsLong(slot);
        }
        return sum;
    }

    private long abandoned(int slot) {
        return region.getLongVolatile(slotOffset(slot) + ABANDONED);
    }

    /** Whether the counts of all slots make sense, and no take is half counted; while nobody holds the head guard. */
    boolean areSettled() {
        return !joinable || (inHands() >= 0 && sum(this::pending) == 0);
    }

    private long pending(int slot) {
        int offset = slotOffset(slot);
        return region.getLongAcquire(offset + PENDING_TAKEN) == region.getLongAcquire(offset + TAKEN) ? 0 : 1;
    }

    /** Taken is read last, so what is missed of the others only makes it look like more. */
    private long inHand(int slot) {
        int offset = slotOffset(slot);
        long done = region.getLongVolatile(offset + DONE); // SYNC(done)
        long abandoned = abandoned(slot); // SYNC(done)
        long taken = region.getLongAcquire(offset + TAKEN);
        boolean sense = done >= 0 && done <= taken && abandoned >= 0 && abandoned <= taken - done;
        if (!sense || taken - done - abandoned > MOST) {
            throw new CorruptDequeException(
                    path,
                    "the counts of slot " + slot + " make no sense: taken " + taken + ", done " + done + ", abandoned "
                            + abandoned);
        }
        return taken - done - abandoned;
    }
}
