package dev.sluice.stress.jcstress;

import dev.sluice.deque.End;
import dev.sluice.stress.twin.TwinFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: as of a cancelled one, by what {@code orTimeout} does when the time is up. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "withdrawn: nothing was put")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "put")
@State
public class TimeoutAgainstPut extends Pending {
    private final CompletableFuture<Void> future;

    public TimeoutAgainstPut() {
        super(1);
        TwinFile.offer(other, 7);
        future = twin.put(End.LAST, 8);
    }

    @Actor
    public void outside() {
        future.completeExceptionally(new TimeoutException());
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
