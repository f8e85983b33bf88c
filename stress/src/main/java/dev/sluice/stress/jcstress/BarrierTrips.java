package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.BarrierEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Hazard: a party passes before the other has come, does not see what it has done before, or is not woken. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "each has seen what the other did before")
@State
public class BarrierTrips {
    private final TwinObject<BarrierEngine> twin = new TwinObject<>(BarrierEngine.KIND, 2);
    private final BarrierEngine handle = twin.attach().holdings();
    private final BarrierEngine other = twin.attach().holdings();
    private int here;
    private int there;

    @Actor
    public void first(III_Result r) {
        here = 1;
        Calls.pass(handle);
        r.r1 = there;
    }

    @Actor
    public void second(III_Result r) {
        there = 1;
        Calls.pass(other);
        r.r2 = here;
    }

    @Arbiter
    public void look(III_Result r) {
        r.r3 = twin.lostWakeUps();
    }
}
