package dev.sluice.stress.crash;

import static dev.sluice.layout.HeaderLayout.GUARD_GATE;
import static dev.sluice.layout.SynchronizerLayout.CONDITION_EVENT;
import static dev.sluice.layout.SynchronizerLayout.VALUE_OFFSET;
import static dev.sluice.layout.SynchronizerLayout.conditionOffset;

import dev.sluice.stress.crash.ObjectScenario.Turn;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.ConditionEngine;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.LockEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a participant may die at with a lock and its conditions. */
final class LockScenarios {
    /** Of the condition that is played with; another one must not be touched by it. */
    private static final int CONDITION = 3;

    /** What {@link #state} says: whether the survivor got the lock, was told of a death, and how many wait. */
    private static final String FREE = "got true, died false, waiting 0";

    private static final String DIED = "got true, died true, waiting 0";

    private LockScenarios() {}

    /** A part of a scenario. */
    private interface Part {
        void with(LockEngine victim) throws InterruptedException;
    }

    private static final Part NOTHING = victim -> {};

    private static final Part BRIEFLY =
            victim -> victim.condition(CONDITION).await(Deadline.after(1, TimeUnit.NANOSECONDS));

    static Map<String, ObjectScenario<?>> all() {
        Map<String, ObjectScenario<?>> all = new LinkedHashMap<>();
        Part lock = victim -> victim.acquire(Deadline.UNINTERRUPTED);
        Part twice = victim -> {
            lock.with(victim);
            lock.with(victim);
        };
        all.put("lock", new Locks(FREE, NOTHING, lock, false, List.of()));
        all.put("tryLock", new Locks(FREE, NOTHING, victim -> victim.acquire(Deadline.AT_ONCE), false, List.of()));
        all.put("lock again", new Locks(DIED, lock, lock, false, List.of()));
        all.put("unlock", new Locks(DIED, lock, LockEngine::release, false, List.of()));
        all.put("unlock once of twice", new Locks(DIED, twice, LockEngine::release, false, List.of()));
        // Beside the wait itself: between giving the lock back and having it again it is free.
        Part await = victim -> victim.condition(CONDITION).await(Deadline.NEVER);
        all.put("await", new Locks(DIED, lock, await, false, List.of(FREE)));
        all.put("await twice held", new Locks(DIED, twice, await, false, List.of(FREE)));
        all.put("await and be signalled", new Locks(DIED, lock, await, true, List.of(FREE)));
        all.put("await until the time is up", new Locks(DIED, lock, BRIEFLY, false, List.of(FREE)));
        all.put(
                "signal nobody",
                new Locks(DIED, lock, victim -> victim.condition(CONDITION).signal(), false, List.of()));
        Part signal = victim -> victim.condition(CONDITION).signal();
        Part signalAll = victim -> victim.condition(CONDITION).signalAll();
        all.put("signal one of two", new Signals(1, 1, signal));
        all.put("signal one again", new Signals(2, 0, signal));
        all.put("signal all of two", new Signals(1, 1, signalAll));
        all.put("signal all of three", new Signals(1, 2, signalAll));
        all.put("wait before others", new Signals(1, 1, await));
        all.put("close", new Locks(DIED, lock, LockEngine::giveBack, false, List.of(FREE)));
        return all;
    }

    private static List<Turn<LockEngine>> turns() {
        return List.of(
                new Turn<>("tryLock", other -> locked(other, false)),
                new Turn<>("signal", other -> locked(other, true)));
    }

    private static boolean locked(LockEngine other, boolean signals) throws InterruptedException {
        if (!other.acquire(Deadline.AT_ONCE)) {
            return false;
        }
        if (signals) {
            other.condition(CONDITION).signal();
        }
        other.release();
        return true;
    }

    /** The survivor takes the lock, and looks. */
    private static String state(LockEngine survivor) {
        try {
            boolean got = survivor.acquire(Deadline.AT_ONCE);
            if (!got) {
                return "got false";
            }
            String state = "got true, died " + survivor.tellDeath() + ", waiting "
                    + survivor.condition(CONDITION).waiting();
            survivor.release();
            return state;
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private static final class Locks implements ObjectScenario<LockEngine> {
        private final String stateBefore;
        private final Part before;
        private final Part operation;
        private final boolean signalled;
        private final List<String> alsoAllowed;

        Locks(String stateBefore, Part before, Part operation, boolean signalled, List<String> alsoAllowed) {
            this.stateBefore = stateBefore;
            this.before = before;
            this.operation = operation;
            this.signalled = signalled;
            this.alsoAllowed = alsoAllowed;
        }

        @Override
        public Handle.Kind<LockEngine> kind() {
            return LockEngine.KIND;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public void prepare(LockEngine survivor, LockEngine victim) throws InterruptedException {
            before.with(victim);
        }

        @Override
        public void operate(LockEngine victim) throws InterruptedException {
            operation.with(victim);
        }

        @Override
        public boolean whileAsleep(LockEngine survivor) throws InterruptedException {
            if (signalled) {
                survivor.acquire(Deadline.AT_ONCE);
                survivor.condition(CONDITION).signal();
                survivor.release();
            }
            return signalled;
        }

        @Override
        public String state(LockEngine survivor) {
            return LockScenarios.state(survivor);
        }

        @Override
        public String stateBefore() {
            return stateBefore;
        }

        /** Once told, a death is not told again. */
        @Override
        public String stateAgain(String state) {
            return state.equals(DIED) ? FREE : state;
        }

        @Override
        public List<String> alsoAllowed() {
            return alsoAllowed;
        }

        @Override
        public int[] eventCounts() {
            return new int[] {
                VALUE_OFFSET + GUARD_GATE,
                conditionOffset(0) + CONDITION_EVENT,
                conditionOffset(CONDITION) + CONDITION_EVENT,
                conditionOffset(15) + CONDITION_EVENT
            };
        }

        @Override
        public List<Turn<LockEngine>> turns() {
            return LockScenarios.turns();
        }

        @Override
        public boolean showsItsSteps() {
            return operation == BRIEFLY;
        }

        @Override
        public void use(LockEngine survivor) throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                expect(survivor.acquire(Deadline.AT_ONCE), "the lock is not free");
                expect(!survivor.tellDeath(), "a death is told twice");
                survivor.condition(CONDITION).signalAll();
                // No signal is left over for somebody who comes later: its wait ends with the time.
                expect(
                        !survivor.condition(CONDITION).await(Deadline.after(0, TimeUnit.SECONDS)),
                        "a latecomer was signalled");
                expect(survivor.holds() == 1, "the lock is not held after a wait");
                survivor.release();
            }
        }

        private static void expect(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }
    }

    /**
     * Threads of the survivor wait; a first signal has been given to the first of them, others came after it.
     *
     * @param early how many waited at the first signal
     * @param late how many came after it
     * @param operation of the victim, which owns the lock
     */
    private record Signals(int early, int late, Part operation) implements ObjectScenario<LockEngine> {
        @Override
        public Handle.Kind<LockEngine> kind() {
            return LockEngine.KIND;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public void prepare(LockEngine survivor, LockEngine victim) throws InterruptedException {
            waitFor(survivor, early);
            survivor.acquire(Deadline.AT_ONCE);
            survivor.condition(CONDITION).signal();
            survivor.release();
            waitFor(survivor, late);
            victim.acquire(Deadline.AT_ONCE);
        }

        /** They come as far as to fall asleep, and stay there: the harness's way of waiting throws them out. */
        private static void waitFor(LockEngine survivor, int threads) throws InterruptedException {
            for (int i = 0; i < threads; i++) {
                survivor.acquire(Deadline.AT_ONCE);
                try {
                    survivor.condition(CONDITION).await(Deadline.NEVER);
                } catch (IllegalStateException asleep) {
                    // There it is.
                }
            }
        }

        @Override
        public void operate(LockEngine victim) throws InterruptedException {
            operation.with(victim);
        }

        @Override
        public String state(LockEngine survivor) {
            try {
                survivor.acquire(Deadline.AT_ONCE);
                ConditionEngine condition = survivor.condition(CONDITION);
                int waiting = condition.waiting();
                String state = state(waiting, condition.signals(), condition.isSignalled(early));
                survivor.release();
                return state;
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        }

        private static String state(int waiting, int signals, boolean late) {
            return waiting + " wait, " + signals + " signals, for late ones too: " + late;
        }

        /** Signals for those who came early may be one, or many, too many; late ones get none without one of their own. */
        @Override
        public List<String> alsoAllowed() {
            List<String> allowed = new ArrayList<>();
            for (int signals = 1; signals <= early + late; signals++) {
                allowed.add(state(early + late, signals, false));
            }
            return allowed;
        }

        @Override
        public int[] eventCounts() {
            return new int[] {conditionOffset(CONDITION) + CONDITION_EVENT};
        }

        @Override
        public List<Turn<LockEngine>> turns() {
            return LockScenarios.turns();
        }

        @Override
        public void use(LockEngine survivor) throws InterruptedException {
            survivor.acquire(Deadline.AT_ONCE);
            ConditionEngine condition = survivor.condition(CONDITION);
            int before = condition.signals();
            condition.signal();
            int waiting = early + late;
            if (condition.signals() != Math.min(waiting, before + 1) || !condition.isSignalled(waiting - 1)) {
                throw new AssertionError("a signal is lost: " + state(survivor));
            }
            if (condition.isSignalled(waiting + 1)) {
                throw new AssertionError("a latecomer is signalled");
            }
            survivor.release();
        }
    }
}
