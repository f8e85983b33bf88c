package dev.sluice.stress.twin;

import dev.sluice.async.PendingTwin;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.NullUnmarked;

/** What Lincheck does with pending takes at both ends: somebody puts, anybody cancels, and one thread serves and looks at the results. */
@NullUnmarked
@Param(name = "future", gen = IntGen.class, conf = "0:2")
@Param(name = "value", gen = IntGen.class, conf = "1:9")
public class PendingCalls {
    /** Never full: between the claim and the commit an element counts as taken for its taker only. */
    private static final int CAPACITY = 16;

    private static final List<End> ENDS = List.of(End.FIRST, End.LAST, End.FIRST);

    private final DequeEngine other;
    private final PendingTwin twin;
    private final List<CompletableFuture<Integer>> futures = new ArrayList<>();

    public PendingCalls() {
        this(PendingTwin::take);
    }

    /** With futures that are made so. */
    PendingCalls(BiFunction<PendingTwin, End, CompletableFuture<Integer>> take) {
        TwinFile file = new TwinFile(CAPACITY);
        twin = new PendingTwin(file.attach(), 1);
        other = file.attach();
        for (End end : ENDS) {
            futures.add(take.apply(twin, end));
        }
    }

    @Operation
    public boolean offer(@Param(name = "value") int value) {
        return TwinFile.offer(other, value);
    }

    @Operation
    public boolean cancel(@Param(name = "future") int future) {
        return futures.get(future).cancel(false);
    }

    @Operation(nonParallelGroup = "server")
    public void serve() {
        twin.serve();
    }

    @Operation(nonParallelGroup = "server")
    public String result(@Param(name = "future") int future) {
        CompletableFuture<Integer> asked = futures.get(future);
        if (PendingTwin.isWithdrawn(asked)) {
            return "cancelled";
        }
        return asked.isDone() ? asked.join().toString() : "pending";
    }

    /** What it should do. */
    public static class Specification {
        private final Deque<Integer> elements = new ArrayDeque<>();
        private final String[] results = {"pending", "pending", "pending"};

        public boolean offer(int value) {
            return elements.size() < CAPACITY && elements.add(value);
        }

        public boolean cancel(int future) {
            if (results[future].equals("pending")) {
                results[future] = "cancelled";
            }
            return results[future].equals("cancelled");
        }

        public void serve() {
            for (int i = 0; i < results.length && !elements.isEmpty(); i++) {
                if (results[i].equals("pending")) {
                    int element = ENDS.get(i) == End.FIRST ? elements.removeFirst() : elements.removeLast();
                    results[i] = Integer.toString(element);
                    return;
                }
            }
        }

        public String result(int future) {
            return results[future];
        }
    }
}
