package dev.sluice.deque;

import dev.sluice.ring.Index;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Custodian;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;

/**
 * Waiting until everything that was put has been done: nothing is in the deque, and nothing in anybody's hands.
 *
 * <p>Both are looked at under the head guard, so that nothing moves from the one to the other meanwhile; the hands first. A
 * worker that puts what follows from its task, and then says that the task is done, would else be seen as "nothing in the
 * deque" before and "nothing in hand" after.
 *
 * <p>Who makes it true looks for those who wait: who finishes the last task in its hands and finds the deque empty, who
 * discards what is left in the deque, who closes; and for the dead, repair. Whoever of several comes last sees what the others
 * did, as each stores, fences, then looks.
 */
final class Joining {
    private final DequeParts parts;
    private final Tasks tasks;
    private final Indices indices;
    private final Guard headGuard;
    private final EventCount allDone;
    private final Attachment self;
    private final Custodian custodian;

    Joining(DequeParts parts, Attachment self, Custodian custodian) {
        this.parts = parts;
        this.tasks = parts.tasks();
        this.indices = parts.indices();
        this.headGuard = parts.headGuard();
        this.allDone = parts.allDone();
        this.self = self;
        this.custodian = custodian;
    }

    private void requireJoinable() {
        self.checkOpen();
        if (!tasks.isJoinable()) {
            throw new IllegalStateException(
                    self.path() + " does not count tasks: create it with SharedDeque.builder(...).joinable()");
        }
    }

    /** Counts tasks in the hands of this handle as done. */
    void done(int count) {
        requireJoinable();
        if (count < 1) {
            throw new IllegalArgumentException("the number of tasks done must be at least 1: " + count);
        }
        tasks.done(count);
    }

    /** Waits until all is done; returns false if the time was up. */
    boolean await(Deadline deadline) throws InterruptedException {
        requireJoinable();
        deadline.checkInterrupt();
        if (isAllDone(deadline)) {
            return true;
        }
        long looked = System.nanoTime();
        for (int round = 0; ; round++) {
            int key = allDone.prepare();
            self.checkOpen();
            deadline.checkInterrupt();
            if (seemsAllDone() && isAllDone(deadline)) {
                return true;
            }
            if (deadline.expired()) {
                return false;
            }
            allDone.await(key, round, deadline.remaining(allDone.backstopNanos()), deadline.interruptible());
            // As Waits.sleep, but also where no single wait is that long: nobody else may be there to find a dead
            // worker.
            if (System.nanoTime() - looked >= allDone.backstopNanos()) {
                custodian.repairAll();
                looked = System.nanoTime();
            }
        }
    }

    /** Without a guard, for those who look again and again. If it errs to no, whoever changed it since will signal. */
    private boolean seemsAllDone() {
        return indices.seemsEmpty() && tasks.inHands() == 0;
    }

    /** False also if the guard could not be had in time. */
    private boolean isAllDone(Deadline deadline) throws InterruptedException {
        if (!headGuard.acquire(deadline)) {
            return false;
        }
        try {
            // SYNC(done): what was put before a task was done is seen below.
            boolean nothingInHands = tasks.inHands() == 0;
            return sizeUnderGuard() == 0 && nothingInHands;
        } finally {
            headGuard.release();
        }
    }

    private int sizeUnderGuard() {
        long head = indices.head();
        long tail = indices.tailAcquire();
        parts.ring().check(head, tail);
        return Index.count(head, tail);
    }

    /** What is in the deque or in anybody's hands, at one moment during the call. */
    long unfinished() throws InterruptedException {
        requireJoinable();
        headGuard.acquire(Deadline.UNINTERRUPTED);
        try {
            // Nobody takes meanwhile: each turn but the last has seen tasks finished that were in hand before, so it
            // ends.
            while (true) {
                long finished = tasks.finished();
                long unfinished = tasks.inHands() + sizeUnderGuard();
                if (tasks.finished() == finished) {
                    return unfinished;
                }
            }
        } finally {
            headGuard.release();
        }
    }

    /** What was in the hands of those who have died or closed, at one moment during the call. */
    long abandoned() {
        requireJoinable();
        long before = tasks.abandoned();
        long after = tasks.abandoned();
        while (before != after) {
            before = after;
            after = tasks.abandoned();
        }
        return after;
    }
}
