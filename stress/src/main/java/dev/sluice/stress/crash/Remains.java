package dev.sluice.stress.crash;

import dev.sluice.Overflow;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has an operation die at each of its stores in turn, and shows the memories that it may leave. */
final class Remains {
    /**
     * Where a memory comes from.
     *
     * @param allowed what a survivor may find in it
     * @param accounts what it may find counted
     */
    record Case(Identity identity, List<List<String>> allowed, Accounts accounts, String where) {}

    /** Looks at a memory, which is its own. */
    interface Visitor {
        void found(HeapRegion memory, Case from);

        /** Whether to go no further. */
        boolean hasSeenEnough();
    }

    private final Random random;
    private final Visitor visitor;
    private final boolean thorough;
    private int windows;

    /**
     * What deaths leave.
     *
     * @param thorough whether to have the operations with the most stores die at each of them
     */
    Remains(Random random, Visitor visitor, boolean thorough) {
        this.random = random;
        this.thorough = thorough;
        this.visitor = visitor;
        Logger.getLogger("dev.sluice").setLevel(Level.OFF); // a line for each of a million repairs
    }

    /** Pairs of an operation in a scenario and a store at which it died. */
    int windows() {
        return windows;
    }

    /** All operations in all scenarios. */
    void showAll() {
        for (Scenario scenario : Scenario.all()) {
            for (Operation operation : Operation.all(scenario)) {
                show(scenario, operation);
            }
            if (scenario.joinable()) {
                Operation.joining().forEach(operation -> show(scenario, operation));
            }
        }
    }

    private void show(Scenario scenario, Operation operation) {
        Identity identity = scenario.identity();
        HeapRegion prepared = scenario.prepare();
        List<List<String>> allowed = allowed(scenario, operation, prepared);
        Accounts accounts = new Accounts(identity, operation, scenario.elements());
        for (int n = 1; !visitor.hasSeenEnough(); n = operation.storeAfter(n, thorough)) {
            DyingRegion region = new DyingRegion(prepared.copy());
            DequeEngine victim = Handles.victim(region, identity);
            scenario.accustom(victim);
            region.dieAt(n);
            if (!dies(operation, victim)) {
                return;
            }
            windows++;
            List<HeapRegion> remains = region.remains(random);
            if (!victim.isClosed()) { // a thread that closes a handle is in none of its guards
                region.bury(() -> victim.peek(End.FIRST, new Payload()));
            }
            Case from = new Case(identity, allowed, accounts, scenario + ", " + operation.name() + ", store " + n);
            for (HeapRegion memory : remains) {
                if (!visitor.hasSeenEnough()) {
                    visitor.found(memory, from);
                }
            }
        }
    }

    private static List<List<String>> allowed(Scenario scenario, Operation operation, HeapRegion prepared) {
        Identity identity = scenario.identity();
        List<String> before = Handles.contents(Handles.survivor(prepared.copy(), identity));
        List<String> after = completed(operation, prepared.copy(), identity);
        List<List<String>> allowed = new ArrayList<>(List.of(before, after));
        if (scenario.overflow() == Overflow.EVICT) {
            List<String> dropped = new ArrayList<>(after);
            operation.inserted().forEach(dropped::remove);
            allowed.add(dropped);
        }
        return allowed;
    }

    private static List<String> completed(Operation operation, HeapRegion region, Identity identity) {
        operation.body().accept(Handles.victim(region, identity));
        return Handles.contents(Handles.survivor(region, identity));
    }

    private static boolean dies(Operation operation, DequeEngine victim) {
        try {
            operation.body().accept(victim);
            return false;
        } catch (DyingRegion.Died died) {
            return true;
        }
    }
}
