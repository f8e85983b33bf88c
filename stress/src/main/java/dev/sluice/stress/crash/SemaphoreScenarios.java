package dev.sluice.stress.crash;

import static dev.sluice.layout.SynchronizerLayout.CHANGED_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.GUARD_OFFSET;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations on semaphores of few and of many permits, which are kept in two ways. Whatever the victim held or was about to hold
 * is the survivors' after the repair.
 */
final class SemaphoreScenarios {
    private static final int FEW = 5;
    private static final int MANY = 5_000;

    private SemaphoreScenarios() {}

    /** An operation. */
    private interface Step {
        void on(SemaphoreEngine victim) throws InterruptedException;
    }

    private static final Step UNWANTED = victim -> victim.acquireFor(2, () -> false, Deadline.UNINTERRUPTED);

    static Map<String, ObjectScenario<?>> all() {
        Map<String, ObjectScenario<?>> all = new LinkedHashMap<>();
        add(all, FEW);
        add(all, MANY);
        return all;
    }

    private static void add(Map<String, ObjectScenario<?>> all, int permits) {
        for (int survivors = 0; survivors <= 3; survivors++) {
            String among = " beside " + survivors;
            add(
                    all,
                    permits,
                    "tryAcquire" + among,
                    survivors,
                    1,
                    victim -> victim.tryAcquire(1, Deadline.UNINTERRUPTED));
            add(
                    all,
                    permits,
                    "tryAcquire too many" + among,
                    survivors,
                    1,
                    victim -> victim.tryAcquire(permits, Deadline.UNINTERRUPTED));
            add(
                    all,
                    permits,
                    "acquireFor one who wants" + among,
                    survivors,
                    0,
                    victim -> victim.acquireFor(2, () -> true, Deadline.UNINTERRUPTED));
            add(all, permits, "acquireFor one who does not" + among, survivors, 0, UNWANTED);
            add(all, permits, "drain" + among, survivors, 1, SemaphoreEngine::drain);
            add(all, permits, "available" + among, survivors, 1, SemaphoreEngine::available);
            add(all, permits, "release one" + among, survivors, 2, victim -> victim.release(1));
            add(all, permits, "release all" + among, survivors, 2, victim -> victim.release(2));
            add(all, permits, "release too many" + among, survivors, 1, victim -> victim.release(2));
            add(all, permits, "give back" + among, survivors, 2, SemaphoreEngine::giveBack);
        }
        all.put(
                permits + " permits: acquire asleep, nobody releases",
                new Semaphore(permits, permits, 0, false, SemaphoreScenarios::acquire));
        all.put(
                permits + " permits: acquire asleep, somebody releases",
                new Semaphore(permits, permits, 0, true, SemaphoreScenarios::acquire));
        all.put(
                permits + " permits: acquire three asleep, too few come",
                new Semaphore(permits, permits, 0, true, victim -> victim.acquireWaiting(3, Deadline.NEVER)));
    }

    private static void acquire(SemaphoreEngine victim) throws InterruptedException {
        victim.acquireWaiting(1, Deadline.NEVER);
    }

    private static void add(
            Map<String, ObjectScenario<?>> all, int permits, String name, int survivors, int victims, Step operation) {
        all.put("semaphore of " + permits + ": " + name, new Semaphore(permits, survivors, victims, false, operation));
    }

    /** The scenario in which the two have acquired so many before. */
    private record Semaphore(int permits, int survivors, int victims, boolean releases, Step operation)
            implements ObjectScenario<SemaphoreEngine> {
        @Override
        public Handle.Kind<SemaphoreEngine> kind() {
            return SemaphoreEngine.KIND;
        }

        @Override
        public int parameter() {
            return permits;
        }

        @Override
        public void prepare(SemaphoreEngine survivor, SemaphoreEngine victim) {
            take(survivor, survivors);
            take(victim, victims);
        }

        @Override
        public void operate(SemaphoreEngine victim) throws InterruptedException {
            operation.on(victim);
        }

        @Override
        public boolean whileAsleep(SemaphoreEngine survivor) {
            return releases && survivor.release(1);
        }

        /** The survivor's view; what it has released meanwhile it takes back, so that the permits are always the same. */
        @Override
        public String state(SemaphoreEngine survivor) {
            return survivor.available() + " available, " + survivor.held() + " held";
        }

        @Override
        public List<String> alsoAllowed() {
            return releases
                    ? List.of("0 available, " + permits + " held", "1 available, " + (permits - 1) + " held")
                    : List.of();
        }

        @Override
        public int[] eventCounts() {
            return permits == FEW
                    ? new int[] {CHANGED_OFFSET}
                    : new int[] {CHANGED_OFFSET, GUARD_OFFSET + HeaderLayout.GUARD_GATE};
        }

        @Override
        public List<Turn<SemaphoreEngine>> turns() {
            return List.of(
                    new Turn<>("tryAcquire", other -> other.tryAcquire(1, Deadline.UNINTERRUPTED)),
                    new Turn<>("release", other -> other.release(1)),
                    new Turn<>("drain", SemaphoreEngine::drain));
        }

        /** Few permits are taken by one store and given back by another. */
        @Override
        public boolean showsItsSteps() {
            return operation == UNWANTED && permits == FEW;
        }

        @Override
        public void use(SemaphoreEngine survivor) throws InterruptedException {
            int held = survivor.held();
            if (survivor.available() + held != permits) {
                throw new AssertionError(survivor.available() + " of " + permits + " are available, " + held + " held");
            }
            take(survivor, permits - held);
            if (survivor.available() != 0 || !survivor.release(permits) || survivor.release(1)) {
                throw new AssertionError("the permits are not those that there were");
            }
        }

        private static void take(SemaphoreEngine engine, int count) {
            try {
                if (!engine.tryAcquire(count, Deadline.UNINTERRUPTED)) {
                    throw new AssertionError(count + " cannot be acquired");
                }
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
