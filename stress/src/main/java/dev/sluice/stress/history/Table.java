package dev.sluice.stress.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A history for people: a line for each call, in the order in which they began. */
final class Table {
    private Table() {}

    static String of(List<Event<Call, List<Integer>>> history) {
        List<Event<Call, List<Integer>>> sorted = new ArrayList<>(history);
        sorted.sort(Comparator.comparingLong(Event::invoked));
        long first = sorted.get(0).invoked();
        StringBuilder table =
                new StringBuilder(String.format("%8s %8s  %-8s %s%n", "began", "was over", "process", "call"));
        for (Event<Call, List<Integer>> event : sorted) {
            boolean last = event.invoked() == Long.MAX_VALUE;
            table.append(String.format(
                    "%8s %8s  %-8s %s: %s%n",
                    last ? "" : event.invoked() - first,
                    last ? "" : event.returned() - first,
                    last ? "in the end" : "  ".repeat(event.process()) + event.process(),
                    event.call(),
                    event.result()));
        }
        return table.toString();
    }
}
