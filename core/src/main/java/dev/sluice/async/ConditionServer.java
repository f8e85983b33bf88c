package dev.sluice.async;

import dev.sluice.synchronizer.Awaitable;
import java.nio.file.Path;
import java.util.Iterator;

/** Serves futures that wait for a synchronizer. */
final class ConditionServer extends Serving {
    private final Awaitable object;
    private final PendingQueue<ConditionFuture<?>> waiting;
    private final boolean inOrder;
    private long seen;

    /**
     * A server of these.
     *
     * @param inOrder whether one that cannot be served keeps those behind it waiting
     */
    ConditionServer(Awaitable object, PendingQueue<ConditionFuture<?>> waiting, boolean inOrder) {
        super(object.standby());
        this.object = object;
        this.waiting = waiting;
        this.inOrder = inOrder;
    }

    @Override
    Path path() {
        return object.path();
    }

    @Override
    int pending() {
        return waiting.first() == null ? 0 : FIRST;
    }

    @Override
    int spins() {
        return object.spins();
    }

    @Override
    boolean seemsServable(int wanted) {
        return object.glance() != seen;
    }

    @Override
    void passOn(int kinds) {
        object.passOn();
    }

    @Override
    boolean serve() {
        try {
            object.checkOpen();
            seen = object.glance();
            return serveWaiting();
        } catch (Throwable failed) {
            failAll(failed);
            return true;
        }
    }

    private boolean serveWaiting() throws InterruptedException {
        boolean served = false;
        try {
            for (Iterator<ConditionFuture<?>> all = waiting.iterator(); all.hasNext(); ) {
                ConditionFuture<?> next = all.next();
                if (next.isWithdrawn()) {
                    continue;
                }
                if (next.isSettled() || next.attempt()) {
                    next.settle();
                    served = true;
                    add(next);
                    all.remove();
                } else if (inOrder && !next.isWithdrawn()) {
                    break;
                }
            }
        } finally {
            startAdded();
        }
        return served;
    }

    @Override
    void failAll(Throwable reason) {
        fail(waiting, reason);
    }
}
