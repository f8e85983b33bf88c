package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.BarrierEngine;
import java.util.concurrent.BrokenBarrierException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: a reset as the last one arrives sends some away and lets others pass. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "both passed before the reset")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the first was sent away, the other came after")
@Outcome(id = "2, -1", expect = Expect.ACCEPTABLE, desc = "the first was sent away, the other came in between")
@State
public class ResetAgainstLast {
    private final TwinObject<BarrierEngine> twin = new TwinObject<>(BarrierEngine.KIND, 2);
    private final BarrierEngine handle = twin.attach().holdings();
    private final BarrierEngine other = twin.attach().holdings();
    private final BarrierEngine third = twin.attach().holdings();
    private final BarrierEngine.Arrival first;

    public ResetAgainstLast() {
        try {
            first = handle.arrive();
        } catch (BrokenBarrierException notNew) {
            throw new IllegalStateException(notNew);
        }
    }

    @Actor
    public void arrives(II_Result r) {
        try {
            r.r2 = other.arrive().index();
        } catch (BrokenBarrierException broken) {
            r.r2 = -1;
        }
    }

    @Actor
    public void resets() {
        third.reset();
    }

    @Arbiter
    public void look(II_Result r) {
        r.r1 = handle.isTripped(first) ? 1 : handle.isBroken(first) ? 2 : 0;
    }
}
