package dev.sluice.async;

import dev.sluice.synchronizer.EventEngine;
import org.jspecify.annotations.Nullable;

/** Somebody who waits until an event is set. */
public final class EventFuture extends ConditionFuture<Void> {
    private final EventEngine event;
    private final long begin;

    /**
     * Makes a pending wait.
     *
     * @param begin where it began
     */
    public EventFuture(EventEngine event, long begin, Completions completions) {
        super(completions);
        this.event = event;
        this.begin = begin;
    }

    @Override
    boolean seemsToHold() {
        return event.isSetSince(begin);
    }

    @Override
    boolean attempt() {
        return event.isSetSince(begin) && claim();
    }

    @Override
    @Nullable
    Void result() {
        return null;
    }
}
