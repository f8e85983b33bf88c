package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How many messages pass from one producer process to one consumer process, both polling busily. */
final class Throughput implements Scenario {
    private static final int WARM_UPS = 3;
    private static final int WARM_UP_MILLIS = 1000;
    private static final double MILLIONS = 20;
    /** At the limit a message takes a third of a ping-pong: 50 ns where that takes 150. */
    private static final double PING_PONGS_PER_MESSAGE = 3;

    private static final List<Lane> LANES = List.of(
            new Lane(Edge.Kind.RAW, 1 << 12),
            new Lane(Edge.Kind.RAW, 1 << 14),
            new Lane(Edge.Kind.RAW, 1 << 16),
            new Lane(Edge.Kind.BYTES, 1 << 14),
            new Lane(Edge.Kind.INT64, 1 << 14));

    /** What is measured, and its figures. */
    private record Lane(Edge.Kind kind, int capacity) {}

    private static final class Figures {
        final Series millions = new Series();
        final Series nanos = new Series();
        final Series pingPong = new Series();
        final Series ofTwenty = new Series();
        final Series ofScaled = new Series();
        final Series batch = new Series();
        final Series lost = new Series();

        void add(double[] result, CacheLine.Probe probe) {
            double nanosEach = result[1] / result[0];
            nanos.add(nanosEach);
            millions.add(1e3 / nanosEach);
            pingPong.add(probe.plain());
            ofTwenty.add(1e3 / nanosEach / MILLIONS);
            ofScaled.add(probe.plain() / PING_PONGS_PER_MESSAGE / nanosEach);
            batch.add(result[0] / result[3]);
            lost.add(100 * result[2] / result[1]);
        }
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<ByState<Figures>> figures =
                LANES.stream().map(lane -> new ByState<>(Figures::new)).toList();
        for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
            bench.progress("throughput, repeat " + repeat);
            for (int i = 0; i < LANES.size(); i++) {
                measure(bench, LANES.get(i), figures.get(i));
            }
        }
        print(bench, figures);
    }

    private static void measure(Bench bench, Lane lane, ByState<Figures> figures)
            throws IOException, InterruptedException {
        Object[] arguments = {lane.kind(), bench.file("stream"), lane.capacity()};
        try (Peer consumer = Peer.jvm(bench.cores().onSecond(), List.of(), "consumer", arguments);
                Peer producer = Peer.jvm(bench.cores().onFirst(), List.of(), "producer", arguments)) {
            consumer.answer("ready");
            producer.answer("ready");
            for (int i = 0; i < WARM_UPS; i++) {
                transfer(producer, consumer, WARM_UP_MILLIS);
            }
            bench.cacheLine()
                    .slices(
                            bench.seconds(),
                            millis -> transfer(producer, consumer, millis),
                            (result, probe) -> figures.of(probe.state()).add(result, probe));
        }
    }

    /** Returns what the consumer says: count, nanoseconds, nanoseconds without a core (of both), polls. */
    private static double[] transfer(Peer producer, Peer consumer, int millis) throws InterruptedException {
        consumer.tell("run");
        producer.tell("run", millis);
        double[] sent = producer.answer("done", millis);
        double[] received = consumer.answer("done");
        if (sent[0] != received[0]) {
            throw new BenchFailure(String.format(Locale.ROOT, "%.0f sent, %.0f received", sent[0], received[0]));
        }
        received[2] += sent[2];
        return received;
    }

    private static void print(Bench bench, List<ByState<Figures>> figures) {
        bench.title(
                "throughput: one producer JVM to one consumer JVM, SPIN, each message checked; " + bench.repeats()
                        + " pairs of JVMs, slices of 1/2 s, by how near the two cores were",
                "raw: 64 bytes by offerLast(DirectBuffer) and poll(MessageHandler, 256); bytes: byte[64] by offer and"
                        + " poll; int64: Long",
                "of 20 M/s: at least 1 where the ping-pong takes 150 ns; of scaled: the same, with the limit in"
                        + " proportion to the ping-pong of the repeat",
                "lost: time in which one of the two wanted its core and did not have it (other load)");
        Table table = new Table(
                "edge",
                "capacity",
                "cores",
                "slices",
                "M msg/s",
                "ns/msg",
                "ping-pong ns",
                "of 20 M/s",
                "of scaled",
                "per poll",
                "lost %");
        for (int i = 0; i < LANES.size(); i++) {
            Lane lane = LANES.get(i);
            figures.get(i)
                    .forEach((state, figure) -> table.row(
                            lane.kind().name().toLowerCase(Locale.ROOT),
                            Integer.toString(lane.capacity()),
                            state.toString(),
                            figure.nanos.count(),
                            figure.millions.text(1),
                            figure.nanos.text(1),
                            figure.pingPong.text(0),
                            figure.ofTwenty.text(2),
                            figure.ofScaled.text(2),
                            figure.batch.text(1),
                            figure.lost.text(1)));
        }
        table.print(bench.out());
    }
}
