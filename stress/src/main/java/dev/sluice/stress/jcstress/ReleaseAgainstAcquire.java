package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.SemaphoreEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: one who falls asleep wanting two permits, while they are released one by one, is not woken by the second. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it has both, and did not despair")
@State
public class ReleaseAgainstAcquire {
    private final TwinObject<SemaphoreEngine> twin = new TwinObject<>(SemaphoreEngine.KIND, 2);
    private final SemaphoreEngine handle = twin.attach().holdings();
    private final SemaphoreEngine other = twin.attach().holdings();

    public ReleaseAgainstAcquire() {
        Calls.acquire(handle, 2);
    }

    @Actor
    public void first() {
        handle.release(1);
        handle.release(1);
    }

    @Actor
    public void second() {
        Calls.acquire(other, 2);
    }

    @Arbiter
    public void look(II_Result r) {
        r.r1 = handle.available();
        r.r2 = twin.lostWakeUps();
    }
}
