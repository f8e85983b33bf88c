package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.EventEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: an event that is set and cleared at once is missed by one who is about to fall asleep. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "seen, asleep or awake")
@State
public class SetAgainstAwait {
    private final TwinObject<EventEngine> twin = new TwinObject<>(EventEngine.KIND, 0);
    private final EventEngine handle = twin.attach().holdings();
    private final EventEngine other = twin.attach().holdings();
    private final long begin = handle.begin();

    @Actor
    public void set() {
        other.set();
        other.clear();
    }

    @Actor
    public void await(II_Result r) {
        r.r1 = Calls.await(handle, begin) ? 1 : 0;
    }

    @Arbiter
    public void look(II_Result r) {
        r.r2 = twin.lostWakeUps();
    }
}
