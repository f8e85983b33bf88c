package dev.sluice.stress.twin;

import dev.sluice.memory.Region;
import dev.sluice.stress.crash.SimulatedWaiter;

/**
 * Waits as the kernel has it, but for the sleep: whoever finds the word as expected stays until it has changed, which whoever wakes
 * him has done before. Nothing else ends that, no time-out either, so that a wake-up that was not made is a standstill, which
 * tools see. (The model checker of Lincheck 3.7 lets a thread that parks or waits for a monitor fall asleep in earnest.)
 */
public final class FutexTwin extends SimulatedWaiter {
    private final Region region;

    /** The waiter of the handles of a region. */
    public FutexTwin(Region region) {
        this.region = region;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // where a tool schedules, a yield is a hint to it
    public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
        while (region.getIntVolatile(wordOffset) == expected) {
            Thread.yield();
        }
    }

    @Override
    public long backstopNanos() {
        return Long.MAX_VALUE;
    }
}
