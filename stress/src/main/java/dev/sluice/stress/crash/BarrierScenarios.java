package dev.sluice.stress.crash;

import static dev.sluice.layout.SynchronizerLayout.CHANGED_OFFSET;

import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.BarrierEngine;
import dev.sluice.synchronizer.Handle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a party may die at. */
final class BarrierScenarios {
    private static final String BROKEN = "broken true, waiting 0";

    private static final Part NOTHING = barrier -> {};

    private BarrierScenarios() {}

    /** What somebody does. */
    private interface Part {
        void with(BarrierEngine barrier) throws InterruptedException, BrokenBarrierException, TimeoutException;
    }

    private static void run(Part part, BarrierEngine barrier) throws InterruptedException {
        try {
            part.with(barrier);
        } catch (BrokenBarrierException | TimeoutException ended) {
            // As any end of the operation.
        }
    }

    private static final Part RESET = BarrierEngine::reset;

    private static final Part BRIEFLY = barrier -> barrier.await(Deadline.after(0, TimeUnit.SECONDS));

    static Map<String, ObjectScenario<?>> all() {
        Part arrive = BarrierEngine::arrive;
        Part breakIt = barrier -> barrier.breakIt(barrier.arrive());
        Part await = barrier -> barrier.await(Deadline.NEVER);
        Map<String, ObjectScenario<?>> all = new LinkedHashMap<>();
        // Of three, the first one, the second one and the last one.
        all.put("await as the first", new Parties(3, 0, NOTHING, await, 0));
        all.put("await as the second", new Parties(3, 1, NOTHING, await, 0));
        all.put("await as the last", new Parties(3, 2, NOTHING, await, 0));
        all.put("await alone", new Parties(1, 0, NOTHING, await, 0));
        all.put("await and pass", new Parties(2, 0, NOTHING, await, 1));
        all.put("await a second time", new Parties(2, 1, arrive, await, 0));
        all.put("await with another thread that waits", new Parties(3, 0, arrive, await, 0));
        all.put("await until the time is up", new Parties(2, 0, NOTHING, BRIEFLY, 0));
        all.put("reset when nobody waits", new Parties(2, 0, NOTHING, RESET, 0));
        all.put("reset when others wait", new Parties(3, 2, NOTHING, RESET, 0));
        all.put("reset when it has arrived", new Parties(3, 1, arrive, RESET, 0));
        all.put("reset when broken", new Parties(2, 0, breakIt, RESET, 0));
        all.put("close", new Parties(3, 1, arrive, BarrierEngine::giveBack, 0));
        return all;
    }

    /**
     * A barrier at which some have arrived.
     *
     * @param arrived of the survivor's threads
     * @param meanwhile how many of the survivor's threads arrive while the victim sleeps
     */
    private record Parties(int parameter, int arrived, Part before, Part operation, int meanwhile)
            implements ObjectScenario<BarrierEngine> {
        @Override
        public Handle.Kind<BarrierEngine> kind() {
            return BarrierEngine.KIND;
        }

        @Override
        public void prepare(BarrierEngine survivor, BarrierEngine victim) throws InterruptedException {
            arrive(survivor, arrived);
            run(before, victim);
        }

        private static void arrive(BarrierEngine barrier, int threads) throws InterruptedException {
            for (int i = 0; i < threads; i++) {
                run(BarrierEngine::arrive, barrier);
            }
        }

        @Override
        public void operate(BarrierEngine victim) throws InterruptedException {
            run(operation, victim);
        }

        @Override
        public boolean whileAsleep(BarrierEngine survivor) throws InterruptedException {
            arrive(survivor, meanwhile);
            return meanwhile > 0;
        }

        @Override
        public String state(BarrierEngine survivor) {
            return "broken " + survivor.isBroken() + ", waiting " + survivor.waiting();
        }

        /** Broken by the death if the victim had arrived, unless it was the last; else those of the survivor wait. */
        @Override
        public String stateBefore() {
            if (before == NOTHING) {
                return "broken false, waiting " + arrived;
            }
            return arrived + 1 == parameter ? "broken false, waiting 0" : BROKEN;
        }

        @Override
        public List<String> alsoAllowed() {
            return List.of(BROKEN);
        }

        @Override
        public int[] eventCounts() {
            return new int[] {CHANGED_OFFSET};
        }

        @Override
        public List<Turn<BarrierEngine>> turns() {
            return List.of(
                    new Turn<>("arrive", other -> other.arrive().index()),
                    new Turn<>("reset", other -> {
                        other.reset();
                        return "reset";
                    }),
                    new Turn<>("look", this::state));
        }

        /** Who comes while the barrier is reset may be told that it is broken, as if he had come just before. */
        @Override
        public List<String> alsoToldInTheMiddle() {
            return operation == RESET ? List.of("broken", BROKEN) : List.of();
        }

        @Override
        public boolean showsItsSteps() {
            return operation == BRIEFLY;
        }

        @Override
        public void use(BarrierEngine survivor) throws InterruptedException {
            // Nobody waits any more for the dead: either it has never counted, or the barrier is broken, or all have
            // passed.
            if (survivor.isBroken()) {
                survivor.reset();
            } else {
                int waiting = survivor.waiting();
                expect(waiting == 0 || waiting == arrived, waiting + " wait, but " + arrived + " are alive");
                arrive(survivor, parameter - waiting);
            }
            expect(!survivor.isBroken() && survivor.waiting() == 0, "not as new: " + state(survivor));
            for (int i = 0; i < 2 * parameter; i++) {
                try {
                    int index = survivor.arrive().index();
                    expect(index == parameter - 1 - i % parameter, "index " + index + " for arrival " + i);
                } catch (BrokenBarrierException notMended) {
                    throw new AssertionError("broken again", notMended);
                }
            }
        }

        private static void expect(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }
    }
}
