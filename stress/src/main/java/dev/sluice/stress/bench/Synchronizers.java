package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an operation on a synchronizer costs that meets nobody, beside what it is made of. */
final class Synchronizers implements Scenario {
    private static final int OPERATIONS = 4_000_000;

    private static final class Figures {
        final Series nanos = new Series();
        final Series bytes = new Series();
        final Series calls = new Series();
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Map<LoneCaller.Kind, Figures> figures = new EnumMap<>(LoneCaller.Kind.class);
        for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
            bench.progress("synchronizers, repeat " + repeat);
            for (LoneCaller.Kind kind : LoneCaller.Kind.values()) {
                measure(bench, kind, figures.computeIfAbsent(kind, first -> new Figures()));
            }
        }
        print(bench, figures);
    }

    private static void measure(Bench bench, LoneCaller.Kind kind, Figures figures)
            throws IOException, InterruptedException {
        try (Peer peer = Peer.jvm(List.of(), List.of(), "lone-caller", kind, bench.file("lone"))) {
            long thread = (long) peer.answer("ready")[0];
            peer.tell("run", OPERATIONS);
            double[] result = peer.answer("done");
            figures.nanos.add(result[0]);
            figures.bytes.add(result[1]);
            if (SystemCalls.canBeCounted()) {
                SystemCalls calls = SystemCalls.of(thread, bench.file("calls"));
                peer.tell("run", OPERATIONS);
                peer.answer("done");
                figures.calls.add(calls.end().own());
            }
        }
    }

    private static void print(Bench bench, Map<LoneCaller.Kind, Figures> all) {
        bench.title(
                "synchronizers: one thread, nobody else; " + OPERATIONS + " of each",
                "ns: of processor time, by ThreadMXBean, which other processes do not disturb; bytes: allocated for each",
                "system calls: of the library, in as many more, by strace -p THREAD",
                "of its measure: reads beside a volatile read of a mapped word, the rest beside the deque's guard, taken"
                        + " and given back; the limit is 2");
        Table table = new Table("operation", "ns", "of its measure", "bytes", "system calls");
        all.forEach((kind, figures) -> {
            Figures measure = all.get(kind.measure());
            table.row(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    figures.nanos.text(2),
                    measure == null ? "-" : Series.number(figures.nanos.median() / measure.nanos.median(), 2),
                    figures.bytes.text(3),
                    figures.calls.text(0));
        });
        table.print(bench.out());
    }
}
