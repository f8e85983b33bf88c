package dev.sluice.deque;

import dev.sluice.sync.Attachment;
import dev.sluice.sync.Guard;
import dev.sluice.sync.Presence;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Repairs;

/**
 * What a participant of a deque leaves behind, and how it is put in order.
 *
 * <pre>
 *   0 beside each guard that it holds, the own index is made the committed one
 *   1 it holds both guards: replay the journal, settle the epoch      killed: the guards still name the dead: again
 *   2 it holds the head guard: a take that was committed is counted (Tasks); then refresh the cached index beside each guard
 *   3 give its guards back, wake who waits for them; end its biases   killed: it holds one less
 *   4 what it has taken and not done is abandoned                     killed: the slot is still the dead's: the same again
 *   5 wake everybody at the event counts
 * </pre>
 *
 * <p>In the model, 2 is RefreshTail and RefreshHead, 3 is GiveBack and 5 is WakeAll.
 */
final class DequeEstate implements Recovery.Estate {
    private final DequeParts parts;
    private final Attachment self;

    DequeEstate(DequeParts parts, Attachment self) {
        this.parts = parts;
        this.self = self;
    }

    DequeParts parts() {
        return parts;
    }

    @Override
    public void settle(int deadOwner) {
        boolean hadHead = parts.headGuard().isHeldBy(deadOwner);
        boolean hadTail = parts.tailGuard().isHeldBy(deadOwner);
        finish(deadOwner, hadHead, hadTail);
        parts.tailGuard().releaseFor(deadOwner);
        parts.headGuard().releaseFor(deadOwner);
        parts.tasks().abandonFor(Attachment.slotOf(deadOwner));
        if (hadHead || hadTail) {
            Repairs.report(parts.path(), hadHead ? hadTail ? "both ends" : "the head" : "the tail");
        }
    }

    @Override
    public void settleFor(Presence thread) {
        Guard head = parts.headGuard();
        Guard tail = parts.tailGuard();
        finish(self.ownerId(), head.isHeldThrough(thread), tail.isHeldThrough(thread));
        tail.releaseThrough(thread);
        head.releaseThrough(thread);
    }

    /** Does what the holder of these guards could not do any more. Each step may be done twice. */
    private void finish(int owner, boolean hadHead, boolean hadTail) {
        if (hadHead) {
            parts.indices().settleHead();
        }
        if (hadTail) {
            parts.indices().settleTail();
        }
        if (hadHead && hadTail) {
            parts.replay();
            parts.indices().settleEpoch();
        }
        if (hadHead) {
            parts.tasks().settleFor(Attachment.slotOf(owner)); // after the replay, which may be what commits
            parts.indices().cacheTail(parts.indices().tailAcquire());
        }
        if (hadTail) {
            parts.indices().cacheHead(parts.indices().headAcquire());
        }
    }

    @Override
    public void wakeEverybody() {
        parts.headGuard().wakeAll();
        parts.tailGuard().wakeAll();
        parts.notEmpty().wakeAll();
        parts.notFull().wakeAll();
        parts.tasks().wakeAll();
    }
}
