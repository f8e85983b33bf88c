package dev.sluice.sync;

import dev.sluice.Waiting;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** Waits by looking again and again, at the pace of one of Agrona's idle strategies. Nobody is ever woken. */
public final class PollingWaiter implements Waiter {
    private final ThreadLocal<IdleStrategy> strategy;

    public PollingWaiter(Waiting mode) {
        this.strategy = ThreadLocal.withInitial(() -> switch (mode) {
            case SPIN -> new BusySpinIdleStrategy();
            case YIELD -> new YieldingIdleStrategy();
            case BACKOFF -> new BackoffIdleStrategy();
            case KERNEL -> throw new IllegalArgumentException("KERNEL does not poll");
        });
    }

    @Override
    public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
        IdleStrategy idle = strategy.get();
        if (round == 0) {
            idle.reset();
        }
        idle.idle();
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
        if (firstOffset == NONE && secondOffset == NONE) {
            bell.await(nanos); // nothing shared to look at: this process's own news can be slept for
        } else {
            await(firstOffset, firstExpected, round, nanos, false);
        }
    }

    @Override
    public void wake(int wordOffset, int count) {
        // Whoever polls sees for himself.
    }

    @Override
    public boolean polls() {
        return true;
    }

    @Override
    public long backstopNanos() {
        return TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public int spins() {
        return 100;
    }
}
