package dev.sluice.stress.jcstress;

import dev.sluice.deque.End;
import dev.sluice.stress.twin.TwinFile;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: a cancelled take has taken the element all the same, or leaves it and is delivered. */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "withdrawn: nothing was taken")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "delivered: the element was taken")
@State
public class CancelAgainstTakeFirst extends Pending {
    private final CompletableFuture<Integer> future;

    public CancelAgainstTakeFirst() {
        super(1);
        future = twin.take(End.FIRST);
    }

    @Actor
    public void outside() {
        future.cancel(true);
    }

    @Actor
    public void delivery() {
        TwinFile.offer(other, 7);
        twin.serve();
    }

    @Arbiter
    public void look(II_Result r) {
        twin.serve(); // as the waiting thread would
        r.r1 = outcome(future);
        r.r2 = handle.size();
    }
}
