package dev.sluice.stress.race;

import dev.sluice.memory.Region;
import dev.sluice.stress.crash.SimulatedWaiter;
import dev.sluice.sync.Waiter;
import java.util.function.UnaryOperator;

/**
 * A step of the protocol taken out, weakened, or done in another order: what the races have to notice.
 *
 * @param name as the command calls it
 * @param lost what is not protected any more
 * @param race the name of one that fails then
 * @param memory what the actors' handles see instead of the memory
 * @param forgetsKey whether a waiter sleeps on the value that it finds rather than on the one that it began with
 */
record Defect(String name, String lost, String race, UnaryOperator<Region> memory, boolean forgetsKey) {
    /** Nothing is broken. */
    static final Defect NONE = new Defect("none", "nothing", "", UnaryOperator.identity(), false);

    private static final long DAWDLE_NANOS = 10_000;

    Region over(Region region) {
        return memory.apply(region);
    }

    Waiter over(Sleeper sleeper, Region region) {
        return forgetsKey ? new Forgetful(sleeper, region) : sleeper;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Where it matters, a thread may lose its processor for a while: long beside an operation, also one that is interpreted. */
    static void dawdle() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < DAWDLE_NANOS) {
            Thread.onSpinWait();
        }
    }

    private static final class Forgetful extends SimulatedWaiter {
        private final Sleeper waiter;
        private final Region region;

        Forgetful(Sleeper waiter, Region region) {
            this.waiter = waiter;
            this.region = region;
        }

        @Override
        public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
            dawdle();
            waiter.await(wordOffset, region.getIntVolatile(wordOffset), round, nanos, interruptible);
        }

        @Override
        public void wake(int wordOffset, int count) {
            waiter.wake(wordOffset, count);
        }

        @Override
        public boolean polls() {
            return waiter.polls();
        }
    }
}
