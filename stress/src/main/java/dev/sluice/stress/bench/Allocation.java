package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an operation costs that meets nobody: bytes of heap, and calls of the kernel. */
final class Allocation implements Scenario {
    private static final int PAIRS = 1_000_000;

    private static final class Figures {
        final Series put = new Series();
        final Series take = new Series();
        final Series nanos = new Series();
        final Series waits = new Series();
        final Series calls = new Series();
        final Series jvmCalls = new Series();
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Map<Uncontended.Kind, Figures> figures = new EnumMap<>(Uncontended.Kind.class);
        for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
            bench.progress("allocation, repeat " + repeat);
            for (Uncontended.Kind kind : Uncontended.Kind.values()) {
                measure(bench, kind, figures.computeIfAbsent(kind, first -> new Figures()));
            }
        }
        print(bench, figures);
    }

    private static void measure(Bench bench, Uncontended.Kind kind, Figures figures)
            throws IOException, InterruptedException {
        // Not pinned: the compiler has the other processor.
        Object[] arguments = {kind, bench.file("uncontended")};
        try (Peer peer = kind.hasFlag()
                ? Peer.jvm(List.of(), List.of(), "uncontended", arguments)
                : Peer.jvmWithoutFlag("uncontended", arguments)) {
            long thread = (long) peer.answer("ready")[0];
            peer.tell("run", PAIRS);
            double[] result = peer.answer("done");
            figures.put.add(result[0]);
            figures.take.add(result[1]);
            figures.nanos.add(result[2]);
            figures.waits.add(result[3] + result[4]);
            if (SystemCalls.canBeCounted()) {
                SystemCalls calls = SystemCalls.of(thread, bench.file("calls"));
                peer.tell("run", PAIRS);
                peer.answer("done");
                SystemCalls.Count count = calls.end();
                figures.calls.add(count.own());
                figures.jvmCalls.add(count.jvm());
            }
        }
    }

    private static void print(Bench bench, Map<Uncontended.Kind, Figures> figures) {
        bench.title(
                "allocation: one thread, a KERNEL deque, nobody else; 512 puts, 512 takes and so on, " + PAIRS
                        + " each",
                "bytes: allocated for each, by ThreadMXBean; sleeps, wakes: by stats(); without flag: that of Agrona's buffers",
                SystemCalls.canBeCounted()
                        ? "system calls: what the thread made in as many more pairs, by strace -p THREAD: shared futexes,"
                                + " futex_waitv, membarrier, fcntl; and the rest, of the JVM"
                        : "system calls: not counted, there is no strace");
        Table table = new Table(
                "operations", "bytes/put", "bytes/take", "ns/pair", "sleeps, wakes", "system calls", "of the JVM");
        figures.forEach((kind, figure) -> {
            table.row(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    figure.put.text(3),
                    figure.take.text(3),
                    figure.nanos.text(1),
                    figure.waits.text(0),
                    figure.calls.text(0),
                    figure.jvmCalls.text(0));
        });
        table.print(bench.out());
    }
}
