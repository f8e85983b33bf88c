package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.LockEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: one who begins to wait for a condition does not hear of the change that another handle signals at that moment. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it has heard of it")
@State
public class ConditionWakes {
    private final TwinObject<LockEngine> twin = new TwinObject<>(LockEngine.KIND, 0);
    private final LockEngine handle = twin.attach().holdings();
    private final LockEngine other = twin.attach().holdings();
    private boolean changed;

    private int await(LockEngine lock) {
        Calls.lock(lock);
        while (!changed) {
            Calls.await(lock.condition(0), Deadline.UNINTERRUPTED);
        }
        lock.release();
        return 1;
    }

    @Actor
    public void waitsHere(II_Result r) {
        r.r1 = await(handle);
    }

    @Actor
    public void signals() {
        Calls.lock(other);
        changed = true;
        other.condition(0).signal();
        other.release();
    }

    @Arbiter
    public void look(II_Result r) {
        r.r2 = twin.lostWakeUps();
    }
}
