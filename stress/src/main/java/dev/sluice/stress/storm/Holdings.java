package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who held how many permits when. Surely held is what was acquired by a call that has returned, until the call that releases
 * it begins, or the holder is killed; never may more be held than there are. A stopped holder holds.
 */
final class Holdings {
    private record Change(long time, int by, Call call) {}

    private Holdings() {}

    static Map<Integer, List<Call>> byLedger(List<Call> calls) {
        Map<Integer, List<Call>> map = new LinkedHashMap<>();
        calls.forEach(call ->
                map.computeIfAbsent(call.ledger(), ledger -> new ArrayList<>()).add(call));
        return map;
    }

    static List<String> problems(List<Call> calls, Map<Integer, Death> deaths, int permits) {
        List<Change> changes = new ArrayList<>();
        byLedger(calls).forEach((ledger, own) -> {
            int held = 0;
            for (Call call : own) {
                int by = call.op() == Op.ACQUIRE && call.outcome() == Outcome.DONE
                        ? call.value()
                        : call.op() == Op.RELEASE ? -call.count() : 0;
                if (by != 0) {
                    changes.add(new Change(by > 0 ? call.end() : call.begin(), by, call));
                    held += by;
                }
            }
            Death death = deaths.get(ledger);
            if (held > 0 && death != null) {
                changes.add(new Change(death.after(), -held, own.get(own.size() - 1)));
            }
        });
        // Of one moment, what is given back comes first.
        changes.sort(Comparator.comparingLong(Change::time).thenComparingInt(Change::by));
        return sweep(changes, permits);
    }

    private static List<String> sweep(List<Change> changes, int permits) {
        int held = 0;
        Map<Integer, Integer> holders = new LinkedHashMap<>();
        for (Change change : changes) {
            held += change.by;
            holders.merge(change.call.ledger(), change.by, Integer::sum);
            if (held > permits) {
                holders.values().removeIf(count -> count == 0);
                return List.of("too many: when " + DequeAccounts.who(change.call) + " had returned, " + held + " of "
                        + permits + " permits were held, by ledgers " + holders);
            }
        }
        return List.of();
    }
}
