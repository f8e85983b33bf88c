package dev.sluice.stress.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether operations take longer when a million elements are there instead of ten. */
final class Sizes implements Scenario {
    static final int FEW = 10;
    static final int MANY = 1_000_000;
    static final int CAPACITY = 1 << 20;

    private static final int OF_FEW = 0;
    private static final int OF_MANY = 1;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Path few = bench.file("few");
        Path many = bench.file("many");
        FilledDeque.create(few, CAPACITY, FEW).close();
        FilledDeque.create(many, CAPACITY, MANY).close();
        Map<String, Series> ofFew = new LinkedHashMap<>();
        Map<String, Series> ofMany = new LinkedHashMap<>();
        for (SizesPeer.Operation operation : SizesPeer.Operation.values()) {
            // It is the two deques that take turns, so each operation is by itself.
            try (Turns turns = new Turns(bench, "sizes")) {
                turns.add(operation.toString(), () -> start(operation, few, many));
                turns.run();
                ofFew.putAll(turns.figures(OF_FEW));
                ofMany.putAll(turns.figures(OF_MANY));
            }
        }
        print(bench, ofFew, ofMany);
    }

    private static Turns.Runner start(SizesPeer.Operation operation, Path few, Path many)
            throws IOException, InterruptedException {
        // Not pinned: the compiler has the other processor. A process for each, so that each is compiled for itself.
        Peer peer = Peer.jvm(List.of(), List.of(), "sizes", operation.name(), few, many);
        peer.answer("ready");
        return new Turns.Runner() {
            @Override
            public double[] run(int millis) throws InterruptedException {
                return new double[] {nanosEach(OF_FEW, millis), nanosEach(OF_MANY, millis)};
            }

            private double nanosEach(int which, int millis) throws InterruptedException {
                peer.tell("run", which, millis);
                return peer.answer("done", millis)[0];
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    private static void print(Bench bench, Map<String, Series> ofFew, Map<String, Series> ofMany) {
        bench.title(
                "sizes, G: one thread, nobody else, KERNEL deques of " + Message.BYTES + " bytes that hold " + MANY
                        + " elements and " + FEW + "; slices of " + Turns.SLICE_MILLIS + " ms in turn",
                "both have room for " + CAPACITY + ", so what passes through them goes around the same "
                        + ((CAPACITY * 80L) >> 20)
                        + " MiB; of the few, what is taken was put so recently that it is still in"
                        + " a cache",
                "that much is the memory's, not the deque's: \"no deque\" copies 64 bytes into a mapped file of that size,"
                        + " and out of it as far behind",
                "ns: of processor time, by ThreadMXBean, which other processes do not disturb; of both operations where there"
                        + " are two",
                "ratio: median of those turn by turn (smallest, largest); the limit is 1.2; an iterator has a snapshot, which"
                        + " is made when it is");
        Table table = new Table("operation", FEW + " elements, ns", MANY + " elements, ns", "million : ten");
        ofFew.forEach((operation, few) -> {
            Series many = ofMany.getOrDefault(operation, new Series());
            table.row(operation, few.text(1), many.text(1), many.ratiosTo(few).text(2));
        });
        table.print(bench.out());
    }
}
