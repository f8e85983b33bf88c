package dev.sluice.stress.crash;

import dev.sluice.sync.Bell;
import dev.sluice.sync.Waiter;
import java.util.concurrent.TimeUnit;

/** What waiters have in common that put nobody to sleep in the kernel: nobody is woken there either, and no futures wait. */
public abstract class SimulatedWaiter implements Waiter {
    private static final long BACKSTOP_NANOS = TimeUnit.HOURS.toNanos(1);

    @Override
    public void awaitAny(
            int firstOffset,
            int firstExpected,
            int secondOffset,
            int secondExpected,
            Bell bell,
            int round,
            long nanos) {
        throw new UnsupportedOperationException("futures do not wait here");
    }

    /** The word has changed, and whoever waits for it looks at it. */
    @Override
    public void wake(int wordOffset, int count) {}

    @Override
    public boolean polls() {
        return false;
    }

    @Override
    public long backstopNanos() {
        return BACKSTOP_NANOS;
    }

    @Override
    public int spins() {
        return 0;
    }
}
