package dev.sluice.stress.crash;

import dev.sluice.Overflow;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Visits every crash point of every operation in every scenario and judges what the survivors find. */
public final class CrashPoints {
    /**
     * What was visited.
     *
     * @param windows pairs of an operation in a scenario and a store at which it died
     * @param states memories judged: windows in all variants of what of the last stores is visible
     * @param doubleDeaths repairs that were cut short
     * @param violations what was wrong, with the way to it; nothing, if all is well
     */
    public record Report(int windows, long states, long doubleDeaths, List<String> violations) {}

    private static final int MOST_VIOLATIONS = 20;

    /** Of an operation with many stores of the same kinds, all of the first ones, and then every so many: a prime number. */
    private static final int FIRST_STORES = 40;

    private static final int STRIDE = 23;

    /** One of so many repairs is cut short in its turn, at one of its first so many stores. */
    private static final int DOUBLE_DEATHS = 64;

    private static final int REPAIR_STORES = 200;

    private final Random random;
    private final List<String> violations = new ArrayList<>();
    private int windows;
    private long states;
    private long doubleDeaths;

    private CrashPoints(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Visits all of them.
     *
     * @param seed of the subsets of lost stores that are drawn where there are too many
     */
    public static Report visit(long seed) {
        CrashPoints visitor = new CrashPoints(seed);
        Logger log = Logger.getLogger("dev.sluice");
        log.setLevel(Level.OFF); // a line for each of a million repairs
        for (Scenario scenario : Scenario.all()) {
            for (Operation operation : Operation.all(scenario)) {
                visitor.visit(scenario, operation);
            }
        }
        return new Report(visitor.windows, visitor.states, visitor.doubleDeaths, visitor.violations);
    }

    private void visit(Scenario scenario, Operation operation) {
        Identity identity = scenario.identity();
        HeapRegion prepared = scenario.prepare();
        List<String> before = Handles.contents(Handles.survivor(prepared.copy(), identity));
        List<String> after = completed(operation, prepared.copy(), identity);
        List<List<String>> allowed = new ArrayList<>(List.of(before, after));
        if (scenario.overflow() == Overflow.EVICT) {
            List<String> dropped = new ArrayList<>(after);
            operation.inserted().forEach(dropped::remove);
            allowed.add(dropped);
        }
        for (int n = 1; ; n += operation.thinned() && n > FIRST_STORES ? STRIDE : 1) {
            DyingRegion region = new DyingRegion(prepared.copy(), n);
            DequeEngine victim = Handles.victim(region, identity);
            if (!dies(() -> operation.body().accept(victim))) {
                return;
            }
            windows++;
            List<HeapRegion> remains = region.remains(random);
            region.bury(() -> victim.peek(End.FIRST, new Payload()));
            for (HeapRegion memory : remains) {
                states++;
                String where = scenario + ", " + operation.name() + ", store " + n;
                if (random.nextInt(DOUBLE_DEATHS) == 0) {
                    judgeAfterRepairer(memory, identity, allowed, where);
                }
                judge(memory, identity, allowed, where);
                if (violations.size() >= MOST_VIOLATIONS) {
                    return;
                }
            }
        }
    }

    private static List<String> completed(Operation operation, HeapRegion region, Identity identity) {
        operation.body().accept(Handles.victim(region, identity));
        return Handles.contents(Handles.survivor(region, identity));
    }

    private static boolean dies(Runnable body) {
        try {
            body.run();
            return false;
        } catch (DyingRegion.Died died) {
            return true;
        }
    }

    /** The repairer dies as well, at any of its stores: the next one finishes what either has left. */
    private void judgeAfterRepairer(HeapRegion remains, Identity identity, List<List<String>> allowed, String where) {
        int store = 1 + random.nextInt(random.nextInt(REPAIR_STORES) + 1);
        DyingRegion region = new DyingRegion(remains.copy(), store);
        if (dies(() -> Handles.survivor(region, identity).repair())) {
            doubleDeaths++;
            List<HeapRegion> found = region.remains(random);
            judge(found.get(random.nextInt(found.size())), identity, allowed, where + ", repairer's store " + store);
        }
    }

    private void judge(HeapRegion region, Identity identity, List<List<String>> allowed, String where) {
        try {
            DequeEngine survivor = Handles.survivor(region, identity);
            boolean attached = Handles.isVictimAttached(region); // if not, a repairer that died was through with it
            int notEmpty = region.getInt(HeaderLayout.NOT_EMPTY_OFFSET);
            int notFull = region.getInt(HeaderLayout.NOT_FULL_OFFSET);
            survivor.repair();
            check(survivor, where);
            List<String> contents = Handles.contents(survivor);
            expect(allowed.contains(contents), where + ": found " + contents + ", allowed " + allowed);
            expect(
                    !attached
                            || (region.getInt(HeaderLayout.NOT_EMPTY_OFFSET) != notEmpty
                                    && region.getInt(HeaderLayout.NOT_FULL_OFFSET) != notFull),
                    where + ": repair did not wake everybody");
            survivor.repair(); // a second time must change nothing
            expect(Handles.contents(survivor).equals(contents), where + ": repair is not idempotent");
            use(survivor, contents, where);
            check(survivor, where + ", used");
        } catch (RuntimeException | AssertionError failure) {
            violations.add(where + ": " + failure);
        }
    }

    private void check(DequeEngine survivor, String where) {
        for (String violation : survivor.violations()) {
            violations.add(where + ": " + violation);
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    /** The survivors go on: one takes from both ends in turn, then somebody puts, if the deque is still open. */
    private void use(DequeEngine survivor, List<String> contents, String where) {
        List<String> model = new ArrayList<>(contents);
        while (!model.isEmpty()) {
            End end = random.nextBoolean() ? End.FIRST : End.LAST;
            Payload sink = new Payload();
            expect(survivor.poll(end, sink), where + ": an element is missing");
            String expected = model.remove(end == End.FIRST ? 0 : model.size() - 1);
            String found = new String(sink.array(), sink.offset(), sink.length(), StandardCharsets.US_ASCII);
            expect(found.equals(expected), where + ": took " + found + " instead of " + expected);
        }
        expect(!survivor.poll(End.FIRST, new Payload()), where + ": an element too many");
        if (!survivor.isShutDown()) {
            for (int i = 0; i < 6; i++) {
                String element = "u" + i;
                End end = random.nextBoolean() ? End.FIRST : End.LAST;
                if (survivor.offer(end, Operation.payload(element))) {
                    model.add(end == End.FIRST ? 0 : model.size(), element);
                    if (model.size() > survivor.identity().capacity()) {
                        model.remove(end == End.FIRST ? model.size() - 1 : 0);
                    }
                }
            }
            expect(Handles.contents(survivor).equals(model), where + ": not as put afterwards");
        }
    }
}
