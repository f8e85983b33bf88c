package dev.sluice.async;

import dev.sluice.synchronizer.CounterEngine;

/** Somebody who waits until a counter keeps to a bound; the result is the value that did. */
public final class CounterFuture extends ConditionFuture<Long> {
    private final CounterEngine counter;
    private final CounterEngine.Bound kind;
    private final long bound;
    private long seen;

    public CounterFuture(CounterEngine counter, CounterEngine.Bound kind, long bound, Completions completions) {
        super(completions);
        this.counter = counter;
        this.kind = kind;
        this.bound = bound;
    }

    @Override
    boolean seemsToHold() {
        return kind.admits(counter.value(), bound);
    }

    @Override
    boolean attempt() {
        seen = counter.value();
        return kind.admits(seen, bound) && claim();
    }

    @Override
    Long result() {
        return seen;
    }
}
