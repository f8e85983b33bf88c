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

/** Hazard: of two who fall asleep while two permits are released one is not woken. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "both have theirs, nobody despaired")
@State
public class ReleaseAgainstAcquire {
    private final TwinObject<SemaphoreEngine> twin = new TwinObject<>(SemaphoreEngine.KIND, 2);
    private final SemaphoreEngine holder = twin.attach().holdings();
    private final SemaphoreEngine handle = twin.attach().holdings();
    private final SemaphoreEngine other = twin.attach().holdings();

    public ReleaseAgainstAcquire() {
        Calls.acquire(holder, 2);
    }

    @Actor
    public void release() {
        holder.release(1);
        holder.release(1);
    }

    @Actor
    public void first() {
        Calls.acquire(handle, 1);
    }

    @Actor
    public void second() {
        Calls.acquire(other, 1);
    }

    @Arbiter
    public void look(II_Result r) {
        r.r1 = handle.available();
        r.r2 = twin.lostWakeUps();
    }
}
