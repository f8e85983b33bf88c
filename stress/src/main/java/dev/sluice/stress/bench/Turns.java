package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Peers that are ready to run again and again, and take turns, slice by slice: what the machine does to one it does to all, and
 * ratios can be those of one turn.
 */
final class Turns implements AutoCloseable {
    static final int SLICE_MILLIS = 400;

    private static final int WARM_UPS = 3;
    private static final int WARM_UP_MILLIS = 700;
    private static final int SLICES_PER_SECOND = 2;

    /** A peer that is ready. */
    interface Runner extends AutoCloseable {
        /** Runs for so long, and returns the figures. */
        double[] run(int millis) throws IOException, InterruptedException;

        @Override
        default void close() {}
    }

    /** Makes a peer ready. */
    interface Starter {
        Runner start() throws IOException, InterruptedException;
    }

    private final Bench bench;
    private final String about;
    private final Map<String, Runner> runners = new LinkedHashMap<>();
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();
    private final Series pingPong = new Series();

    /** Turns without peers; the text says on the standard error what is being measured. */
    Turns(Bench bench, String about) {
        this.bench = bench;
        this.about = about;
    }

    /** Adds a peer, and has it run until it is warm. */
    void add(String name, Starter starter) throws IOException, InterruptedException {
        bench.progress(about + ": " + name);
        Runner runner = starter.start();
        runners.put(name, runner);
        for (int i = 0; i < WARM_UPS; i++) {
            runner.run(WARM_UP_MILLIS);
        }
    }

    /** Adds a peer in C, which need not be warm, if there are any. */
    void addProgram(String name, Runner runner) {
        if (bench.programs().areThere()) {
            runners.put(name, runner);
        }
    }

    /** Has all peers take all their turns, with a probe of the bare cache line before and after each turn. */
    void run() throws IOException, InterruptedException {
        CacheLine.Probe before = bench.cacheLine().probe();
        for (int turn = 1; turn <= bench.repeats() * bench.seconds() * SLICES_PER_SECOND; turn++) {
            bench.progress(about + ", turn " + turn);
            for (Map.Entry<String, Runner> each : runners.entrySet()) {
                results.computeIfAbsent(each.getKey(), first -> new ArrayList<>())
                        .add(each.getValue().run(SLICE_MILLIS));
            }
            CacheLine.Probe after = bench.cacheLine().probe();
            pingPong.add(before.and(after).plain());
            before = after;
        }
    }

    /** One of the figures, of each peer, in the order in which the peers were added. */
    Map<String, Series> figures(int index) {
        Map<String, Series> figures = new LinkedHashMap<>();
        results.forEach((name, slices) -> {
            Series series = new Series();
            slices.forEach(slice -> series.add(slice[index]));
            figures.put(name, series);
        });
        return figures;
    }

    /** What the bare cache line took there and back, turn by turn. */
    Series pingPong() {
        return pingPong;
    }

    @Override
    public void close() {
        runners.values().forEach(Runner::close);
    }
}
