package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.SemaphoreEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Hazard: of two handles that want the last permit both get it, or one that is given back meanwhile is lost. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "the second one was quicker")
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the first one was quicker")
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "one of them got what was given back")
@State
public class PermitConservation {
    private final TwinObject<SemaphoreEngine> twin = new TwinObject<>(SemaphoreEngine.KIND, 2);
    private final SemaphoreEngine handle = twin.attach().holdings();
    private final SemaphoreEngine other = twin.attach().holdings();
    private final SemaphoreEngine third = twin.attach().holdings();

    public PermitConservation() {
        Calls.acquire(third, 1);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = Calls.tryAcquire(handle, 1) ? 1 : 0;
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = Calls.tryAcquire(other, 1) ? 1 : 0;
        third.release(1);
    }

    @Arbiter
    public void look(III_Result r) {
        r.r3 = handle.available();
    }
}
