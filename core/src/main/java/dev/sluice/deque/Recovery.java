package dev.sluice.deque;

import dev.sluice.CorruptDequeException;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Custodian;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;
import dev.sluice.sync.Liveness;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Presence;
import dev.sluice.sync.Waiter;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does on behalf of dead participants what they cannot do any more. One process at a time, under a lock that the kernel
 * takes back from a repairer that dies; every step may be done twice, so the next one just begins again.
 *
 * <pre>
 *   0 beside each guard that it holds, the own index is made the committed one
 *   1 it holds both guards: replay the journal, settle the epoch      killed: the guards still name the dead: again
 *   2 refresh the cached index beside each guard that it holds
 *   3 give its guards back, wake who waits for them                   killed: it holds one less
 *   4 wake everybody at the event counts: it may have died with a wake-up on its hands
 *   5 count the repair, free its slot                                 killed before: 1 to 3 find nothing, 4 and 5 again
 * </pre>
 */
public final class Recovery implements Custodian {
    private static final System.Logger LOG = System.getLogger("dev.sluice");

    private final Region region;
    private final Path path;
    private final Participants participants;
    private final Liveness liveness;
    private final RepairLock repairLock;
    private final DequeParts parts;
    private final Attachment self;
    private final ReentrantLock inProcess = new ReentrantLock();
    private boolean closed;

    /** The lock that makes the repairer the only one among processes. */
    public interface RepairLock {
        /** Takes the lock if nobody holds it. */
        boolean tryLock();

        void unlock();
    }

    Recovery(
            Region region,
            Path path,
            Identity identity,
            Waiter waiter,
            Attachment self,
            Participants participants,
            Liveness liveness,
            RepairLock repairLock) {
        this.region = region;
        this.path = path;
        this.self = self;
        self.entrustTo(this);
        this.parts = DequeParts.of(region, path, identity, waiter, self, this);
        this.participants = participants;
        this.liveness = liveness;
        this.repairLock = repairLock;
    }

    /** The parts whose guards ask this custodian when they keep waiting. */
    DequeParts parts() {
        return parts;
    }

    /** Waits for a repair under way to end, and has none begin any more: its lock goes with the file description. */
    void close() {
        inProcess.lock();
        try {
            closed = true;
        } finally {
            inProcess.unlock();
        }
    }

    @Override
    public void ownerKeepsWaiting(int owner, int ownerOffset) {
        int slot = Attachment.slotOf(owner);
        if (slot >= 0 && participants.isAttachedAs(owner)) {
            repairIfDead(slot);
        } else if (region.getIntVolatile(ownerOffset) == owner) {
            // Looked at after the slot: an owner leaves its slot only after the guard, so this one never had one.
            throw new CorruptDequeException(
                    path,
                    "the guard at offset " + ownerOffset + " is held by 0x" + Integer.toHexString(owner)
                            + ", which no participant signs with");
        }
    }

    @Override
    public void repairIfDead(int slot) {
        if (liveness.isDead(slot)) {
            repairAll();
        }
    }

    @Override
    public void repairAll() {
        if (!inProcess.tryLock()) {
            return;
        }
        boolean locked = false;
        try {
            for (int slot = participants.slotsUsed() - 1; slot >= 0 && !closed; slot--) {
                if (!participants.isAttached(slot) || !liveness.isDead(slot)) {
                    continue;
                }
                if (!locked && !repairLock.tryLock()) {
                    return; // another one is at it, and will be relieved if it dies
                }
                locked = true;
                repairIfStillThere(slot);
            }
        } finally {
            if (locked) {
                repairLock.unlock();
            }
            inProcess.unlock();
        }
    }

    /** Under the lock, with a second look: another repairer may have been quicker, and the slot be in use again. */
    private void repairIfStillThere(int slot) {
        int owner = participants.ownerId(slot);
        if (participants.isAttached(slot) && liveness.isDead(slot) && participants.isAttachedAs(owner)) {
            repair(slot, owner);
        }
    }

    private void repair(int slot, int owner) {
        Guard head = parts.headGuard();
        Guard tail = parts.tailGuard();
        boolean hadHead = head.isHeldBy(owner);
        boolean hadTail = tail.isHeldBy(owner);
        finish(owner, hadHead, hadTail);
        head.wakeAll();
        tail.wakeAll();
        wakeAll(parts.notEmpty(), parts.notFull());
        region.getAndAddLong(HeaderLayout.REPAIRS_OFFSET, 1);
        participants.leave(slot);
        if (hadHead || hadTail) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0}: repaired after a participant that died holding {1}",
                    path,
                    hadHead ? hadTail ? "both ends" : "the head" : "the tail");
        }
    }

    @Override
    public void settleFor(Presence thread) {
        Guard head = parts.headGuard();
        Guard tail = parts.tailGuard();
        finish(self.ownerId(), head.isHeldThrough(thread), tail.isHeldThrough(thread));
        head.wakeAll();
        tail.wakeAll();
        wakeAll(parts.notEmpty(), parts.notFull());
    }

    /** Does what the holder of these guards could not do any more, and gives them back. Each step may be done twice. */
    private void finish(int owner, boolean hadHead, boolean hadTail) {
        if (hadHead) {
            parts.indices().settleHead();
        }
        if (hadTail) {
            parts.indices().settleTail();
        }
        if (hadHead && hadTail) {
            parts.compaction().replay();
            parts.indices().settleEpoch();
        }
        if (hadHead) {
            parts.indices().cacheTail(parts.indices().tailAcquire());
        }
        if (hadTail) {
            parts.indices().cacheHead(parts.indices().headAcquire());
        }
        if (hadTail) {
            parts.tailGuard().releaseFor(owner);
        }
        if (hadHead) {
            parts.headGuard().releaseFor(owner);
        }
    }

    private static void wakeAll(EventCount... counts) {
        for (EventCount count : counts) {
            count.wakeAll();
        }
    }
}
