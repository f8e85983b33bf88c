package dev.sluice.deque;

import dev.sluice.Overflow;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;

/** Several elements in one visible step: one commit each, so that a kill leaves all of it or nothing. */
final class Bulk {
    /** So much at most is copied as a guess, and in vain if small elements come before large ones. */
    private static final int MOST_GUESSED_WORDS = (1 << 18) / RecordLayout.WORD_BYTES;

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

    Bulk(DequeParts parts, Identity identity, Insertion insertion) {
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

    /** Appends all elements, or none if they do not fit. Under EVICT, as if one by one: the last ones stay. */
    boolean appendAll(Batch batch) throws InterruptedException {
        for (int i = 0; i < batch.count(); i++) {
            if (batch.wordsOf(i) > reservedWords) {
                indices.setOversize();
            }
        }
        boolean appended = appendIfRoom(batch) || (evicts && appendEvicting(batch));
        if (appended) {
            notEmpty.signal();
        }
        return appended;
    }

    private boolean appendIfRoom(Batch batch) throws InterruptedException {
        tailGuard.acquire(Deadline.UNINTERRUPTED);
        try {
            insertion.requireNotShutDown();
            long tail = indices.tail();
            long head = indices.headAcquire();
            ring.check(head, tail);
            indices.cacheHead(head);
            if (!ring.fits(head, tail, batch.count(), batch.words(0))) {
                return false;
            }
            append(batch, 0, batch.count(), head, tail);
            return true;
        } finally {
            tailGuard.release();
        }
    }

    private boolean appendEvicting(Batch batch) throws InterruptedException {
        int from = batch.count();
        long words = 0;
        while (from > 0 && ring.fits(0, 0, batch.count() - from + 1, words + batch.wordsOf(from - 1))) {
            from--;
            words += batch.wordsOf(from);
        }
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            insertion.requireNotShutDown();
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            // If not even all of the new ones stay, none of the old ones does.
            head = from > 0
                    ? Eviction.dropFirst(ring, indices, head, tail, ring.capacity(), 0)
                    : Eviction.dropFirst(ring, indices, head, tail, batch.count(), batch.words(0));
            append(batch, from, batch.count(), head, tail);
            indices.settleEpoch();
            return true;
        } finally {
            both.release();
        }
    }

    /**
     * Appends the elements of a range, which fit, for the holder of the tail guard.
     *
     * @return how many
     */
    int append(Batch batch, int from, int to, long head, long tail) {
        if (from < to) {
            long newTail = fill(batch, from, to, tail);
            indices.commitTail(newTail); // SYNC(commit)
            raiseHighWater(Index.count(head, newTail));
        }
        return to - from;
    }

    private void raiseHighWater(int size) {
        if (size > indices.highWater()) {
            indices.setHighWater(size);
        }
    }

    /** Writes records into the free part, and counts the puts; returns the index behind them. */
    private long fill(Batch batch, int from, int to, long index) {
        long puts = indices.puts();
        ring.fill(Index.position(index), batch, from, to, (int) puts);
        indices.setPuts(puts + to - from);
        return Index.plus(index, to - from, batch.words(from, to));
    }

    /** Puts the elements from the given one on before the first, in their order, if they fit; also after a shutdown. */
    boolean prependAll(Batch batch, int from) throws InterruptedException {
        int count = batch.count() - from;
        int words = batch.words(from);
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            if (!ring.fits(head, tail, count, words)) {
                return false;
            }
            tasks.returning(Index.plus(head, -count, -words), count);
            prepend(batch, from, batch.count(), head, tail);
        } finally {
            tasks.settle();
            both.release();
        }
        notEmpty.signal();
        return true;
    }

    /** Puts the elements of a range, which fit, before the first, in their order. For the holder of both guards. */
    void prepend(Batch batch, int from, int to, long head, long tail) {
        long newHead = Index.plus(head, from - to, -batch.words(from, to));
        fill(batch, from, to, newHead);
        // HEAD goes back against the tail side's assumption: its cached copy first.
        indices.cacheHead(newHead);
        indices.cacheTail(tail);
        indices.commitHeadBackward(newHead); // SYNC(commit)
        raiseHighWater(Index.count(newHead, tail));
    }

    /**
     * Takes up to that many elements from the head.
     *
     * @param mostBytes of them together, unless it is one
     */
    int drain(int max, int mostBytes, Batch sink) throws InterruptedException {
        headGuard.acquire(Deadline.UNINTERRUPTED);
        try {
            long head = indices.head();
            long tail = indices.tailAcquire(); // SYNC(commit)
            ring.check(head, tail);
            indices.sawTail(head, tail);
            long end = copy(head, tail, max, mostBytes, sink);
            if (end == head) {
                return 0;
            }
            indices.setTakes(indices.takes() + sink.count());
            tasks.taking(End.FIRST, end, sink.count());
            indices.commitHead(end); // SYNC(commit)
        } finally {
            tasks.settle();
            headGuard.release();
        }
        insertion.signalNotFull();
        return sink.count();
    }

    /** Makes room for so many of the elements outside the guard, so that growing under it is the exception. */
    void reserve(Batch sink, int max) {
        long head = indices.headAcquire();
        long tail = indices.tailAcquire();
        int count = Index.count(head, tail);
        if (ring.isConsistent(head, tail) && count > 0) {
            // Of more than that, as if all were of one size.
            int taken = Math.min(count, max);
            sink.reserve(taken, wordsOf(taken, count, Index.words(head, tail)));
        }
    }

    /**
     * Copies the first elements out: at most so many, and not more than so many bytes unless it is one. Returns where they end.
     *
     * <p>Where each of them begins is seen in the copy: to go from record to record in the ring would be to wait for one line of
     * the producer's after the other, while a copy has many of them under way.
     */
    private long copy(long head, long tail, int max, int mostBytes, Batch sink) {
        sink.clear();
        int mostWords = mostBytes / RecordLayout.WORD_BYTES;
        long index = head;
        while (index != tail && sink.count() < max) {
            int wanted = max - sink.count();
            int room = mostWords - Index.words(head, index);
            long next = ring.read(index, tail, guess(index, tail, wanted, room, sink), wanted, sink);
            if (next == index) {
                // Not one that is whole: only one is wanted, or it is larger than those behind it or than the room.
                int words = RecordLayout.words(ring.lengthAt(Index.position(index), Index.words(index, tail)));
                if (words > room && index != head) {
                    break;
                }
                next = ring.read(index, tail, words, 1, sink);
            }
            index = next;
        }
        return index;
    }

    /** Words of as many of the next elements as are wanted and fit, as if all were of one size; none if that is not worth a guess. */
    private static int guess(long index, long tail, int wanted, int room, Batch sink) {
        int elements = Index.count(index, tail);
        int words = Index.words(index, tail);
        long fitting = Math.min(wanted, (long) room * elements / words);
        if (fitting >= elements) {
            return words;
        }
        // What may be in vain is not much, and large arrays do not grow for it.
        int most = Math.max(sink.spareWords(), MOST_GUESSED_WORDS - sink.words(0));
        return fitting <= 1 ? 0 : (int) Math.min(wordsOf(fitting, elements, words), Math.min(most, MOST_GUESSED_WORDS));
    }

    /** Words of some of so many elements, as if all were of one size. */
    private static long wordsOf(long some, int elements, int words) {
        return (words * some + elements - 1) / elements;
    }

    /** Removes everything; returns how many. */
    int clear() throws InterruptedException {
        headGuard.acquire(Deadline.UNINTERRUPTED);
        int count;
        try {
            count = discard();
        } finally {
            headGuard.release();
        }
        if (count > 0) {
            insertion.signalNotFull();
            tasks.discarded();
        }
        return count;
    }

    /** For the holder of the head guard. */
    int discard() {
        long head = indices.head();
        long tail = indices.tailAcquire();
        ring.check(head, tail);
        indices.sawTail(head, tail);
        if (head != tail) {
            indices.setTakes(indices.takes() + Index.count(head, tail));
            indices.commitHead(tail); // SYNC(commit)
        }
        return Index.count(head, tail);
    }

    /**
     * Copies all elements as they are at one moment. The head guard alone keeps them: the tail can only grow.
     */
    void snapshot(Batch sink) throws InterruptedException {
        reserve(sink, Integer.MAX_VALUE);
        headGuard.acquire(Deadline.UNINTERRUPTED);
        try {
            copyAll(sink);
        } finally {
            headGuard.release();
        }
    }

    private void copyAll(Batch sink) {
        long head = indices.head();
        long tail = indices.tailAcquire();
        ring.check(head, tail);
        copy(head, tail, Integer.MAX_VALUE, Integer.MAX_VALUE, sink);
    }
}
