package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.SemaphoreEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: what a handle holds that closes is lost, or given out twice, while another one is at the guard. */
@JCStressTest
@Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "too early")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "got what was given back")
@State
public class CloseAgainstAcquire {
    private final TwinObject<SemaphoreEngine> twin = new TwinObject<>(SemaphoreEngine.KIND, 2);
    private final Handle<SemaphoreEngine> closing = twin.attach();
    private final SemaphoreEngine other = twin.attach().holdings();

    public CloseAgainstAcquire() {
        Calls.acquire(closing.holdings(), 1);
    }

    @Actor
    public void close() {
        closing.close();
    }

    @Actor
    public void acquire(II_Result r) {
        r.r1 = Calls.tryAcquire(other, 2) ? 1 : 0;
    }

    @Arbiter
    public void look(II_Result r) {
        r.r2 = other.available();
    }
}
