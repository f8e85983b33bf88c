package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long a process cannot put because another one was killed while it held the tail guard; how long it waits for a permit or a
 * lock that another one was killed with, and until it hears of a barrier's party that was killed.
 *
 * <p>Victims start several at a time and then wait, so that none starts while one is killed; a victim attaches to the file only
 * when it is its turn.
 */
final class Death implements Scenario {
    private static final int TOGETHER = 4;
    private static final long UNTIL_ASLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final double LIMIT_MILLIS = 5;
    private static final List<Integer> HEAPS = List.of(64, 1024);

    /** When the survivor comes. */
    private enum Arrival {
        BLOCKED("asleep"),
        LATER("0-4 ms after the kill");

        final String text;

        Arrival(String text) {
            this.text = text;
        }
    }

    /** What the victim holds. */
    enum Held {
        GUARD("tail guard"),
        PERMIT("permit"),
        LOCK("lock"),
        PLACE("barrier place");

        final String text;

        Held(String text) {
            this.text = text;
        }
    }

    private record Lane(Held held, int heap, Arrival arrival) {}

    private static final class Figures {
        final Histogram fromNeed = histogram();
        final Histogram fromKill = histogram();

        private static Histogram histogram() {
            return new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        }
    }

    private final SplittableRandom random = new SplittableRandom(1);
    private int killed;
    private int rehearsals;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<Lane> lanes = new ArrayList<>();
        List<Figures> figures = new ArrayList<>();
        for (Held held : Held.values()) {
            for (int heap : HEAPS) {
                for (Arrival arrival : Arrival.values()) {
                    lanes.add(new Lane(held, heap, arrival));
                    figures.add(new Figures());
                }
            }
        }
        killed = 0;
        Path file = bench.file("death");
        try (Peer survivor = Peer.jvm(List.of(), List.of(), "survivor", file)) {
            survivor.answer("ready");
            for (int done = 0; done < bench.kills(); done += TOGETHER) {
                bench.progress("death, " + done + " of " + bench.kills() + " kills for each line");
                for (int i = 0; i < lanes.size(); i++) {
                    int count = Math.min(TOGETHER, bench.kills() - done);
                    killSome(bench, lanes.get(i), count, survivor, file, figures.get(i));
                }
            }
        }
        print(bench, lanes, figures);
    }

    private void killSome(Bench bench, Lane lane, int count, Peer survivor, Path file, Figures figures)
            throws IOException, InterruptedException {
        List<String> heap = List.of("-Xms" + lane.heap + "m", "-Xmx" + lane.heap + "m", "-XX:+AlwaysPreTouch");
        List<Peer> victims = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                victims.add(Peer.jvm(List.of(), heap, "victim", bench.file("rehearsal" + rehearsals++)));
            }
            for (Peer victim : victims) {
                victim.answer("ready");
            }
            for (Peer victim : victims) {
                victim.tell(lane.held.name(), file);
                victim.answer("holding");
                kill(victim, lane, survivor, figures);
                victim.awaitEnd();
            }
        } finally {
            victims.forEach(Peer::kill);
        }
    }

    private void kill(Peer victim, Lane lane, Peer survivor, Figures figures) throws InterruptedException {
        long kill;
        if (lane.arrival == Arrival.BLOCKED) {
            survivor.tell(lane.held.name());
            LockSupport.parkNanos(UNTIL_ASLEEP_NANOS);
            if (!survivor.isSilent()) {
                throw new BenchFailure("the survivor did not need to wait");
            }
            kill = System.nanoTime();
            victim.kill();
        } else {
            long until = random.nextLong(LATEST_NANOS);
            kill = System.nanoTime();
            victim.kill();
            while (System.nanoTime() - kill < until) {
                LockSupport.parkNanos(until - (System.nanoTime() - kill));
            }
            survivor.tell(lane.held.name());
        }
        killed++;
        double[] times = survivor.answer("done");
        double need = Math.max(times[0], (double) kill);
        figures.fromNeed.recordValue((long) (times[1] - need));
        figures.fromKill.recordValue((long) (times[1] - kill));
        if ((int) times[2] != killed) {
            throw new BenchFailure((int) times[2] + " repairs after " + killed + " kills");
        }
    }

    private static void print(Bench bench, List<Lane> lanes, List<Figures> figures) {
        bench.title(
                "death: a victim is killed (SIGKILL) while it holds the tail guard, a permit, a lock, or waits at a barrier; a"
                        + " survivor of another JVM puts, acquires, locks, or arrives as well and hears that it is broken; "
                        + bench.kills() + " kills for each line, not pinned",
                "from need: from the kill, or from the survivor's call if that came later, to its return; the limit is "
                        + LIMIT_MILLIS + " ms at p99");
        Table table = new Table(
                "held",
                "victim's heap",
                "survivor",
                "from need p50 ms",
                "p99 ms",
                "max ms",
                "p99 of limit",
                "from kill p50 ms",
                "p99 ms",
                "max ms");
        for (int i = 0; i < lanes.size(); i++) {
            Figures figure = figures.get(i);
            double p99 = figure.fromNeed.getValueAtPercentile(99) / 1e6;
            table.row(
                    lanes.get(i).held.text,
                    lanes.get(i).heap + " MB",
                    lanes.get(i).arrival.text,
                    millis(figure.fromNeed.getValueAtPercentile(50)),
                    millis(figure.fromNeed.getValueAtPercentile(99)),
                    millis(figure.fromNeed.getMaxValue()),
                    Series.number(p99 / LIMIT_MILLIS, 2),
                    millis(figure.fromKill.getValueAtPercentile(50)),
                    millis(figure.fromKill.getValueAtPercentile(99)),
                    millis(figure.fromKill.getMaxValue()));
        }
        table.print(bench.out());
    }

    private static String millis(long nanos) {
        return Series.number(nanos / 1e6, 3);
    }
}
