package dev.sluice.deque;

import dev.sluice.Overflow;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Serves many who wait elsewhere, in one step. Each of them may have changed its mind until the last moment: so an element is
 * first read (or written into the free part), then its taker (or putter) is claimed, and all that were claimed are committed
 * with one store. Nothing can fail between a claim and the commit; but under EVICT, where nothing may be dropped for one who
 * has changed its mind, the one putter is claimed first, and a damaged record in the way then ends in an exception.
 */
final class Handover {
    /** The guards could not be had in time. */
    static final int BUSY = -1;

    private final Ring ring;
    private final Indices indices;
    private final Guard headGuard;
    private final Guard tailGuard;
    private final BothGuards both;
    private final EventCount notEmpty;
    private final Tasks tasks;
    private final Insertion insertion;
    private final boolean evicts;
    private final int reservedWords;

    Handover(DequeParts parts, Identity identity, Insertion insertion) {
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.headGuard = parts.headGuard();
        this.tailGuard = parts.tailGuard();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.notEmpty = parts.notEmpty();
        this.tasks = parts.tasks();
        this.insertion = insertion;
        this.evicts = identity.overflow() == Overflow.EVICT;
        this.reservedWords = RecordLayout.words(identity.elementBytes());
    }

    /** Takes, for at most so many; returns for how many, whose elements are in the sink in the order of the claims. */
    int take(End end, int max, Batch sink, Takers takers, Deadline deadline) throws InterruptedException {
        sink.clear();
        try {
            boolean acquired =
                    end == End.FIRST ? takeFirst(max, sink, takers, deadline) : takeLast(max, sink, takers, deadline);
            return acquired ? sink.count() : BUSY;
        } finally {
            if (sink.count() > 0) {
                insertion.signalNotFull(); // also if a record behind those was damaged
            }
        }
    }

    private boolean takeFirst(int max, Batch sink, Takers takers, Deadline deadline) throws InterruptedException {
        if (!headGuard.acquire(deadline)) {
            return false;
        }
        try {
            long head = indices.head();
            long tail = indices.tailAcquire(); // SYNC(commit)
            ring.check(head, tail);
            indices.sawTail(head, tail);
            long index = head;
            try {
                while (index != tail && sink.count() < max) {
                    int length = ring.lengthAt(Index.position(index), Index.words(index, tail));
                    if (!claim(Index.position(index), length, sink, takers)) {
                        break;
                    }
                    index = Index.plus(index, 1, RecordLayout.words(length));
                }
            } finally {
                // Also for those before a damaged record.
                if (index != head) {
                    indices.setTakes(indices.takes() + sink.count());
                    tasks.taking(End.FIRST, index, sink.count());
                    indices.commitHead(index); // SYNC(commit)
                }
            }
            return true;
        } finally {
            tasks.settle();
            headGuard.release();
        }
    }

    private boolean claim(int position, int length, Batch sink, Takers takers) {
        int at = sink.append(length, 0);
        ring.read(position, length, sink.bytes(), at);
        boolean claimed = takers.claim();
        if (!claimed) {
            sink.dropLast();
        }
        return claimed;
    }

    private boolean takeLast(int max, Batch sink, Takers takers, Deadline deadline) throws InterruptedException {
        if (!both.acquire(deadline)) {
            return false;
        }
        try {
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            long index = tail;
            try {
                while (index != head && sink.count() < max) {
                    int length = ring.lengthBefore(Index.position(index), Index.words(head, index));
                    int words = RecordLayout.words(length);
                    if (!claim(Index.position(index) - words, length, sink, takers)) {
                        break;
                    }
                    index = Index.plus(index, -1, -words);
                }
            } finally {
                if (index != tail) {
                    indices.setTakes(indices.takes() + sink.count());
                    // TAIL goes back against the head side's assumption: its cached copy first.
                    indices.cacheTail(index);
                    tasks.taking(End.LAST, index, sink.count());
                    indices.commitTail(index); // SYNC(commit)
                }
            }
            return true;
        } finally {
            tasks.settle();
            both.release();
        }
    }

    /** Puts, while there is room; returns how many. Under EVICT there always is. */
    int put(End end, Putters putters, Deadline deadline) throws InterruptedException {
        int count = end == End.LAST && !evicts ? putLast(putters, deadline) : putWithBoth(end, putters, deadline);
        if (count > 0) {
            notEmpty.signal();
        }
        return count;
    }

    private int putLast(Putters putters, Deadline deadline) throws InterruptedException {
        if (!tailGuard.acquire(deadline)) {
            return BUSY;
        }
        try {
            insertion.requireNotShutDown();
            long tail = indices.tail();
            long head = indices.headAcquire();
            ring.check(head, tail);
            indices.cacheHead(head);
            return append(head, tail, putters);
        } finally {
            tailGuard.release();
        }
    }

    private int putWithBoth(End end, Putters putters, Deadline deadline) throws InterruptedException {
        if (!both.acquire(deadline)) {
            return BUSY;
        }
        try {
            insertion.requireNotShutDown();
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            int count = end == End.LAST ? append(head, tail, putters) : prepend(head, tail, putters);
            indices.settleEpoch();
            return count;
        } finally {
            both.release();
        }
    }

    private int append(long oldHead, long tail, Putters putters) {
        long head = oldHead;
        long index = tail;
        long puts = indices.puts();
        for (Payload payload = next(putters); payload != null; payload = next(putters)) {
            boolean fits = ring.fits(head, index, 1, payload.words());
            if (!fits && !mayEvict(index, tail)) {
                break;
            }
            if (!fits) {
                if (!putters.claim()) {
                    continue;
                }
                head = Eviction.dropFirst(ring, indices, head, tail, 1, payload.words());
            }
            ring.fill(Index.position(index), payload, (int) puts);
            if (!fits || putters.claim()) {
                puts++;
                index = Index.plus(index, 1, payload.words());
            }
        }
        if (index != tail) {
            indices.setPuts(puts);
            indices.commitTail(index); // SYNC(commit)
            if (Index.count(head, index) > indices.highWater()) {
                indices.setHighWater(Index.count(head, index));
            }
        }
        return Index.count(tail, index);
    }

    private int prepend(long head, long oldTail, Putters putters) {
        long tail = oldTail;
        long index = head;
        long puts = indices.puts();
        for (Payload payload = next(putters); payload != null; payload = next(putters)) {
            boolean fits = ring.fits(index, tail, 1, payload.words());
            if (!fits && !mayEvict(index, head)) {
                break;
            }
            if (!fits) {
                if (!putters.claim()) {
                    continue;
                }
                tail = Eviction.dropLast(ring, indices, head, tail, 1, payload.words());
            }
            long before = Index.plus(index, -1, -payload.words());
            ring.fill(Index.position(before), payload, (int) puts);
            if (!fits || putters.claim()) {
                puts++;
                index = before;
            }
        }
        if (index != head) {
            indices.setPuts(puts);
            // HEAD goes back against the tail side's assumption: its cached copy first.
            indices.cacheHead(index);
            indices.cacheTail(tail);
            indices.commitHeadBackward(index); // SYNC(commit)
            if (Index.count(index, tail) > indices.highWater()) {
                indices.setHighWater(Index.count(index, tail));
            }
        }
        return Index.count(index, head);
    }

    /** One at a time: what has been written but not committed must not give way. */
    private boolean mayEvict(long index, long committed) {
        return evicts && index == committed;
    }

    private @Nullable Payload next(Putters putters) {
        Payload payload = putters.next();
        if (payload != null && payload.words() > reservedWords) {
            // Before it is committed or waited for, as in Insertion.
            indices.setOversize();
        }
        return payload;
    }
}
