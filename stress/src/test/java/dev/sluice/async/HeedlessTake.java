package dev.sluice.async;

import dev.sluice.deque.End;

/** A take with a defect: it looks whether it is withdrawn, and then claims itself without looking again, for the test of a test. */
public final class HeedlessTake extends TakeFuture<Integer> {
    private final int delay;
    private volatile boolean claimed;

    /**
     * A take that waits to be served.
     *
     * @param delay how long it takes to claim it, so that threads that are not controlled come in between
     */
    public HeedlessTake(End end, int delay) {
        super(end, Completions.INTERNAL, PendingTwin::decode);
        this.delay = delay;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // whoever is to come in between may need the processor
    boolean claim() {
        if (isWithdrawn()) {
            return false;
        }
        for (int i = 0; i < delay && !isWithdrawn(); i++) {
            Thread.yield();
        }
        super.claim();
        claimed = true;
        return true;
    }

    @Override
    boolean isClaimed() {
        return claimed;
    }
}
