package dev.sluice.deque;

import dev.sluice.DequeShutdownException;
import dev.sluice.Overflow;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;

/** Batches of which a part may be what fits, is there, or stays: each part is one visible step. */
public final class Batches {
    private final Ring ring;
    private final Indices indices;
    private final Guard tailGuard;
    private final BothGuards both;
    private final EventCount notEmpty;
    private final Insertion insertion;
    private final Removal removal;
    private final Bulk bulk;
    private final boolean evicts;
    private final int reservedWords;

    Batches(DequeParts parts, Identity identity, Insertion insertion, Removal removal, Bulk bulk) {
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.tailGuard = parts.tailGuard();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.notEmpty = parts.notEmpty();
        this.insertion = insertion;
        this.removal = removal;
        this.bulk = bulk;
        this.evicts = identity.overflow() == Overflow.EVICT;
        this.reservedWords = RecordLayout.words(identity.elementBytes());
    }

    private void noteSizes(Batch batch) {
        for (int i = 0; i < batch.count(); i++) {
            if (batch.wordsOf(i) > reservedWords) {
                indices.setOversize();
            }
        }
    }

    /**
     * Appends as many of the elements as fit, from the given one on; waits for a guard at most.
     *
     * @return how many
     */
    public int appendSome(Batch batch, int from) {
        noteSizes(batch);
        DequeEngine.uninterrupted(() -> tailGuard.acquire(Deadline.UNINTERRUPTED));
        int count;
        try {
            insertion.requireNotShutDown();
            long tail = indices.tail();
            long head = indices.headAcquire();
            ring.check(head, tail);
            indices.cacheHead(head);
            count = bulk.append(batch, from, fitting(batch, from, head, tail), head, tail);
        } finally {
            tailGuard.release();
        }
        if (count > 0) {
            notEmpty.signal();
        }
        return count;
    }

    /** The element of the batch, from the given one on, that does not fit any more; or their count. */
    private int fitting(Batch batch, int from, long head, long tail) {
        if (ring.fits(head, tail, batch.count() - from, batch.words(from))) {
            return batch.count();
        }
        int to = from;
        long words = 0;
        while (to < batch.count() && ring.fits(head, tail, to - from + 1, words + batch.wordsOf(to))) {
            words += batch.wordsOf(to);
            to++;
        }
        return to;
    }

    /**
     * Puts all elements before the first, in their order, or none if they do not fit. Under EVICT, as if one by one, the last one
     * first: what does not fit is dropped at the tail, be it old or new.
     *
     * @throws DequeShutdownException if the deque is shut down
     */
    public boolean prependNew(Batch batch) {
        noteSizes(batch);
        DequeEngine.uninterrupted(() -> both.acquire(Deadline.UNINTERRUPTED));
        try {
            insertion.requireNotShutDown();
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            int to = batch.count();
            if (!ring.fits(head, tail, to, batch.words(0))) {
                if (!evicts) {
                    return false;
                }
                to = fitting(batch, 0, 0, 0);
                // If not even all of the new ones stay, none of the old ones does.
                tail = to < batch.count()
                        ? Eviction.dropLast(ring, indices, head, tail, ring.capacity(), 0)
                        : Eviction.dropLast(ring, indices, head, tail, to, batch.words(0));
            }
            bulk.prepend(batch, 0, to, head, tail);
            indices.settleEpoch();
        } finally {
            both.release();
        }
        notEmpty.signal();
        return true;
    }

    /**
     * Takes up to that many elements from the head in one step, waiting for the first.
     *
     * @return false if the time was up
     */
    public boolean take(int max, Batch sink, Deadline deadline) throws InterruptedException {
        return removal.remove(
                () -> {
                    bulk.reserve(sink, max);
                    return bulk.drain(max, Integer.MAX_VALUE, sink) > 0 ? Outcome.DONE : Outcome.NOT_NOW;
                },
                deadline);
    }
}
