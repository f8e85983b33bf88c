package dev.sluice.async;

import dev.sluice.sync.Standby;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pending futures of one handle, of up to two kinds, each of which waits for an event count of its own; never waits
 * but for guards, and not long for them. Of one thread at a time.
 */
abstract class Serving {
    /** The kind that waits for the first event count of the standby. */
    static final int FIRST = 1;

    /** The kind that waits for the second one. */
    static final int SECOND = 2;

    private final Standby standby;
    private final Backlog backlog = new Backlog();
    private @Nullable Completions current;

    Serving(Standby standby) {
        this.standby = standby;
    }

    final Standby standby() {
        return standby;
    }

    /** What has been served and may not have been completed. */
    final Backlog backlog() {
        return backlog;
    }

    /** The file that it is about. */
    abstract Path path();

    /** Of which kinds somebody waits. */
    abstract int pending();

    /** How often to look again, at short distance, before announcing that one waits. */
    abstract int spins();

    /** Whether it is worth serving those kinds again; costs no more than a read or two. */
    abstract boolean seemsServable(int wanted);

    /** Serves as many as can be at the moment, of both kinds. Returns whether it is worth trying again at once. */
    abstract boolean serve();

    /** A wake-up for those kinds may have been meant for somebody else. */
    abstract void passOn(int kinds);

    /** Whatever is wrong is wrong for all who wait; but not for those who have been served. */
    abstract void failAll(Throwable reason);

    /** Whatever is wrong is wrong for all who wait for the same; but not for those who have been served. */
    final <F extends PendingFuture<?>> void fail(PendingQueue<F> pending, Throwable reason) {
        for (Iterator<F> all = pending.iterator(); all.hasNext(); ) {
            F next = all.next();
            if ((next.claim() || next.isClaimed()) && !next.isSettled()) {
                next.failWith(reason);
            }
        }
        handOver(pending);
    }

    /** Has those completed whose outcome is settled. If it fails, they stay at the front, and are the first next time. */
    final <F extends PendingFuture<?>> void handOver(PendingQueue<F> pending) {
        for (F next = pending.firstSettled(); next != null; next = pending.firstSettled()) {
            add(next);
            pending.remove(next);
        }
        startAdded();
    }

    /** To be completed at {@link #startAdded}. If it fails, it is to be added again. */
    final void add(PendingFuture<?> settled) {
        Completions completions = settled.completions();
        if (completions != current) {
            startAdded(); // each view of the object has an executor of its own
        }
        completions.add(settled);
        current = completions;
        backlog.add(completions);
    }

    final void startAdded() {
        Completions added = current;
        current = null;
        if (added != null) {
            added.start();
        }
    }
}
