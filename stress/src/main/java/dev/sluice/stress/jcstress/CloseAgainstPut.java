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

/** Hazard: closing the handle leaves a put half done, or pending. */
@JCStressTest
@Outcome(id = "3, 0", expect = Expect.ACCEPTABLE, desc = "closed: nothing was put")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "put before")
@State
public class CloseAgainstPut extends Pending {
    private final CompletableFuture<Void> future;

    public CloseAgainstPut() {
        super(1);
        TwinFile.offer(other, 7);
        future = twin.put(End.LAST, 8);
        TwinFile.poll(other);
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
