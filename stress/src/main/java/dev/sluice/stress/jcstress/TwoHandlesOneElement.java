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

/** Hazard: pending takes of two handles, at both ends, are both given the only element, or neither is. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the first handle")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "the second handle")
@State
public class TwoHandlesOneElement extends Pending {
    private final CompletableFuture<Integer> first;
    private final CompletableFuture<Integer> last;

    public TwoHandlesOneElement() {
        super(2);
        first = twin.take(End.FIRST);
        last = othersTwin.take(End.LAST);
        TwinFile.offer(other, 7);
    }

    @Actor
    public void one() {
        twin.serve();
    }

    @Actor
    public void two() {
        othersTwin.serve();
    }

    @Arbiter
    public void look(III_Result r) {
        twin.serve();
        othersTwin.serve();
        r.r1 = outcome(first);
        r.r2 = outcome(last);
        r.r3 = handle.size();
    }
}
