package dev.sluice.stress.crash;

import dev.sluice.sync.Bell;

/** Nothing in the harness has to wait: whoever would, has found something that nobody gives back. */
public final class NeverWaits extends SimulatedWaiter {
    /** Says that a real caller would wait now. */
    public static final class WouldWait extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        WouldWait(String message) {
            super(message);
        }
    }

    private final boolean polls;

    public NeverWaits(boolean polls) {
        this.polls = polls;
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
    public boolean polls() {
        return polls;
    }

    /** So that whoever waits looks for damage at once. */
    @Override
    public long backstopNanos() {
        return 1;
    }
}
