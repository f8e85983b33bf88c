package dev.sluice.stress.crash;

import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.stress.crash.ObjectScenario.Turn;
import dev.sluice.stress.crash.PausedOwner.Report;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.Holdings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * P2 at every store of the operations on synchronizers: the owner is stopped there, another one tries to repair and to do something
 * of its own, then it goes on. What has come of both must be what comes of them one after the other, in some order, or the other
 * one could do nothing; and nothing that is the owner's has been taken over. (Operations whose steps others may see, such as a wait
 * that times out, are left out: those that sleep or return have the same steps.)
 */
public final class PausedObjectOwner implements AutoCloseable {
    private static final String NOTHING = "nothing";
    private static final int NEVER = Integer.MAX_VALUE;

    /** Where the other one has its turn, if not at a store. */
    private enum Moment {
        BEFORE,
        ASLEEP_FIRST,
        ASLEEP_LAST,
        AFTER,
        NONE
    }

    /** What has come of an operation and a turn. */
    private record Outcome(String turn, String end, String seen, String repaired) {}

    /** The other one has a thread of its own: a thread has one presence in guards. */
    private final ExecutorService others = Executors.newSingleThreadExecutor();

    private final List<String> violations = new ArrayList<>();
    private int windows;
    private int done;

    private PausedObjectOwner() {}

    /** Visits all of them, of all kinds, with each turn. */
    public static Report visit() {
        Map<String, ObjectScenario<?>> scenarios = new LinkedHashMap<>(ObjectScenarios.all());
        scenarios.values().removeIf(ObjectScenario::showsItsSteps);
        Map.copyOf(scenarios).forEach((name, scenario) -> scenarios.put("close instead of " + name, closing(scenario)));
        return visit(scenarios);
    }

    private static <H extends Holdings> ObjectScenario<H> closing(ObjectScenario<H> scenario) {
        return new Closing<>(scenario);
    }

    static Report visit(Map<String, ObjectScenario<?>> scenarios) {
        try (PausedObjectOwner visitor = new PausedObjectOwner()) {
            scenarios.forEach((name, scenario) -> visitor.visit(name, scenario));
            return new Report(visitor.windows, visitor.done, visitor.violations);
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }

    private <H extends Holdings> void visit(String name, ObjectScenario<H> scenario) {
        for (Turn<H> turn : scenario.turns()) {
            visit(name, scenario, turn);
        }
    }

    private <H extends Holdings> void visit(String name, ObjectScenario<H> scenario, Turn<H> turn) {
        Set<Outcome> inOrder = new LinkedHashSet<>();
        for (Moment moment : Moment.values()) {
            inOrder.add(new Run<>(scenario, turn, NEVER, moment).outcome());
        }
        Outcome alone = new Run<>(scenario, turn, NEVER, Moment.NONE).outcome();
        scenario.alsoToldInTheMiddle()
                .forEach(told -> inOrder.add(new Outcome(told, alone.end, alone.seen, alone.repaired)));
        for (int n = 1; violations.size() < Judge.MOST_VIOLATIONS; n++) {
            Run<H> run = new Run<>(scenario, turn, n, Moment.NONE);
            Outcome outcome = run.outcome();
            if (!run.paused) {
                return;
            }
            windows++;
            done += outcome.turn.equals(NOTHING) ? 0 : 1;
            String where = name + ", stopped at store " + n + ", " + turn.name();
            if (!inOrder.contains(outcome)) {
                violations.add(where + ": " + outcome + ", in order " + inOrder);
            }
            if (run.robbed) {
                violations.add(where + ": the guard was taken over");
            }
        }
    }

    /** One run of an operation, with another one's turn at a store or at another moment. */
    private final class Run<H extends Holdings> {
        private final ObjectScenario<H> scenario;
        private final Turn<H> turn;
        private final int pauseAt;
        private final Moment moment;
        private final PausingRegion region = new PausingRegion(new HeapRegion(ObjectHandles.BYTES));
        private final H survivor;
        private final Handle<H> victim;
        private String turnsResult = NOTHING;
        private boolean paused;
        private boolean robbed;

        Run(ObjectScenario<H> scenario, Turn<H> turn, int pauseAt, Moment moment) {
            this.scenario = scenario;
            this.turn = turn;
            this.pauseAt = pauseAt;
            this.moment = moment;
            ObjectHandles.enter(scenario, region);
            survivor = ObjectHandles.patient(scenario, region).holdings();
            victim = ObjectHandles.victim(scenario, region, new Sleeps());
        }

        Outcome outcome() {
            String[] end = {"returned"};
            // On a thread of its own, as what it leaves behind when it is thrown out must not be healed by the next
            // one.
            Thread thread = new Thread(() -> end[0] = operate());
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
            if (moment == Moment.AFTER) {
                takeTurn();
            }
            String seen = state(ObjectHandles.patient(scenario, region));
            Handle<H> undertaker = ObjectHandles.survivor(scenario, region);
            undertaker.repair();
            return new Outcome(turnsResult, end[0], seen, state(undertaker));
        }

        private String operate() {
            try {
                scenario.prepare(survivor, victim.holdings());
                if (moment == Moment.BEFORE) {
                    takeTurn();
                }
                region.pauseAt(pauseAt, this::takeTurn);
                scenario.operate(victim);
                return "returned";
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            } catch (RuntimeException | Asleep end) {
                return end.getClass().getSimpleName();
            } finally {
                paused = region.hasPaused();
                region.pauseAt(NEVER, () -> {});
            }
        }

        private void takeTurn() {
            region.others(() -> {
                try {
                    turnsResult = others.submit(this::othersTurn).get();
                    return true;
                } catch (InterruptedException | ExecutionException failed) {
                    violations.add(turn.name() + ": " + failed);
                    return false;
                }
            });
        }

        private String othersTurn() throws InterruptedException {
            int owner = region.getInt(SynchronizerLayout.GUARD_OFFSET);
            Handle<H> other = ObjectHandles.patient(scenario, region);
            other.repair();
            String result;
            try {
                result = String.valueOf(turn.body().on(other.holdings()));
            } catch (NeverWaits.WouldWait kept) {
                result = NOTHING;
            } catch (BrokenBarrierException broken) {
                result = "broken";
            }
            robbed |= owner != 0 && region.getInt(SynchronizerLayout.GUARD_OFFSET) != owner;
            return result;
        }

        /** Null of a lock that the victim has. */
        private String state(Handle<H> handle) {
            try {
                return scenario.state(handle.holdings());
            } catch (IllegalMonitorStateException | IllegalStateException kept) {
                return "kept";
            }
        }

        /** The victim's way of waiting: others have a turn, or it gives up. */
        private final class Sleeps extends SimulatedWaiter {
            private boolean slept;

            @Override
            public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
                if (region.getInt(wordOffset) != expected) {
                    return;
                }
                if (slept) {
                    throw new Asleep();
                }
                slept = true;
                if (moment == Moment.ASLEEP_FIRST) {
                    takeTurn();
                    if (region.getInt(wordOffset) != expected) {
                        slept = false;
                        return;
                    }
                }
                boolean others = region.others(this::whileAsleep);
                if (moment == Moment.ASLEEP_LAST) {
                    takeTurn();
                }
                if (!others && region.getInt(wordOffset) == expected) {
                    throw new Asleep();
                }
            }

            private boolean whileAsleep() {
                try {
                    return scenario.whileAsleep(survivor);
                } catch (InterruptedException nobodyDoes) {
                    throw new IllegalStateException(nobodyDoes);
                }
            }
        }
    }

    /** That the operation sleeps, and nobody is there who would wake it. */
    private static final class Asleep extends Error {
        private static final long serialVersionUID = 1L;

        Asleep() {
            super("asleep", null, false, false);
        }
    }
}
