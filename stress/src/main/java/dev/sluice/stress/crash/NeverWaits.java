package dev.sluice.stress.crash;

import dev.sluice.sync.Bell;
import dev.sluice.sync.Waiter;

/** Nothing in the harness has to wait: whoever would, has found something that nobody gives back. */
public record NeverWaits(boolean polls) implements Waiter {
    /** Says that a real caller would wait now. */
    public static final class WouldWait extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        WouldWait(String message) {
            super(message);
        }
    }

    @Override
    public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
        throw new WouldWait("would wait for ever at offset " + wordOffset);
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
        throw new WouldWait("would wait for ever");
    }

    @Override
    public void wake(int wordOffset, int count) {
        // Nobody sleeps; that the sequence changes is what the harness looks at.
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
