package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.PipeKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How long a message takes there and back, both sides polling busily: Sluice beside its peers, by turns as in {@link Peers}.
 * {@link RoundTrip} is about Sluice alone, edge by edge.
 */
final class Latency implements Scenario {
    private static final Payload PAYLOAD = new Payload(64);
    private static final int P50 = 0;
    private static final int P99 = 1;
    private static final int P999 = 2;
    private static final List<PipeKind> KINDS = List.of(
            PipeKind.SLUICE,
            PipeKind.AGRONA_ONE_TO_ONE,
            PipeKind.AERON,
            PipeKind.CHRONICLE,
            PipeKind.UNIX_SOCKET,
            PipeKind.JCTOOLS_SPSC,
            PipeKind.ARRAY_BLOCKING_QUEUE);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        try (Turns turns = new Turns(bench, "latency")) {
            for (PipeKind kind : KINDS) {
                turns.add(
                        kind.toString(),
                        () -> kind.inProcess() ? startThreads(bench, kind) : startProcesses(bench, kind));
            }
            turns.run();
            print(bench, turns);
        }
    }

    private static Turns.Runner startThreads(Bench bench, PipeKind kind) throws IOException, InterruptedException {
        Peer pair = Peer.jvm(
                bench.cores().onBoth(),
                kind.jvmOptions(),
                "duplex-pair",
                kind.name(),
                PAYLOAD.bytes(),
                bench.cores().first(),
                bench.cores().second());
        pair.answer("ready");
        return new Turns.Runner() {
            @Override
            public double[] run(int millis) throws InterruptedException {
                return call(pair, millis);
            }

            @Override
            public void close() {
                pair.close();
            }
        };
    }

    private static Turns.Runner startProcesses(Bench bench, PipeKind kind) throws IOException, InterruptedException {
        Object[] arguments = {
            kind.name(), bench.file("there-" + kind.name()), bench.file("back-" + kind.name()), PAYLOAD.bytes()
        };
        Peer echo = Peer.jvm(bench.cores().onSecond(), kind.jvmOptions(), "duplex-echo", arguments);
        Peer caller = Peer.jvm(bench.cores().onFirst(), kind.jvmOptions(), "duplex-caller", arguments);
        echo.answer("ready");
        caller.answer("ready");
        return new Turns.Runner() {
            @Override
            public double[] run(int millis) throws InterruptedException {
                echo.tell("run");
                double[] percentiles = call(caller, millis);
                echo.answer("done");
                return percentiles;
            }

            @Override
            public void close() {
                caller.close();
                echo.close();
            }
        };
    }

    /** The percentiles of the slice. */
    private static double[] call(Peer caller, int millis) throws InterruptedException {
        caller.tell("times", millis);
        double[] done = caller.answer("done", millis);
        return new double[] {done[3], done[4], done[5]};
    }

    private static void print(Bench bench, Turns turns) {
        bench.title(
                "latency, L: there and back by two ways between two processors, busily, " + PAYLOAD.bytes()
                        + " bytes; slices of " + Turns.SLICE_MILLIS + " ms in turn; rings of "
                        + (PipeKind.ringBytes(PAYLOAD) >> 10) + " KiB",
                "each message is numbered and checked, each trip measured, with one look at the clock; percentiles are"
                        + " those of a slice, their medians are printed",
                "to bare line: p50 / what the bare cache line took in the same turn (the mean of trips without a clock)",
                "Sluice is so many times as fast: p50 / p50 of the same turn; medians of the ratios turn by turn (smallest,"
                        + " largest)");
        Table table =
                new Table("peer", "p50 ns", "p99 ns", "p99.9 ns", "to bare line", "Sluice is so many times as fast");
        Map<String, Series> medians = turns.figures(P50);
        Map<String, Series> p99 = turns.figures(P99);
        Map<String, Series> p999 = turns.figures(P999);
        Series none = new Series();
        Series sluice = medians.getOrDefault(PipeKind.SLUICE.toString(), none);
        medians.forEach((name, p50) -> table.row(
                name,
                p50.text(0),
                p99.getOrDefault(name, none).text(0),
                p999.getOrDefault(name, none).text(0),
                p50.ratiosTo(turns.pingPong()).text(2),
                p50.ratiosTo(sluice).text(2)));
        table.row(
                "C, bare cache line",
                turns.pingPong().text(0),
                "-",
                "-",
                "1",
                turns.pingPong().ratiosTo(sluice).text(2));
        table.print(bench.out());
    }
}
