package dev.sluice.stress.jcstress;

import dev.sluice.async.ConditionTwin;
import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: a cancelled acquire holds a permit all the same, or one that was served holds none. */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "withdrawn: the permit is available")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "served: the permit is held")
@State
public class CancelAgainstAcquire {
    private final TwinObject<SemaphoreEngine> twin = new TwinObject<>(SemaphoreEngine.KIND, 1);
    private final SemaphoreEngine holder = twin.attach().holdings();
    private final SemaphoreEngine handle = twin.attach().holdings();
    private final ConditionTwin pending = new ConditionTwin(handle);
    private final CompletableFuture<Void> future;

    public CancelAgainstAcquire() {
        Calls.acquire(holder, 1);
        future = pending.acquire(handle, 1);
    }

    @Actor
    public void outside() {
        future.cancel(true);
    }

    @Actor
    public void service() {
        holder.release(1);
        pending.serve();
    }

    @Arbiter
    public void look(II_Result r) {
        pending.serve(); // as the waiting thread would
        r.r1 = Pending.outcome(future);
        r.r2 = handle.available();
    }
}
