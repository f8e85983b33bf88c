package dev.sluice.stress.jcstress;

import dev.sluice.stress.twin.TwinObject;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.LockEngine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Hazard: a signal is swallowed by one whose time is up at the same moment. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "it waited when the signal came, and says so")
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "it had left, or had not come")
@State
public class SignalAgainstTimeOut {
    private final TwinObject<LockEngine> twin = new TwinObject<>(LockEngine.KIND, 0);
    private final LockEngine handle = twin.attach().holdings();
    private final LockEngine other = twin.attach().holdings();

    @Actor
    public void waits(III_Result r) {
        Calls.lock(handle);
        r.r1 = Calls.await(handle.condition(0), Deadline.after(1, TimeUnit.NANOSECONDS)) ? 1 : 0;
        handle.release();
    }

    @Actor
    public void signals(III_Result r) {
        Calls.lock(other);
        r.r2 = other.condition(0).waiting();
        other.condition(0).signal();
        other.release();
    }

    @Arbiter
    public void look(III_Result r) {
        r.r3 = twin.lostWakeUps();
    }
}
