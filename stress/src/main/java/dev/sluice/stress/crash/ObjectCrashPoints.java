package dev.sluice.stress.crash;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Region;
import dev.sluice.stress.crash.CrashPoints.Report;
import dev.sluice.sync.Participants;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.Holdings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Visits every crash point of operations on synchronizers and judges what the survivors find. */
public final class ObjectCrashPoints {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MOST_VIOLATIONS = 20;

    private final Random random;
    private final List<String> violations = new ArrayList<>();
    private int windows;
    private long states;

    private ObjectCrashPoints(long seed) {
        this.random = new Random(seed);
    }

    /** Visits all of them, of all kinds. */
    public static Report visit(long seed) {
        return visit(seed, ObjectScenarios.all());
    }

    static Report visit(long seed, Map<String, ObjectScenario<?>> scenarios) {
        ObjectCrashPoints visitor = new ObjectCrashPoints(seed);
        scenarios.forEach((name, scenario) -> visitor.visit(name, scenario));
        Set<String> closed = new HashSet<>();
        scenarios.forEach((name, scenario) -> visitor.visitClosing(name, scenario, closed));
        return new Report(visitor.windows, visitor.states, visitor.violations);
    }

    /** Closing what is in a state that has not been closed yet. */
    private <H extends Holdings> void visitClosing(String name, ObjectScenario<H> scenario, Set<String> closed) {
        String state = repaired(scenario, new Run<>(scenario, 1).remains(random).get(0));
        if (closed.add(scenario.kind().file() + " " + scenario.parameter() + ": " + state)) {
            visit("close instead of " + name, new Closing<>(scenario));
        }
    }

    private <H extends Holdings> void visit(String name, ObjectScenario<H> scenario) {
        List<String> allowed = new ArrayList<>(scenario.alsoAllowed());
        String before =
                repaired(scenario, new Run<>(scenario, 1).remains(random).get(0));
        String expected = scenario.stateBefore();
        expect(expected == null || before.equals(expected), name + ": before it is " + before + ", not " + expected);
        allowed.add(before);
        allowed.add(repaired(scenario, new Run<>(scenario, NEVER).memory));
        for (int n = 1; ; n++) {
            Run<H> run = new Run<>(scenario, n);
            if (!run.died) {
                return;
            }
            windows++;
            for (HeapRegion remains : run.remains(random)) {
                states++;
                judgeDeathInRepair(scenario, remains, allowed, name + ", store " + n);
                judge(scenario, remains, allowed, name + ", store " + n);
                if (violations.size() >= MOST_VIOLATIONS) {
                    return;
                }
            }
            if (run.region.stores() < n) {
                return; // it has died asleep: there are no later stores
            }
        }
    }

    private static <H extends Holdings> String repaired(ObjectScenario<H> scenario, HeapRegion region) {
        Handle<H> survivor = ObjectHandles.survivor(scenario, region);
        survivor.repair();
        return scenario.state(survivor.holdings());
    }

    private <H extends Holdings> void judge(
            ObjectScenario<H> scenario, HeapRegion region, List<String> allowed, String where) {
        try {
            Handle<H> survivor = ObjectHandles.survivor(scenario, region);
            int[] before = sequences(scenario, region);
            survivor.repair();
            String state = scenario.state(survivor.holdings());
            expect(allowed.contains(state), where + ": found " + state + ", allowed " + allowed);
            expectAllBumped(before, sequences(scenario, region), where);
            // As if the repairer had died before it freed the slot: a second time must change nothing.
            new Participants(region).enter(ObjectHandles.attachment(scenario, Handles.VICTIM));
            survivor.repair();
            String again = scenario.state(survivor.holdings());
            expect(
                    again.equals(scenario.stateAgain(state)),
                    where + ": repair is not idempotent: " + again + " after " + state);
            scenario.use(survivor.holdings());
        } catch (InterruptedException | RuntimeException | AssertionError failure) {
            violations.add(where + ": " + failure);
        }
    }

    /** The repairer dies, at each of its stores, and another one takes over; which of the two has died does not matter. */
    private <H extends Holdings> void judgeDeathInRepair(
            ObjectScenario<H> scenario, HeapRegion remains, List<String> allowed, String where) {
        for (int m = 1; violations.size() < MOST_VIOLATIONS; m++) {
            DyingRegion region = new DyingRegion(remains.copy(), m);
            try {
                ObjectHandles.survivor(scenario, region).repair();
                return;
            } catch (DyingRegion.Died died) {
                windows++;
            }
            for (HeapRegion twice : region.remains(random)) {
                states++;
                String state = repaired(scenario, twice);
                expect(
                        allowed.contains(state),
                        where + ", store " + m + " of repair: found " + state + ", allowed " + allowed);
            }
        }
    }

    private static int[] sequences(ObjectScenario<?> scenario, Region region) {
        int[] offsets = scenario.eventCounts();
        int[] sequences = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            sequences[i] = region.getInt(offsets[i] + HeaderLayout.EVENT_SEQUENCE);
        }
        return sequences;
    }

    private void expectAllBumped(int[] before, int[] after, String where) {
        for (int i = 0; i < before.length; i++) {
            expect(before[i] != after[i], where + ": repair did not wake those at event count " + i);
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    /** One run of the operation, up to the store at which it dies. */
    private static final class Run<H extends Holdings> {
        final HeapRegion memory = new HeapRegion(ObjectHandles.BYTES);
        final DyingRegion region = new DyingRegion(memory);
        final boolean died;

        Run(ObjectScenario<H> scenario, int deathAt) {
            ObjectHandles.enter(scenario, memory);
            H survivor = ObjectHandles.survivor(scenario, memory).holdings();
            Handle<H> handle = ObjectHandles.victim(scenario, region, new DiesAsleep<>(scenario, survivor, region));
            H victim = handle.holdings();
            Throwable[] end = new Throwable[1];
            // On a thread of its own: what it leaves behind is for the survivors to find, not for itself.
            Thread thread = new Thread(() -> {
                try {
                    scenario.prepare(survivor, victim);
                    region.dieAt(deathAt);
                    scenario.operate(handle);
                } catch (InterruptedException nobodyDoes) {
                    throw new IllegalStateException(nobodyDoes);
                }
            });
            thread.setUncaughtExceptionHandler((dead, thrown) -> end[0] = thrown);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
            if (end[0] instanceof RuntimeException failed) {
                throw failed;
            }
            if (end[0] instanceof Error error && !(error instanceof DyingRegion.Died)) {
                throw error;
            }
            died = end[0] != null;
        }

        List<HeapRegion> remains(Random random) {
            return region.remains(random);
        }
    }

    /** The victim's way of waiting: somebody else has a turn, or it dies. */
    private static final class DiesAsleep<H extends Holdings> extends SimulatedWaiter {
        private final ObjectScenario<H> scenario;
        private final H survivor;
        private final DyingRegion region;
        private boolean slept;

        DiesAsleep(ObjectScenario<H> scenario, H survivor, DyingRegion region) {
            this.scenario = scenario;
            this.survivor = survivor;
            this.region = region;
        }

        @Override
        public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
            region.getInt(wordOffset); // the dead do not fall asleep either
            region.settle();
            if (slept || !othersTurn()) {
                throw region.dieNow();
            }
            slept = true;
            region.settle();
        }

        private boolean othersTurn() {
            try {
                return scenario.whileAsleep(survivor);
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        }

        /** So that whoever waits looks for damage at once. */
        @Override
        public long backstopNanos() {
            return 1;
        }
    }
}
