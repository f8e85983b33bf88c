package dev.sluice.deque;

import dev.sluice.DequeShutdownException;
import dev.sluice.Overflow;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Custodian;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;
import dev.sluice.sync.Waits;
import java.nio.file.Path;

/** Putting one element in, at either end; the package documentation numbers the steps. */
final class Insertion {
    private static final int UNCLEAR = 8;

    private final Path path;
    private final Ring ring;
    private final Indices indices;
    private final Guard tailGuard;
    private final BothGuards both;
    private final EventCount notEmpty;
    private final EventCount notFull;
    private final Attachment self;
    private final Custodian custodian;
    private final boolean evicts;
    private final int reservedWords;

    Insertion(DequeParts parts, Identity identity, Attachment self, Custodian custodian) {
        this.path = parts.path();
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.tailGuard = parts.tailGuard();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.notEmpty = parts.notEmpty();
        this.notFull = parts.notFull();
        this.self = self;
        this.custodian = custodian;
        this.evicts = identity.overflow() == Overflow.EVICT;
        this.reservedWords = RecordLayout.words(identity.elementBytes());
    }

    /** Inserts if there is room, which EVICT makes; waits for guards at most. */
    Outcome tryInsert(End end, Payload payload, Deadline deadline) throws InterruptedException {
        if (payload.words() > reservedWords) {
            // Before such a record is committed or waited for: from now on, room for one need not be room for another.
            indices.setOversize();
        }
        Outcome outcome = end == End.LAST ? insertLast(payload, deadline) : insertFirst(payload, deadline);
        if (outcome == Outcome.NOT_NOW && evicts) {
            outcome = insertEvicting(end, payload, deadline);
        }
        if (outcome == Outcome.DONE) {
            notEmpty.signal();
        }
        return outcome;
    }

    private Outcome insertLast(Payload payload, Deadline deadline) throws InterruptedException {
        if (!tailGuard.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            requireNotShutDown();
            long tail = indices.tail();
            int words = payload.words();
            if (!ring.fits(indices.cachedHead(), tail, 1, words) && !fitsByNow(tail, words)) {
                return Outcome.NOT_NOW;
            }
            appendLast(payload, tail);
            return Outcome.DONE;
        } finally {
            tailGuard.release();
        }
    }

    /** Whether so many words fit beyond the real HEAD, which it keeps as the cached one. */
    private boolean fitsByNow(long tail, int words) {
        long head = indices.headAcquire();
        ring.check(head, tail);
        indices.cacheHead(head);
        return ring.fits(head, tail, 1, words);
    }

    private void appendLast(Payload payload, long tail) {
        long puts = indices.puts();
        ring.fill(Index.position(tail), payload, (int) puts);
        indices.setPuts(puts + 1);
        long newTail = Index.plus(tail, 1, payload.words());
        indices.commitTail(newTail); // SYNC(commit)
        raiseHighWater(newTail);
    }

    /**
     * The cached HEAD makes the deque look larger than it is: only if it looks like a record is the real one read, and, as that
     * takes HEAD's line from the consumer, only if this handle moved HEAD last, or the record is a clear one.
     */
    private void raiseHighWater(long tail) {
        int highWater = indices.highWater();
        boolean own = indices.hasMovedHead();
        int most = Index.count(own ? indices.ownHead() : indices.cachedHead(), tail);
        if (most > highWater && (own || most > highWater + UNCLEAR)) {
            recordHighWater(tail, highWater);
        }
    }

    private void recordHighWater(long tail, int highWater) {
        long head = indices.headAcquire();
        indices.cacheHead(head);
        int size = Index.count(head, tail);
        if (size > highWater) {
            indices.setHighWater(size);
        }
    }

    private Outcome insertFirst(Payload payload, Deadline deadline) throws InterruptedException {
        if (!both.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            requireNotShutDown();
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            if (!ring.fits(head, tail, 1, payload.words())) {
                return Outcome.NOT_NOW;
            }
            prependFirst(payload, head, tail);
            return Outcome.DONE;
        } finally {
            both.release();
        }
    }

    private void prependFirst(Payload payload, long head, long tail) {
        long puts = indices.puts();
        long newHead = Index.plus(head, -1, -payload.words());
        ring.fill(Index.position(newHead), payload, (int) puts);
        indices.setPuts(puts + 1);
        // HEAD goes back against the tail side's assumption: its cached copy first. And what was TAIL once need not be
        // a
        // border of records any more, if HEAD goes back behind it.
        indices.cacheHead(newHead);
        indices.cacheTail(tail);
        indices.commitHeadBackward(newHead); // SYNC(commit)
        raiseHighWater(tail);
    }

    /** Drops at the other end what is in the way, then inserts. A kill in between leaves the drop without the insertion. */
    private Outcome insertEvicting(End end, Payload payload, Deadline deadline) throws InterruptedException {
        if (!both.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            requireNotShutDown();
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            if (end == End.LAST) {
                Eviction.dropFirst(ring, indices, head, tail, 1, payload.words());
                appendLast(payload, tail);
            } else {
                tail = Eviction.dropLast(ring, indices, head, tail, 1, payload.words());
                prependFirst(payload, head, tail);
            }
            indices.settleEpoch();
            return Outcome.DONE;
        } finally {
            both.release();
        }
    }

    /** Inserts, waiting for room; returns false if the time was up. */
    boolean insert(End end, Payload payload, Deadline deadline) throws InterruptedException {
        Outcome outcome = tryInsert(end, payload, deadline);
        if (outcome != Outcome.NOT_NOW) {
            return outcome == Outcome.DONE;
        }
        int words = payload.words();
        // Before announcing oneself, not after: else every take from a busy producer would pay a system call.
        for (int i = notFull.spins(); i > 0; i--) {
            Thread.onSpinWait();
            if (!seemsFull(words)) {
                outcome = tryInsert(end, payload, deadline);
                if (outcome != Outcome.NOT_NOW) {
                    return outcome == Outcome.DONE;
                }
            }
        }
        return insertWaiting(end, payload, deadline);
    }

    private boolean insertWaiting(End end, Payload payload, Deadline deadline) throws InterruptedException {
        int words = payload.words();
        boolean inserted = false;
        try {
            for (int round = 0; ; round++) {
                // Before anything that may end the call: the signal that woke this one has cleared the flag of all
                // others.
                int key = notFull.prepare();
                self.checkOpen();
                deadline.checkInterrupt();
                if (indices.isShutDown() || !seemsFull(words)) {
                    Outcome outcome = tryInsert(end, payload, deadline);
                    inserted = outcome == Outcome.DONE;
                    if (outcome != Outcome.NOT_NOW) {
                        return inserted;
                    }
                }
                if (deadline.expired()) {
                    return false;
                }
                Waits.sleep(notFull, key, round, deadline, custodian);
            }
        } finally {
            // Whoever was woken, and stayed or left, and is not the last who could go on, wakes another one.
            if (!seemsFull(reservedWords)) {
                if (inserted) {
                    signalNotFull();
                } else {
                    passOnNotFull();
                }
            }
        }
    }

    /** Wakes a putter, or all of them where room for one need not be room for another. */
    void signalNotFull() {
        if (notFull.mayHaveWaiters()) {
            if (indices.isOversize()) { // SYNC(oversize)
                notFull.signalAll();
            } else {
                notFull.signal();
                if (indices.isOversize()) { // SYNC(oversize)
                    // It has become so since the look above: who was woken may be one who cannot make use of it, and
                    // said
                    // so before falling asleep.
                    notFull.wakeAll();
                }
            }
        }
    }

    /** Hands on a wake-up for room that was not made use of: to all, where one may not be able to use what another one can. */
    void passOnNotFull() {
        if (indices.isOversize()) { // SYNC(oversize)
            notFull.passOnToAll();
        } else {
            notFull.passOn();
        }
    }

    private boolean seemsFull(int words) {
        return indices.seemsFull(ring, words);
    }

    /** Under the tail guard, which whoever shuts the deque down holds: no put is committed after that. */
    void requireNotShutDown() {
        if (indices.isShutDown()) { // SYNC(state)
            throw new DequeShutdownException(path, "takes no more elements: it was shut down");
        }
    }
}
