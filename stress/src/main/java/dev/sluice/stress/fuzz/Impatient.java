package dev.sluice.stress.fuzz;

import dev.sluice.sync.Bell;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Waiter;

/** Waits for nothing: on the heap there is nobody who would give a guard back. */
final class Impatient implements Waiter {
    /** Says that a real caller would wait now. */
    static final class WouldWait extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WouldWait() {
            super("would wait", null, false, false);
        }
    }

    /** A repair lock that nobody else wants. */
    static final class NoContest implements Recovery.RepairLock {
        @Override
        public boolean tryLock() {
            return true;
        }

        @Override
        public void unlock() {
            // There is one thread.
        }
    }

    @Override
    public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
        throw new WouldWait();
    }

    @Override
    public void awaitAny(
            int firstOffset,
            int firstExpected,
            int secondOffset,
            int secondExpected,
            Bell bell,
            int round,
            long nanos) {
        throw new WouldWait();
    }

    @Override
    public void wake(int wordOffset, int count) {
        // Nobody sleeps.
    }

    @Override
    public boolean polls() {
        return false;
    }

    @Override
    public long backstopNanos() {
        return 1;
    }

    @Override
    public int spins() {
        return 0;
    }
}
