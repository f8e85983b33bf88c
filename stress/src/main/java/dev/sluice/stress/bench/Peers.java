package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.PipeKind;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many messages pass from one producer to one consumer, both polling busily: Sluice beside its peers. All peers of a size run
 * at the same time and take turns, slice by slice: what the machine does to one it does to all. Ratios are those of one turn.
 */
final class Peers implements Scenario {
    private static final List<Integer> SIZES = List.of(8, 64, 1 << 10, 1 << 16);
    // Each thread has a processor, and nobody waits for a guard: how that is done does not matter.
    private static final Set<PipeKind> KINDS =
            EnumSet.complementOf(EnumSet.of(PipeKind.SLUICE_YIELD, PipeKind.SLUICE_KERNEL));
    // Whoever keeps a message has to copy it.
    private static final Set<PipeKind> IN_PLACE = EnumSet.of(PipeKind.AGRONA_ONE_TO_ONE, PipeKind.AGRONA_MANY_TO_ONE);
    private static final String LIMIT = "C, Lamport ring";
    private static final String LIMIT_IN_PLACE = "C, Lamport ring, read in place";

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (int bytes : SIZES) {
            run(bench, new Payload(bytes));
        }
    }

    private static void run(Bench bench, Payload payload) throws IOException, InterruptedException {
        try (Turns turns = new Turns(bench, "peers, " + payload.bytes() + " bytes")) {
            for (PipeKind kind : KINDS) {
                turns.add(kind.toString(), () -> start(bench, kind, payload));
            }
            turns.addProgram(LIMIT, millis -> inC(bench, payload, millis, "copied"));
            turns.addProgram(LIMIT_IN_PLACE, millis -> inC(bench, payload, millis, "in-place"));
            turns.run();
            print(bench, payload, turns.figures(StreamRunner.NANOS), turns.pingPong());
        }
    }

    private static Turns.Runner start(Bench bench, PipeKind kind, Payload payload)
            throws IOException, InterruptedException {
        if (kind.inProcess()) {
            return StreamRunner.ofPair(
                    Peer.jvm(List.of(), kind.jvmOptions(), "pipe-pair", kind.name(), payload.bytes()));
        }
        Object[] arguments = {kind.name(), bench.file("pipe-" + kind.name() + payload.bytes()), payload.bytes()};
        Peer producer = Peer.jvm(bench.cores().onFirst(), kind.jvmOptions(), "pipe-producer", arguments);
        Peer consumer = Peer.jvm(bench.cores().onSecond(), kind.jvmOptions(), "pipe-consumer", arguments);
        return StreamRunner.between(kind.toString(), producer, consumer);
    }

    private static double[] inC(Bench bench, Payload payload, int millis, String how)
            throws IOException, InterruptedException {
        return bench.programs()
                .run(
                        "ring",
                        bench.cores().first(),
                        bench.cores().second(),
                        millis,
                        payload.bytes(),
                        PipeKind.ringBytes(payload),
                        how);
    }

    private static void print(Bench bench, Payload payload, Map<String, Series> nanos, Series pingPong) {
        bench.title(
                "peers, T: one producer to one consumer, polling, " + payload.bytes() + " bytes; slices of "
                        + Turns.SLICE_MILLIS + " ms in turn; rings of " + (PipeKind.ringBytes(payload) >> 10) + " KiB",
                "each message is numbered, counted, and check-summed by who receives it; the bare cache line took "
                        + pingPong.text(0) + " ns there and back",
                "Sluice is so many times as fast: median of the ratios turn by turn (smallest, largest)");
        Table table = new Table("peer", "ns/msg", "M msg/s", "Sluice is so many times as fast");
        Series sluice = nanos.getOrDefault(PipeKind.SLUICE.toString(), new Series());
        nanos.forEach((name, series) -> table.row(
                name,
                series.text(1),
                Series.number(1e3 / series.median(), 1),
                series.ratiosTo(sluice).text(2)));
        Set<PipeKind> peers = EnumSet.copyOf(KINDS);
        peers.remove(PipeKind.SLUICE);
        best(table, "the best peer of each turn, in process too", peers, nanos);
        peers.removeIf(PipeKind::inProcess);
        best(table, "the best peer of each turn, between processes", peers, nanos);
        peers.removeAll(IN_PLACE);
        best(table, "the same, Agrona's only with the copy", peers, nanos);
        table.print(bench.out());
    }

    private static void best(Table table, String name, Set<PipeKind> peers, Map<String, Series> nanos) {
        Series sluice = nanos.getOrDefault(PipeKind.SLUICE.toString(), new Series());
        Series best = new Series();
        for (int turn = 0; turn < sluice.size(); turn++) {
            double fastest = Double.MAX_VALUE;
            for (PipeKind peer : peers) {
                fastest = Math.min(
                        fastest,
                        nanos.getOrDefault(peer.toString(), new Series()).get(turn));
            }
            best.add(fastest / sluice.get(turn));
        }
        table.row(name, "-", "-", best.text(2));
    }
}
