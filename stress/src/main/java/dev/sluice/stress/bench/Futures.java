package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.List;

/** Futures against blocked calls: round trips and streams, of the same two JVMs, in turn. */
final class Futures implements Scenario {
    private static final int STREAM = 256 * 2000;
    private static final List<Pace> PACES =
            List.of(new Pace("at once", 0, 50_000), new Pace("after 50 us", 50, 10_000));

    /** How long each side works before it sends. */
    private record Pace(String name, int workMicros, int rounds) {}

    private static final class Figures {
        final Series blocking = new Series();
        final Series futures = new Series();
        final Series blockingP99 = new Series();
        final Series futuresP99 = new Series();
        final Series ratio = new Series();
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<Figures> trips = PACES.stream().map(pace -> new Figures()).toList();
        Figures streams = new Figures();
        for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
            bench.progress("futures, repeat " + repeat);
            Object[] files = {bench.file("there"), bench.file("back")};
            try (Peer echo = Peer.jvm(bench.cores().onSecond(), List.of(), "futures-echo", files);
                    Peer caller = Peer.jvm(bench.cores().onFirst(), List.of(), "futures-caller", files)) {
                echo.answer("ready");
                caller.answer("ready");
                warmUp(caller, echo);
                for (int i = 0; i < PACES.size(); i++) {
                    measure(PACES.get(i), caller, echo, trips.get(i));
                }
                for (int i = 0; i < bench.seconds(); i++) {
                    double blocking = stream(caller, echo, false);
                    double futures = stream(caller, echo, true);
                    streams.blocking.add(blocking);
                    streams.futures.add(futures);
                    streams.ratio.add(blocking / futures);
                }
            }
        }
        print(bench, trips, streams);
    }

    private static void warmUp(Peer caller, Peer echo) throws InterruptedException {
        for (boolean futures : new boolean[] {false, true, false, true}) {
            trips(caller, echo, 20_000, 0, futures);
            trips(caller, echo, 2_000, 50, futures);
            stream(caller, echo, futures);
        }
    }

    private static void measure(Pace pace, Peer caller, Peer echo, Figures figures) throws InterruptedException {
        double[] blocking = trips(caller, echo, pace.rounds, pace.workMicros, false);
        double[] futures = trips(caller, echo, pace.rounds, pace.workMicros, true);
        figures.blocking.add(blocking[0]);
        figures.blockingP99.add(blocking[1]);
        figures.futures.add(futures[0]);
        figures.futuresP99.add(futures[1]);
        figures.ratio.add(futures[0] / blocking[0]);
    }

    private static double[] trips(Peer caller, Peer echo, int rounds, int work, boolean futures)
            throws InterruptedException {
        echo.tell("trips", rounds, work, futures);
        caller.tell("trips", rounds, work, futures);
        double[] result = caller.answer("done");
        echo.answer("done");
        return result;
    }

    /** Nanoseconds for each message. */
    private static double stream(Peer caller, Peer echo, boolean futures) throws InterruptedException {
        echo.tell("stream", STREAM, futures);
        caller.tell("stream", STREAM, futures);
        caller.answer("done");
        return echo.answer("done")[0] / STREAM;
    }

    private static void print(Bench bench, List<Figures> trips, Figures streams) {
        bench.title(
                "futures: there and back through two KERNEL deques of two JVMs, Long, each message checked; futures from"
                        + " callback to callback on the common pool",
                "at once: each side answers at once; after 50 us: each side works for 50 us first, so that the other one"
                        + " sleeps",
                "ratio: p50 / p50 of blocked calls of the same JVMs; the limit is 1.5");
        Table table = new Table("answers", "blocking p50 us", "p99 us", "futures p50 us", "p99 us", "ratio");
        for (int i = 0; i < PACES.size(); i++) {
            Figures figure = trips.get(i);
            table.row(
                    PACES.get(i).name(),
                    figure.blocking.text(2, 1e-3),
                    figure.blockingP99.text(1, 1e-3),
                    figure.futures.text(2, 1e-3),
                    figure.futuresP99.text(1, 1e-3),
                    figure.ratio.text(2));
        }
        table.print(bench.out());
        bench.title(
                "futures: one JVM puts, the other takes, Long, KERNEL; blocked calls, and 256 futures at a time",
                "ratio: throughput / throughput of blocked calls; the limit is 0.5");
        Table streamed = new Table("", "blocking ns/msg", "futures ns/msg", "ratio");
        streamed.row("stream", streams.blocking.text(1), streams.futures.text(1), streams.ratio.text(2));
        streamed.print(bench.out());
    }
}
