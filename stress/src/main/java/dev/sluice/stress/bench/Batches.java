package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What it saves to pass elements in batches rather than one by one, through Sluice and through queues of objects, by turns as in
 * {@link Peers}.
 */
final class Batches implements Scenario {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (Waiting waiting : List.of(Waiting.KERNEL, Waiting.SPIN)) {
            try (Turns turns = new Turns(bench, "batches, " + waiting + ", alone")) {
                for (BatchLane lane : BatchLane.values()) {
                    turns.add(lane.toString(), () -> startAlone(bench, lane, waiting));
                }
                turns.run();
                printAlone(bench, waiting, turns);
            }
            try (Turns turns = new Turns(bench, "batches, " + waiting)) {
                for (BatchLane lane : BatchLane.values()) {
                    turns.add(lane.toString(), () -> start(bench, lane, waiting));
                }
                turns.run();
                print(bench, waiting, turns);
            }
        }
    }

    private static Turns.Runner startAlone(Bench bench, BatchLane lane, Waiting waiting)
            throws IOException, InterruptedException {
        Object[] arguments = {lane.name(), bench.file("alone-" + waiting + lane.name()), waiting};
        // Not pinned: the compiler has the other processor.
        Peer peer = Peer.jvm(List.of(), List.of(), "batch-alone", arguments);
        peer.answer("ready");
        return new Turns.Runner() {
            @Override
            public double[] run(int millis) throws InterruptedException {
                peer.tell("run", millis);
                return peer.answer("done", millis);
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    private static Turns.Runner start(Bench bench, BatchLane lane, Waiting waiting)
            throws IOException, InterruptedException {
        if (lane.inProcess()) {
            return StreamRunner.ofPair(Peer.jvm(List.of(), List.of(), "batch-pair", lane.name()));
        }
        Object[] arguments = {lane.name(), bench.file("batches-" + waiting + lane.name()), waiting};
        Peer producer = Peer.jvm(bench.cores().onFirst(), List.of(), "batch-producer", arguments);
        Peer consumer = Peer.jvm(bench.cores().onSecond(), List.of(), "batch-consumer", arguments);
        return StreamRunner.between(lane.toString(), producer, consumer);
    }

    private static void printAlone(Bench bench, Waiting waiting, Turns turns) {
        bench.title(
                "batches, F: one thread, nobody else, puts many and takes them, " + Message.BYTES
                        + " bytes, batches of " + BatchPipe.SIZE + "; a " + waiting + " deque; slices of "
                        + Turns.SLICE_MILLIS + " ms in turn",
                "ns: of processor time, by ThreadMXBean: what the calls cost that meet nobody, the making and the checking of"
                        + " the bytes included");
        Table table = new Table("how", "put ns", "take ns", "batches are so many times as fast");
        Map<String, Series> put = turns.figures(StreamAlone.PUT);
        Map<String, Series> take = turns.figures(StreamAlone.TAKE);
        Map<String, Series> both = turns.figures(StreamAlone.BOTH);
        for (BatchLane lane : BatchLane.values()) {
            table.row(lane.toString(), of(put, lane).text(1), of(take, lane).text(1), savedByBatches(both, lane));
        }
        table.print(bench.out());
    }

    private static void print(Bench bench, Waiting waiting, Turns turns) {
        bench.title(
                "batches, F: one producer to one consumer, polling, " + Message.BYTES + " bytes, batches of "
                        + BatchPipe.SIZE + "; a " + waiting + " deque between two processes, " + BatchLane.CAPACITY
                        + " elements; slices of " + Turns.SLICE_MILLIS + " ms in turn",
                "each element is numbered, counted and checked; queues of objects are given copies, and what comes out is"
                        + " copied, as by Sluice",
                "all batches ask for room first, by remainingCapacity(); the raw edges take batches, but put one by one;"
                        + " the bare cache line took " + turns.pingPong().text(0) + " ns there and back",
                "batches are so many times as fast: as the same one by one; Sluice: as this way; medians of the ratios turn"
                        + " by turn (smallest, largest); the limit is 3",
                "lost: time in which the producer or the consumer (in process, the consumer) wanted its core and did not have it");
        Table table = new Table(
                "how",
                "ns/element",
                "elements/poll",
                "batches are so many times as fast",
                "Sluice's batches are so many times as fast",
                "lost %");
        Map<String, Series> nanos = turns.figures(StreamRunner.NANOS);
        Map<String, Series> perPoll = turns.figures(StreamRunner.PER_POLL);
        Map<String, Series> lost = turns.figures(StreamRunner.LOST);
        Series ofSluice = of(nanos, BatchLane.BATCH);
        for (BatchLane lane : BatchLane.values()) {
            table.row(
                    lane.toString(),
                    of(nanos, lane).text(1),
                    of(perPoll, lane).text(1),
                    savedByBatches(nanos, lane),
                    of(nanos, lane).ratiosTo(ofSluice).text(2),
                    of(lost, lane).text(0, 100));
        }
        table.print(bench.out());
    }

    private static String savedByBatches(Map<String, Series> nanos, BatchLane lane) {
        return lane.single() == lane
                ? "-"
                : of(nanos, lane.single()).ratiosTo(of(nanos, lane)).text(2);
    }

    private static Series of(Map<String, Series> figures, BatchLane lane) {
        return figures.getOrDefault(lane.toString(), new Series());
    }
}
