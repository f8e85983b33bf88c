package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.PipeKind;
import dev.sluice.stress.pipe.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many messages pass from several producers to several consumers, who get in each other's way: Sluice beside its peers, by
 * turns as in {@link Peers}. Queues whose consumers each get every message are left out where there are several consumers.
 */
final class Contention implements Scenario {
    private static final Payload PAYLOAD = new Payload(64);
    private static final String LIMIT = "C, ring by CAS (Vyukov), processes";

    /** Who contends, and what can serve them between processes. */
    private record Crowd(int producers, int consumers, List<PipeKind> kinds) {
        int size() {
            return producers + consumers;
        }

        @Override
        public String toString() {
            return producers + " to " + consumers;
        }
    }

    private static final List<PipeKind> SLUICES =
            List.of(PipeKind.SLUICE, PipeKind.SLUICE_YIELD, PipeKind.SLUICE_KERNEL);
    private static final List<Crowd> CROWDS = List.of(
            new Crowd(2, 1, and(PipeKind.AGRONA_MANY_TO_ONE, PipeKind.CHRONICLE)),
            new Crowd(2, 2, SLUICES),
            new Crowd(4, 4, SLUICES));
    private static final List<PipeKind> BETWEEN_THREADS = List.of(
            PipeKind.SLUICE_YIELD,
            PipeKind.SLUICE_KERNEL,
            PipeKind.JCTOOLS_MPMC,
            PipeKind.ARRAY_BLOCKING_QUEUE,
            PipeKind.LINKED_BLOCKING_DEQUE);

    private static List<PipeKind> and(PipeKind... others) {
        return Stream.concat(SLUICES.stream(), Stream.of(others)).toList();
    }

    /** One peer with all its processes. */
    private static final class Contest implements Turns.Runner {
        private final String name;
        private final List<Peer> processes = new ArrayList<>();

        Contest(String name) {
            this.name = name;
        }

        /** Starts the process of the contenders in the seats from the one up to the other. */
        void start(Bench bench, Crowd crowd, PipeKind kind, Object file, int from, int to)
                throws IOException, InterruptedException {
            Peer process = Peer.jvm(
                    bench.cores().onBoth(),
                    kind.jvmOptions(),
                    "contenders",
                    kind.name(),
                    file,
                    PAYLOAD.bytes(),
                    bench.cores().first(),
                    bench.cores().second(),
                    crowd.producers,
                    from,
                    to);
            processes.add(process);
            process.answer("ready");
        }

        @Override
        public double[] run(int millis) throws InterruptedException {
            double[] sent = new double[2];
            double[] received = new double[2];
            double begin = Double.POSITIVE_INFINITY;
            double end = Double.NEGATIVE_INFINITY;
            processes.forEach(process -> process.tell("run", millis));
            for (Peer process : processes) {
                add(process.answer("sent", millis), sent);
            }
            processes.forEach(process -> process.tell("stop"));
            for (Peer process : processes) {
                double[] answer = process.answer("received");
                add(answer, received);
                begin = Math.min(begin, answer[2]);
                end = Math.max(end, answer[3]);
            }
            check(sent[0] == received[0], "%s: %.0f sent, %.0f received", sent[0], received[0]);
            long expected = Tally.checksum((long) sent[1]);
            long found = Tally.checksum((long) received[1]);
            check(expected == found, "%s: checksum %x sent, %x received", expected, found);
            return new double[] {(end - begin) / received[0]};
        }

        private static void add(double[] countAndSum, double[] total) {
            total[0] += countAndSum[0];
            total[1] += countAndSum[1];
        }

        private void check(boolean agreed, String format, Object expected, Object found) {
            if (!agreed) {
                throw new BenchFailure(String.format(Locale.ROOT, format, name, expected, found));
            }
        }

        @Override
        public void close() {
            processes.forEach(Peer::close);
        }
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (Crowd crowd : CROWDS) {
            run(bench, crowd);
        }
    }

    private static void run(Bench bench, Crowd crowd) throws IOException, InterruptedException {
        try (Turns turns = new Turns(bench, "contention, " + crowd)) {
            for (PipeKind kind : crowd.kinds) {
                turns.add(inProcesses(kind), () -> startProcesses(bench, crowd, kind));
            }
            for (PipeKind kind : BETWEEN_THREADS) {
                turns.add(inThreads(kind), () -> startThreads(bench, crowd, kind));
            }
            turns.addProgram(LIMIT, millis -> inC(bench, crowd, millis));
            turns.run();
            print(bench, crowd, turns.figures(0), turns.pingPong());
        }
    }

    private static String inProcesses(PipeKind kind) {
        return kind + ", processes";
    }

    private static String inThreads(PipeKind kind) {
        return kind.inProcess() ? kind.toString() : kind + ", threads of one handle";
    }

    private static Contest startProcesses(Bench bench, Crowd crowd, PipeKind kind)
            throws IOException, InterruptedException {
        Contest contest = new Contest(inProcesses(kind));
        Object file = bench.file("processes-" + kind.name() + crowd.size());
        // Consumers first: they are there when the first message is.
        for (int seat = crowd.size() - 1; seat >= 0; seat--) {
            contest.start(bench, crowd, kind, file, seat, seat + 1);
        }
        return contest;
    }

    private static Contest startThreads(Bench bench, Crowd crowd, PipeKind kind)
            throws IOException, InterruptedException {
        Contest contest = new Contest(inThreads(kind));
        contest.start(bench, crowd, kind, bench.file("threads-" + kind.name() + crowd.size()), 0, crowd.size());
        return contest;
    }

    private static double[] inC(Bench bench, Crowd crowd, int millis) throws IOException, InterruptedException {
        return bench.programs()
                .run(
                        "contention",
                        bench.cores().first(),
                        bench.cores().second(),
                        millis,
                        crowd.producers,
                        crowd.consumers,
                        PipeKind.ringBytes(PAYLOAD) / PAYLOAD.bytes(),
                        Contender.LOOKS);
    }

    private static void print(Bench bench, Crowd crowd, Map<String, Series> nanos, Series pingPong) {
        bench.title(
                "contention, M: " + crowd + " (producers to consumers), polling, " + PAYLOAD.bytes()
                        + " bytes; slices of " + Turns.SLICE_MILLIS + " ms in turn; rings of "
                        + (PipeKind.ringBytes(PAYLOAD) >> 10) + " KiB",
                crowd.size()
                        + " threads on two processors, in turn on the one and on the other; of all peers, who has looked "
                        + Contender.LOOKS + " times in vain yields",
                "each message is numbered, checked and counted; each consumer has those of a producer in order, and sums agree",
                "Sluice: who waits for a guard spins, and then gives up the processor with YIELD, sleeps with KERNEL",
                "Sluice is so many times as fast, with YIELD, as processes or as threads of one handle: median of the ratios"
                        + " turn by turn (smallest,",
                "largest); the bare cache line took " + pingPong.text(0) + " ns there and back");
        Table table = new Table("peer", "ns/msg", "M msg/s", "Sluice, processes", "Sluice, threads");
        Series processes = nanos.getOrDefault(inProcesses(PipeKind.SLUICE_YIELD), new Series());
        Series threads = nanos.getOrDefault(inThreads(PipeKind.SLUICE_YIELD), new Series());
        nanos.forEach((name, series) -> table.row(
                name,
                series.text(1),
                Series.number(1e3 / series.median(), 1),
                series.ratiosTo(processes).text(2),
                series.ratiosTo(threads).text(2)));
        table.print(bench.out());
    }
}
