package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.synchronizer.LockEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Hazard: two threads of one handle hold the lock at the same time, or one is not woken when it is free. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "one after the other")
@State
public class LockTakesTurns {
    private final TwinObject<LockEngine> twin = new TwinObject<>(LockEngine.KIND, 0);
    private final LockEngine handle = twin.attach().holdings();
    private int unprotected;

    private void add(LockEngine lock) {
        Calls.lock(lock);
        unprotected++;
        lock.release();
    }

    @Actor
    public void first() {
        add(handle);
    }

    @Actor
    public void second() {
        add(handle);
    }

    @Arbiter
    public void look(II_Result r) {
        r.r1 = unprotected;
        r.r2 = twin.lostWakeUps();
    }
}
