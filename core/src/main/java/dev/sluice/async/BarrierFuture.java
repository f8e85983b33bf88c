package dev.sluice.async;

import dev.sluice.synchronizer.BarrierEngine;
import java.util.concurrent.BrokenBarrierException;

/** Somebody who has arrived at a barrier and waits for the others; who stops waiting breaks it. */
public final class BarrierFuture extends ConditionFuture<Integer> {
    private final BarrierEngine barrier;
    private final BarrierEngine.Arrival arrival;

    public BarrierFuture(BarrierEngine barrier, BarrierEngine.Arrival arrival, Completions completions) {
        super(completions);
        this.barrier = barrier;
        this.arrival = arrival;
    }

    @Override
    boolean seemsToHold() {
        return barrier.isTripped(arrival) || barrier.isBroken(arrival);
    }

    @Override
    boolean attempt() {
        if (barrier.isTripped(arrival)) {
            return claim();
        }
        if (!barrier.isBroken(arrival) || !claim()) {
            return false;
        }
        failWith(new BrokenBarrierException(barrier.path() + ": the barrier has been broken; reset it"));
        return true;
    }

    @Override
    void afterWithdrawal() {
        barrier.breakIt(arrival);
    }

    @Override
    Integer result() {
        return arrival.index();
    }
}
