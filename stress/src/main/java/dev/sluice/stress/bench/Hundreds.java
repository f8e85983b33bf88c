package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What each of very many handles of one process costs, by how many there are already. */
final class Hundreds {
    private static final int WARM_UPS = 3;
    private static final List<String> STEPS = List.of("create", "open", "close");
    private static final String USED = ", processors";

    private Hundreds() {}

    static void run(Bench bench) throws IOException, InterruptedException {
        Map<String, List<Series>> hundreds = new LinkedHashMap<>();
        // Not pinned: the watcher has the other processor, as it would.
        try (Peer peer = Peer.jvm(List.of(), List.of(), "many-deques", bench.file("many"))) {
            peer.answer("ready");
            for (int i = 0; i < WARM_UPS; i++) {
                bench.progress("attach: 1,000 deques, to warm up");
                cycle(peer, hundreds);
            }
            hundreds.clear();
            for (int turn = 1; turn <= bench.repeats() * bench.seconds(); turn++) {
                bench.progress("attach: 1,000 deques, turn " + turn);
                cycle(peer, hundreds);
            }
        }
        print(bench, hundreds);
    }

    /** Creates all, closes them, opens them again, closes them again, deletes them. */
    private static void cycle(Peer peer, Map<String, List<Series>> hundreds) throws InterruptedException {
        note(hundreds, "create", order(peer, "create"));
        order(peer, "close");
        note(hundreds, "open", order(peer, "open"));
        note(hundreds, "close", order(peer, "close"));
        order(peer, "delete");
    }

    private static double[] order(Peer peer, String step) throws InterruptedException {
        peer.tell(step);
        return peer.answer("done");
    }

    private static void note(Map<String, List<Series>> hundreds, String step, double[] nanos) {
        int hundred = nanos.length / 2;
        add(hundreds.computeIfAbsent(step, first -> empty(hundred)), nanos, 0);
        add(hundreds.computeIfAbsent(step + USED, first -> empty(hundred)), nanos, hundred);
    }

    private static List<Series> empty(int size) {
        return Stream.generate(Series::new).limit(size).toList();
    }

    private static void add(List<Series> series, double[] nanos, int from) {
        for (int i = 0; i < series.size(); i++) {
            series.get(i).add(nanos[from + i]);
        }
    }

    private static void print(Bench bench, Map<String, List<Series>> hundreds) {
        bench.title(
                "attach, H: " + ManyDeques.COUNT
                        + " deques of one process, each hundred: microseconds for each of them",
                "create: also opens; open: those that are there; close: in the order in which they were opened, so of the"
                        + " first hundred while all are open",
                "ratio: of the last hundred to the first, median of those turn by turn (smallest, largest); the limit is"
                        + " 1.2");
        Table table = new Table(
                "hundred", "create us", "processors us", "open us", "processors us", "close us", "processors us");
        for (int i = 0; i < ManyDeques.COUNT / ManyDeques.HUNDRED; i++) {
            int hundred = i;
            row(
                    table,
                    Integer.toString(i + 1),
                    hundreds,
                    series -> series.get(hundred).text(1, 1e-3));
        }
        row(
                table,
                "ratio",
                hundreds,
                series -> series.get(series.size() - 1).ratiosTo(series.get(0)).text(2));
        table.print(bench.out());
    }

    private static void row(
            Table table, String title, Map<String, List<Series>> hundreds, Function<List<Series>, String> cell) {
        List<String> cells = new ArrayList<>(List.of(title));
        for (String step : STEPS) {
            cells.add(cell.apply(hundreds.getOrDefault(step, List.of())));
            cells.add(cell.apply(hundreds.getOrDefault(step + USED, List.of())));
        }
        table.row(cells.toArray(String[]::new));
    }
}
