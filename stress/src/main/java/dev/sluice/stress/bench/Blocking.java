package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.List;

/** How long a message takes to another process and back, both sleeping when there is nothing for them. */
final class Blocking implements Scenario {
    private static final int WARM_UP_ROUNDS = 20_000;
    /** As often as the library looks before it sleeps. */
    private static final int SPINS = 200;

    private static final List<Pace> PACES =
            List.of(new Pace("at once", 0, 50_000), new Pace("after 50 us", 50, 10_000));

    /** How long each side works before it sends. */
    private record Pace(String name, int workMicros, int rounds) {}

    private static final class Figures {
        final Series p50 = new Series();
        final Series p99 = new Series();
        final Series bareP50 = new Series();
        final Series bareP99 = new Series();
        final Series spinningP50 = new Series();
        final Series spinningP99 = new Series();
        final Series ofBare = new Series();
        final Series ofSpinning = new Series();
        final Series waits = new Series();
        final Series wakeUps = new Series();
        final Series pingPong = new Series();
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<Figures> figures = PACES.stream().map(pace -> new Figures()).toList();
        for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
            bench.progress("blocking, repeat " + repeat);
            Object[] files = {bench.file("there"), bench.file("back")};
            try (Peer echo = Peer.jvm(bench.cores().onSecond(), List.of(), "blocking-echo", files);
                    Peer caller = Peer.jvm(bench.cores().onFirst(), List.of(), "blocking-caller", files)) {
                echo.answer("ready");
                caller.answer("ready");
                call(caller, echo, WARM_UP_ROUNDS, 0);
                call(caller, echo, WARM_UP_ROUNDS / 10, 50);
                for (int i = 0; i < PACES.size(); i++) {
                    measure(bench, PACES.get(i), caller, echo, figures.get(i));
                }
            }
        }
        print(bench, figures);
    }

    private static void measure(Bench bench, Pace pace, Peer caller, Peer echo, Figures figures)
            throws IOException, InterruptedException {
        CacheLine.Probe before = bench.cacheLine().probe();
        double[] java = call(caller, echo, pace.rounds, pace.workMicros);
        figures.p50.add(java[0]);
        figures.p99.add(java[1]);
        figures.waits.add(java[2]);
        figures.wakeUps.add(java[3]);
        if (bench.programs().areThere()) {
            double[] bare = inC(bench, pace, 0);
            double[] spinning = inC(bench, pace, SPINS);
            figures.pingPong.add(before.and(bench.cacheLine().probe()).plain());
            figures.bareP50.add(bare[0]);
            figures.bareP99.add(bare[1]);
            figures.spinningP50.add(spinning[0]);
            figures.spinningP99.add(spinning[1]);
            figures.ofBare.add(java[0] / bare[0]);
            figures.ofSpinning.add(java[0] / spinning[0]);
        }
    }

    private static double[] call(Peer caller, Peer echo, int rounds, int workMicros) throws InterruptedException {
        echo.tell("run", rounds, workMicros);
        caller.tell("run", rounds, workMicros);
        double[] result = caller.answer("done");
        echo.answer("done");
        return result;
    }

    private static double[] inC(Bench bench, Pace pace, int spins) throws IOException, InterruptedException {
        return bench.programs()
                .run("blocking", bench.cores().first(), bench.cores().second(), pace.rounds, spins, pace.workMicros);
    }

    private static void print(Bench bench, List<Figures> figures) {
        bench.title(
                "blocking: there and back by put and take through two KERNEL deques of two JVMs, 64 bytes, each message"
                        + " checked",
                "peers: two C processes that pass 64 bytes by bare futexes; and the same, but looking " + SPINS
                        + " times before sleeping, as the library does",
                "at once: each side answers at once, so who spins need not sleep; after 50 us: each side works for"
                        + " 50 us first, so that the other one",
                "sleeps (times without the work). ratio: p50 / p50 of the bare futexes; the limit is 1.15");
        Table table = new Table(
                "answers",
                "p50 us",
                "p99 us",
                "C bare p50 us",
                "C bare p99 us",
                "C spin p50 us",
                "C spin p99 us",
                "ratio",
                "to C spin",
                "sleeps/trip",
                "wakes/trip",
                "ping-pong ns");
        for (int i = 0; i < PACES.size(); i++) {
            Figures figure = figures.get(i);
            table.row(
                    PACES.get(i).name(),
                    figure.p50.text(2, 1e-3),
                    figure.p99.text(1, 1e-3),
                    figure.bareP50.text(2, 1e-3),
                    figure.bareP99.text(1, 1e-3),
                    figure.spinningP50.text(2, 1e-3),
                    figure.spinningP99.text(1, 1e-3),
                    figure.ofBare.text(2),
                    figure.ofSpinning.text(2),
                    figure.waits.text(2),
                    figure.wakeUps.text(2),
                    figure.pingPong.text(0));
        }
        table.print(bench.out());
    }
}
