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

/** Hazard: a cancelled put has put its element all the same, or is done without having put it. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "withdrawn: nothing was put")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "put")
@State
public class CancelAgainstPutLast extends Pending {
    private final CompletableFuture<Void> future;

    public CancelAgainstPutLast() {
        super(1);
        TwinFile.offer(other, 7);
        future = twin.put(End.LAST, 8);
    }

    @Actor
    public void outside() {
        future.cancel(true);
    }

    @Actor
    public void room() {
        TwinFile.poll(other);
        twin.serve();
    }

    @Arbiter
    public void look(II_Result r) {
        twin.serve();
        r.r1 = outcome(future);
        r.r2 = handle.size();
    }
}
