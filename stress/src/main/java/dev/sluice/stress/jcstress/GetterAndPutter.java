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

/** Hazard: a pending take and a pending put of two handles of a full deque of capacity 1 do not let each other on. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both served, the new element is there")
@State
public class GetterAndPutter extends Pending {
    private final CompletableFuture<Integer> getter;
    private final CompletableFuture<Void> putter;

    public GetterAndPutter() {
        super(1);
        TwinFile.offer(other, 7);
        getter = twin.take(End.FIRST);
        putter = othersTwin.put(End.LAST, 8);
    }

    @Actor
    public void takes() {
        twin.serve();
    }

    @Actor
    public void puts() {
        othersTwin.serve();
    }

    @Arbiter
    public void look(III_Result r) {
        twin.serve();
        othersTwin.serve();
        r.r1 = outcome(getter);
        r.r2 = outcome(putter);
        r.r3 = handle.size();
    }
}
