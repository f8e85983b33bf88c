package dev.sluice.deque;

import dev.sluice.DequeShutdownException;
import dev.sluice.layout.RecordLayout;
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

/** Taking one element out, or looking at it, at either end: the mirror image of {@link Insertion}. */
final class Removal {
    private final Path path;
    private final Ring ring;
    private final Indices indices;
    private final Guard headGuard;
    private final Guard tailGuard;
    private final BothGuards both;
    private final EventCount notEmpty;
    private final Tasks tasks;
    private final Insertion insertion;
    private final Attachment self;
    private final Custodian custodian;

    Removal(DequeParts parts, Insertion insertion, Attachment self, Custodian custodian) {
        this.path = parts.path();
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.headGuard = parts.headGuard();
        this.tailGuard = parts.tailGuard();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.notEmpty = parts.notEmpty();
        this.tasks = parts.tasks();
        this.insertion = insertion;
        this.self = self;
        this.custodian = custodian;
    }

    /** Removes if there is an element; waits for guards at most. */
    Outcome tryRemove(End end, Payload sink, Deadline deadline) throws InterruptedException {
        Outcome outcome = end == End.FIRST ? removeFirst(sink, deadline) : removeLast(sink, deadline);
        if (outcome == Outcome.DONE) {
            insertion.signalNotFull();
        }
        return outcome;
    }

    private Outcome removeFirst(Payload sink, Deadline deadline) throws InterruptedException {
        if (!headGuard.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            long head = indices.head();
            long tail = knownTail(head);
            if (head == tail) {
                return Outcome.NOT_NOW;
            }
            int position = Index.position(head);
            int length = ring.lengthAt(position, Index.words(head, tail));
            ring.read(position, length, sink);
            indices.setTakes(indices.takes() + 1);
            long newHead = Index.plus(head, 1, sink.words());
            tasks.taking(End.FIRST, newHead, 1);
            indices.commitHead(newHead); // SYNC(commit)
            return Outcome.DONE;
        } finally {
            tasks.settle();
            headGuard.release();
        }
    }

    /** The cached TAIL, or the real one where the deque looks empty. For the holder of the head guard. */
    private long knownTail(long head) {
        long tail = indices.cachedTail();
        if (!ring.hasElements(head, tail)) {
            tail = indices.tailAcquire(); // SYNC(commit)
            ring.check(head, tail);
            indices.sawTail(head, tail);
        }
        return tail;
    }

    private Outcome removeLast(Payload sink, Deadline deadline) throws InterruptedException {
        if (!both.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            if (head == tail) {
                return Outcome.NOT_NOW;
            }
            int length = readLast(head, tail, sink);
            long newTail = Index.plus(tail, -1, -RecordLayout.words(length));
            indices.setTakes(indices.takes() + 1);
            // TAIL goes back against the head side's assumption: its cached copy first.
            indices.cacheTail(newTail);
            tasks.taking(End.LAST, newTail, 1);
            indices.commitTail(newTail); // SYNC(commit)
            return Outcome.DONE;
        } finally {
            tasks.settle();
            both.release();
        }
    }

    private int readLast(long head, long tail, Payload sink) {
        int end = Index.position(tail);
        int length = ring.lengthBefore(end, Index.words(head, tail));
        ring.read(end - RecordLayout.words(length), length, sink);
        return length;
    }

    /** Reads the first or the last element; it stays. Waits for a guard at most. */
    Outcome peek(End end, Payload sink, Deadline deadline) throws InterruptedException {
        return end == End.FIRST ? peekFirst(sink, deadline) : peekLast(sink, deadline);
    }

    private Outcome peekFirst(Payload sink, Deadline deadline) throws InterruptedException {
        if (!headGuard.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            long head = indices.head();
            long tail = knownTail(head);
            if (head == tail) {
                return Outcome.NOT_NOW;
            }
            int position = Index.position(head);
            ring.read(position, ring.lengthAt(position, Index.words(head, tail)), sink);
            return Outcome.DONE;
        } finally {
            headGuard.release();
        }
    }

    /** The tail guard alone will do: a consumer may take the element meanwhile, but nobody can write over it. */
    private Outcome peekLast(Payload sink, Deadline deadline) throws InterruptedException {
        if (!tailGuard.acquire(deadline)) {
            return Outcome.TIMED_OUT;
        }
        try {
            long head = indices.headAcquire();
            long tail = indices.tail();
            ring.check(head, tail);
            if (head == tail) {
                return Outcome.NOT_NOW;
            }
            readLast(head, tail, sink);
            return Outcome.DONE;
        } finally {
            tailGuard.release();
        }
    }

    /**
     * Removes, waiting for an element; returns false if the time was up.
     *
     * @throws DequeShutdownException if the deque is empty and nothing will come any more
     */
    boolean remove(End end, Payload sink, Deadline deadline) throws InterruptedException {
        boolean last = indices.isShutDown(); // before the look: what is not there then, never will be
        Outcome outcome = tryRemove(end, sink, deadline);
        return outcome == Outcome.NOT_NOW
                ? await(last, () -> tryRemove(end, sink, deadline), deadline)
                : outcome == Outcome.DONE;
    }

    /** What removes if it can, and waits for guards at most. */
    interface Attempt {
        Outcome make() throws InterruptedException;
    }

    /** As {@link #remove(End, Payload, Deadline)}, by whatever removes. */
    boolean remove(Attempt attempt, Deadline deadline) throws InterruptedException {
        boolean last = indices.isShutDown(); // before the look: what is not there then, never will be
        Outcome outcome = attempt.make();
        return outcome == Outcome.NOT_NOW ? await(last, attempt, deadline) : outcome == Outcome.DONE;
    }

    private boolean await(boolean last, Attempt attempt, Deadline deadline) throws InterruptedException {
        if (last) {
            throw drained();
        }
        // Before announcing oneself, not after: else every put to a busy consumer would pay a system call.
        for (int i = notEmpty.spins(); i > 0; i--) {
            Thread.onSpinWait();
            if (!indices.seemsEmpty()) {
                Outcome outcome = attempt.make();
                if (outcome != Outcome.NOT_NOW) {
                    return outcome == Outcome.DONE;
                }
            }
        }
        return removeWaiting(attempt, deadline);
    }

    private boolean removeWaiting(Attempt attempt, Deadline deadline) throws InterruptedException {
        boolean removed = false;
        try {
            for (int round = 0; ; round++) {
                // Before anything that may end the call: the signal that woke this one has cleared the flag of all
                // others.
                int key = notEmpty.prepare();
                self.checkOpen();
                deadline.checkInterrupt();
                boolean last = indices.isShutDown();
                if (!indices.seemsEmpty()) {
                    Outcome outcome = attempt.make();
                    removed = outcome == Outcome.DONE;
                    if (outcome != Outcome.NOT_NOW) {
                        return removed;
                    }
                }
                if (last) {
                    throw drained();
                }
                if (deadline.expired()) {
                    return false;
                }
                Waits.sleep(notEmpty, key, round, deadline, custodian);
            }
        } finally {
            // Whoever was woken, and stayed or left, and leaves something behind, wakes another one.
            if (!indices.seemsEmpty()) {
                if (removed) {
                    notEmpty.signal();
                } else {
                    notEmpty.passOn();
                }
            }
        }
    }

    /** Ends the call if the deque is shut down and empty. */
    void requireNotDrained() {
        // In this order: what is not there when it is shut down never will be.
        if (indices.isShutDown() && indices.seemsEmpty()) {
            throw drained();
        }
    }

    private DequeShutdownException drained() {
        return new DequeShutdownException(path, "is empty and was shut down: nothing will come any more");
    }
}
