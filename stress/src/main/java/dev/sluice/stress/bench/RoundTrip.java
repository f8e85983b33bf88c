package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How long a message takes to another process and back, both polling busily. */
final class RoundTrip implements Scenario {
    private static final int WARM_UPS = 3;
    private static final int WARM_UP_MILLIS = 700;
    private static final List<Edge.Kind> KINDS = List.of(Edge.Kind.RAW, Edge.Kind.BYTES, Edge.Kind.INT64);

    private static final class Figures {
        final Series mean = new Series();
        final Series p50 = new Series();
        final Series p99 = new Series();
        final Series pingPong = new Series();
        final Series pausedPingPong = new Series();
        final Series ratio = new Series();
        final Series lost = new Series();

        void add(Trips trips, CacheLine.Probe probe) {
            double nanos = trips.mean[1] / trips.mean[0];
            mean.add(nanos);
            p50.add(trips.times[3]);
            p99.add(trips.times[4]);
            pingPong.add(probe.plain());
            pausedPingPong.add(probe.paused());
            ratio.add(nanos / probe.plain());
            lost.add(100 * (trips.mean[2] + trips.times[2]) / (trips.mean[1] + trips.times[1]));
        }
    }

    /** What the caller says of trips without and with a look at the clock. */
    private static final class Trips {
        final double[] mean;
        final double[] times;

        Trips(double[] mean, double[] times) {
            this.mean = mean;
            this.times = times;
        }
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<ByState<Figures>> figures =
                KINDS.stream().map(kind -> new ByState<>(Figures::new)).toList();
        for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
            bench.progress("roundtrip, repeat " + repeat);
            for (int i = 0; i < KINDS.size(); i++) {
                measure(bench, KINDS.get(i), figures.get(i));
            }
        }
        print(bench, figures);
    }

    private static void measure(Bench bench, Edge.Kind kind, ByState<Figures> figures)
            throws IOException, InterruptedException {
        Object[] arguments = {kind, bench.file("there"), bench.file("back")};
        try (Peer echo = Peer.jvm(bench.cores().onSecond(), List.of(), "echo", arguments);
                Peer caller = Peer.jvm(bench.cores().onFirst(), List.of(), "caller", arguments)) {
            echo.answer("ready");
            caller.answer("ready");
            for (int i = 0; i < WARM_UPS; i++) {
                call(caller, echo, "times", WARM_UP_MILLIS);
                call(caller, echo, "mean", WARM_UP_MILLIS);
            }
            bench.cacheLine()
                    .slices(
                            bench.seconds(),
                            millis -> {
                                return new Trips(
                                        call(caller, echo, "mean", millis / 2),
                                        call(caller, echo, "times", millis / 2));
                            },
                            (trips, probe) -> figures.of(probe.state()).add(trips, probe));
        }
    }

    private static double[] call(Peer caller, Peer echo, String how, int millis) throws InterruptedException {
        echo.tell("run");
        caller.tell(how, millis);
        double[] result = caller.answer("done", millis);
        result[2] += echo.answer("done")[0];
        return result;
    }

    private static void print(Bench bench, List<ByState<Figures>> figures) {
        bench.title(
                "roundtrip: there and back through two deques of two JVMs, SPIN, each message checked; "
                        + bench.repeats() + " pairs of JVMs, slices of 1/2 s",
                "mean: of trips without a look at the clock; p50, p99: with one look for each trip",
                "ratio: mean / ping-pong; the limit is 2.5. ping-pong: waiting by loads, and with a pause between them");
        Table table = new Table(
                "edge",
                "cores",
                "slices",
                "mean ns",
                "p50 ns",
                "p99 ns",
                "ping-pong ns",
                "with pause ns",
                "ratio",
                "lost %");
        for (int i = 0; i < KINDS.size(); i++) {
            String name = KINDS.get(i).name().toLowerCase(Locale.ROOT);
            figures.get(i)
                    .forEach((state, figure) -> table.row(
                            name,
                            state.toString(),
                            figure.mean.count(),
                            figure.mean.text(0),
                            figure.p50.text(0),
                            figure.p99.text(0),
                            figure.pingPong.text(0),
                            figure.pausedPingPong.text(0),
                            figure.ratio.text(2),
                            figure.lost.text(1)));
        }
        table.print(bench.out());
    }
}
