package dev.sluice.stress.crash;

import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.Holdings;
import java.util.List;

/** The victim closes its handle where in another scenario it does something else: what it held is given back, once. */
record Closing<H extends Holdings>(ObjectScenario<H> other) implements ObjectScenario<H> {
    @Override
    public Handle.Kind<H> kind() {
        return other.kind();
    }

    @Override
    public int parameter() {
        return other.parameter();
    }

    @Override
    public void prepare(H survivor, H victim) throws InterruptedException {
        other.prepare(survivor, victim);
    }

    @Override
    public void operate(H victim) {
        throw new UnsupportedOperationException("it is the handle that is closed");
    }

    @Override
    public void operate(Handle<H> victim) {
        victim.close();
    }

    @Override
    public String state(H survivor) {
        return other.state(survivor);
    }

    @Override
    public String stateAgain(String state) {
        return other.stateAgain(state);
    }

    @Override
    public int[] eventCounts() {
        return other.eventCounts();
    }

    @Override
    public List<Turn<H>> turns() {
        return other.turns();
    }

    @Override
    public void use(H survivor) throws InterruptedException {
        other.use(survivor);
    }
}
