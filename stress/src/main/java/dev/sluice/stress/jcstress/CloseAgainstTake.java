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

/** Hazard: closing the handle loses the element that is just being delivered, or leaves the future pending. */
@JCStressTest
@Outcome(id = "3, 1", expect = Expect.ACCEPTABLE, desc = "closed: nothing was taken")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "delivered before")
@State
public class CloseAgainstTake extends Pending {
    private final CompletableFuture<Integer> future;

    public CloseAgainstTake() {
        super(1);
        future = twin.take(End.FIRST);
        TwinFile.offer(other, 7);
    }

    @Actor
    public void close() {
        handle.close();
    }

    @Actor
    public void delivery() {
        twin.serve();
    }

    @Arbiter
    public void look(II_Result r) {
        twin.serve();
        r.r1 = outcome(future);
        r.r2 = other.size();
    }
}
