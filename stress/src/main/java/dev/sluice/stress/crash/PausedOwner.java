package dev.sluice.stress.crash;

import dev.sluice.DequeShutdownException;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * P2 at every store: an operation is stopped there, others try to repair and to do something of their own, then it goes on.
 * Nobody may have been robbed: what the others did, and what it did, is as if one had come after the other, or the others
 * could do nothing.
 */
public final class PausedOwner implements AutoCloseable {
    /**
     * What was visited.
     *
     * @param windows pairs of an operation in a scenario and a store that it was stopped at
     * @param done in how many of them the others could do something
     * @param violations what was wrong, with the way to it; nothing, if all is well
     */
    public record Report(int windows, int done, List<String> violations) {}

    private static final String NOTHING = "nothing";
    private static final String SHUT_DOWN = "shut down";
    private static final String ELEMENT = "other";

    /** What the others try while the owner is stopped; the result tells what they could do. */
    private record Turn(String name, Function<DequeEngine, String> body) {
        static List<Turn> all() {
            List<Turn> all = new ArrayList<>();
            for (End end : End.values()) {
                all.add(new Turn("offer " + end, engine -> offer(engine, end)));
                all.add(new Turn("poll " + end, engine -> poll(engine, end)));
            }
            return all;
        }

        private static String offer(DequeEngine engine, End end) {
            try {
                return engine.offerAtOnce(end, Operation.payload(ELEMENT)) ? "put" : NOTHING;
            } catch (DequeShutdownException shutDown) {
                return SHUT_DOWN;
            }
        }

        private static String poll(DequeEngine engine, End end) {
            Payload sink = new Payload();
            return engine.pollAtOnce(end, sink)
                    ? new String(sink.array(), sink.offset(), sink.length(), StandardCharsets.US_ASCII)
                    : NOTHING;
        }
    }

    /** What has come of an operation and a turn: what the turn could do, and what was in the deque after both. */
    private record Outcome(String turn, List<String> contents) {}

    /** The others have a thread of their own: a thread has one presence in guards. */
    private final ExecutorService others = Executors.newSingleThreadExecutor();

    private final List<Turn> turns = Turn.all();
    private final List<String> violations = new ArrayList<>();
    private int windows;
    private int done;

    private PausedOwner() {}

    /** Visits all of them, with one of the turns for each, in turn. */
    public static Report visit() {
        try (PausedOwner visitor = new PausedOwner()) {
            for (Scenario scenario : Scenario.all()) {
                for (Operation operation : Operation.all(scenario)) {
                    visitor.visit(scenario, operation);
                }
            }
            return new Report(visitor.windows, visitor.done, visitor.violations);
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }

    private void visit(Scenario scenario, Operation operation) {
        HeapRegion prepared = scenario.prepare();
        Identity identity = scenario.identity();
        List<List<Outcome>> inOrder = new ArrayList<>();
        for (Turn turn : turns) {
            inOrder.add(List.of(
                    oneAfterTheOther(operation, turn, prepared.copy(), identity, true),
                    oneAfterTheOther(operation, turn, prepared.copy(), identity, false)));
        }
        List<String> alone = alone(operation, prepared.copy(), identity);
        for (int n = 1; violations.size() < Judge.MOST_VIOLATIONS; n = operation.storeAfter(n, false)) {
            int chosen = windows % turns.size();
            Turn turn = turns.get(chosen);
            String where = scenario + ", " + operation.name() + ", stopped at store " + n + ", " + turn.name;
            Outcome outcome = paused(scenario, operation, turn, prepared, n, where);
            if (outcome == null) {
                return;
            }
            windows++;
            done += outcome.turn.equals(NOTHING) ? 0 : 1;
            boolean idle = outcome.turn.equals(NOTHING) && outcome.contents.equals(alone);
            if (!idle && !inOrder.get(chosen).contains(outcome)) {
                violations.add(where + ": " + outcome + ", in order " + inOrder.get(chosen));
            }
        }
    }

    private static Outcome oneAfterTheOther(
            Operation operation, Turn turn, HeapRegion region, Identity identity, boolean turnFirst) {
        DequeEngine owner = Handles.victim(region, identity);
        DequeEngine other = Handles.patient(region, identity);
        if (!turnFirst) {
            run(operation, owner);
        }
        String result = turn.body.apply(other);
        if (turnFirst) {
            run(operation, owner);
        }
        return new Outcome(result, Handles.contents(other));
    }

    private static List<String> alone(Operation operation, HeapRegion region, Identity identity) {
        run(operation, Handles.victim(region, identity));
        return Handles.contents(Handles.patient(region, identity));
    }

    /** After somebody else's turn, there may be no element at an index any more. */
    private static void run(Operation operation, DequeEngine engine) {
        try {
            operation.body().accept(engine);
        } catch (IndexOutOfBoundsException gone) {
            return; // the contents tell whether that was right
        }
    }

    /** Returns null if the operation ends before that store. */
    private @Nullable Outcome paused(
            Scenario scenario, Operation operation, Turn turn, HeapRegion prepared, int n, String where) {
        Identity identity = scenario.identity();
        String[] result = {NOTHING};
        PausingRegion region = new PausingRegion(prepared);
        DequeEngine owner = Handles.victim(region, identity);
        scenario.accustom(owner);
        region.pauseAt(n, () -> result[0] = turn(turn, region, identity, where));
        run(operation, owner);
        if (!region.hasPaused()) {
            return null;
        }
        DequeEngine other = Handles.patient(region, identity);
        for (String violation : other.violations()) {
            violations.add(where + ": " + violation);
        }
        return new Outcome(result[0], Handles.contents(other));
    }

    private String turn(Turn turn, PausingRegion region, Identity identity, String where) {
        Future<String> result = others.submit(() -> {
            int head = region.getInt(HeaderLayout.HEAD_GUARD_OFFSET);
            int tail = region.getInt(HeaderLayout.TAIL_GUARD_OFFSET);
            DequeEngine other = Handles.patient(region, identity);
            other.repair();
            String outcome = turn.body.apply(other);
            if (region.getInt(HeaderLayout.HEAD_GUARD_OFFSET) != head
                    || region.getInt(HeaderLayout.TAIL_GUARD_OFFSET) != tail) {
                violations.add(where + ": a guard was taken over");
            }
            return outcome;
        });
        try {
            return result.get();
        } catch (InterruptedException | ExecutionException failed) {
            violations.add(where + ": " + failed);
            return NOTHING;
        }
    }
}
