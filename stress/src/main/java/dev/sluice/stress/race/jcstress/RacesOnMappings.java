package dev.sluice.stress.race.jcstress;

import dev.sluice.stress.race.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** All races, on two mappings of one file, as two processes see it: the protocol, and what processor and compiler make of it. */
@JCStressTest
@Outcome(id = "allowed: .*", expect = Expect.ACCEPTABLE, desc = "as the command \"races\" says")
@Outcome(id = "forbidden: .*", expect = Expect.FORBIDDEN, desc = "the hazard of that race")
@State
public class RacesOnMappings {
    private static final Arena ARENA = Arena.onMappings();

    private final Arena.Heat heat = ARENA.enter();

    @Actor
    public void first() {
        heat.play(0);
    }

    @Actor
    public void second() {
        heat.play(1);
    }

    @Arbiter
    public void judge(L_Result r) {
        r.r1 = heat.outcome();
    }
}
