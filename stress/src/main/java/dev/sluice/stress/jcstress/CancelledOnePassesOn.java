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
import org.openjdk.jcstress.infra.results.III_Result;

/** Hazard: the element of a take that is cancelled just then is not given to the next, or to both. */
@JCStressTest
@Outcome(id = "2, 1, 0", expect = Expect.ACCEPTABLE, desc = "cancelled: the next has it")
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "delivered to the first")
@State
public class CancelledOnePassesOn extends Pending {
    private final CompletableFuture<Integer> first;
    private final CompletableFuture<Integer> next;

    public CancelledOnePassesOn() {
        super(2);
        first = twin.take(End.FIRST);
        next = twin.take(End.LAST);
    }

    @Actor
    public void outside() {
        first.cancel(true);
    }

    @Actor
    public void delivery() {
        TwinFile.offer(other, 7);
        twin.serve();
    }

    @Arbiter
    public void look(III_Result r) {
        twin.serve();
        r.r1 = outcome(first);
        r.r2 = outcome(next);
        r.r3 = handle.size();
    }
}
