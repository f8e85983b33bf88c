package dev.sluice.deque;

import dev.sluice.sync.Deadline;
import dev.sluice.sync.Guard;

/**
 * Both guards at once. Whoever gets one and finds the other taken lets go before it waits for that other one: so nobody
 * sleeps while holding a guard, and nobody waits in a circle.
 */
final class BothGuards {
    private final Guard head;
    private final Guard tail;

    BothGuards(Guard head, Guard tail) {
        this.head = head;
        this.tail = tail;
    }

    /** Takes both; returns false, with neither, if the time was up. */
    boolean acquire(Deadline deadline) throws InterruptedException {
        while (true) {
            if (!head.acquire(deadline)) {
                return false;
            }
            if (tryOther(head, tail)) {
                return true;
            }
            if (deadline.atOnce() || !tail.acquire(deadline)) {
                return false;
            }
            if (tryOther(tail, head)) {
                return true;
            }
        }
    }

    private static boolean tryOther(Guard mine, Guard other) {
        boolean acquired = false;
        try {
            acquired = other.tryAcquire();
        } finally {
            if (!acquired) {
                mine.release();
            }
        }
        return acquired;
    }

    void release() {
        try {
            tail.release();
        } finally {
            head.release();
        }
    }
}
