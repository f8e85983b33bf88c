package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an operation costs when both ends are used in turn, by one and by two at once; the deques by turns as in {@link Peers}. */
final class Ends implements Scenario {
    private static final int ALONE = 0;
    private static final int TOGETHER = 1;

    /** A deque with its processes. */
    private static final class Lane implements Turns.Runner {
        private final EndsPeer.Kind kind;
        private final List<Peer> peers = new ArrayList<>();
        private int sum;

        Lane(EndsPeer.Kind kind) {
            this.kind = kind;
        }

        Lane start(Bench bench) throws IOException, InterruptedException {
            if (kind.inProcess()) {
                peers.add(Peer.jvm(List.of(), List.of(), "ends", kind.name(), "-"));
            } else {
                Object[] arguments = {kind.name(), bench.file("ends-" + kind.name())};
                peers.add(Peer.jvm(bench.cores().onFirst(), List.of(), "ends", arguments));
                peers.add(Peer.jvm(bench.cores().onSecond(), List.of(), "ends", arguments));
            }
            for (Peer peer : peers) {
                peer.answer("ready");
            }
            peers.get(0).tell("fill");
            sum = look();
            return this;
        }

        /** The sum of the elements' numbers, of which there must be as many as in the beginning. */
        private int look() throws InterruptedException {
            peers.get(0).tell("look");
            double[] countAndSum = peers.get(0).answer("look");
            if (countAndSum[0] != EndsPeer.HELD) {
                throw new BenchFailure(kind + " holds " + (int) countAndSum[0] + " elements, not " + EndsPeer.HELD);
            }
            return (int) countAndSum[1];
        }

        @Override
        public double[] run(int millis) throws InterruptedException {
            return new double[] {run(peers.subList(0, 1), millis, 1), run(peers, millis, 2 / peers.size())};
        }

        /** Nanoseconds of a thread's time for each operation. */
        private double run(List<Peer> those, int millis, int threads) throws InterruptedException {
            for (Peer peer : those) {
                peer.tell("run", millis, threads);
            }
            double count = 0;
            double nanos = 0;
            for (Peer peer : those) {
                double[] result = peer.answer("done", millis);
                count += result[0];
                nanos += result[1];
                sum += (int) result[2];
            }
            if (look() != sum) {
                throw new BenchFailure(kind + " does not hold what was put and not taken");
            }
            return nanos / count;
        }

        @Override
        public void close() {
            peers.forEach(Peer::close);
        }
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        try (Turns turns = new Turns(bench, "ends")) {
            for (EndsPeer.Kind kind : EndsPeer.Kind.values()) {
                turns.add(kind.toString(), () -> new Lane(kind).start(bench));
            }
            turns.run();
            print(bench, turns);
        }
    }

    private static void print(Bench bench, Turns turns) {
        bench.title(
                "ends, D: offerFirst, pollLast, offerLast, pollFirst in turn, " + Message.BYTES + " bytes, "
                        + EndsPeer.HELD + " of " + EndsPeer.CAPACITY + " elements there; slices of "
                        + Turns.SLICE_MILLIS
                        + " ms in turn",
                "two: all four from two processes at once, a thread each; of LinkedBlockingDeque, two threads of one"
                        + " process; the bare cache line took "
                        + turns.pingPong().text(0) + " ns there and back",
                "ns: of a thread's time for each operation, so two at once do twice as many; every element is checked, and"
                        + " the deque holds what was put and not taken",
                "LinkedBlockingDeque is given copies, and what comes out is copied, as by Sluice; times as long: as that; medians"
                        + " of the ratios turn by turn (smallest, largest)");
        Table table = new Table("deque", "one, ns/operation", "times as long", "two, ns/operation", "times as long");
        Map<String, Series> together = turns.figures(TOGETHER);
        Map<String, Series> alone = turns.figures(ALONE);
        Series none = new Series();
        Series aloneOfPeer = alone.getOrDefault(EndsPeer.Kind.LINKED.toString(), none);
        Series togetherOfPeer = together.getOrDefault(EndsPeer.Kind.LINKED.toString(), none);
        alone.forEach((name, one) -> {
            Series two = together.getOrDefault(name, none);
            table.row(
                    name,
                    one.text(1),
                    one.ratiosTo(aloneOfPeer).text(2),
                    two.text(1),
                    two.ratiosTo(togetherOfPeer).text(2));
        });
        table.print(bench.out());
    }
}
