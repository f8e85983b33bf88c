package dev.sluice.async;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.deque.Putters;
import dev.sluice.deque.Takers;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves pending futures from the deque. */
final class Server extends Serving {
    private static final int TAKES = FIRST;
    private static final int PUTS = SECOND;

    private static final long GUARD_MILLIS = 5;
    private static final Batch NOTHING = new Batch(0);

    private final DequeEngine engine;
    private final PendingQueue<TakeFuture<?>> takes;
    private final PendingQueue<PutFuture> puts;
    private final int mostAtOnce;

    /**
     * A server of these.
     *
     * @param mostAtOnce so many at most are served in one step, which bounds how long the guard is held
     */
    Server(DequeEngine engine, PendingQueue<TakeFuture<?>> takes, PendingQueue<PutFuture> puts, int mostAtOnce) {
        super(engine.standby());
        this.mostAtOnce = mostAtOnce;
        this.engine = engine;
        this.takes = takes;
        this.puts = puts;
    }

    @Override
    Path path() {
        return engine.path();
    }

    @Override
    int pending() {
        return (takes.first() == null ? 0 : TAKES) | (puts.first() == null ? 0 : PUTS);
    }

    @Override
    int spins() {
        return engine.spins();
    }

    @Override
    boolean seemsServable(int wanted) {
        return (wanted & TAKES) != 0 && !engine.seemsEmpty();
    }

    @Override
    void passOn(int kinds) {
        if ((kinds & TAKES) != 0) {
            engine.passOn(true);
        }
        if ((kinds & PUTS) != 0) {
            engine.passOn(false);
        }
    }

    @Override
    boolean serve() {
        handOver(takes);
        handOver(puts);
        boolean served = serveFirst(takes, this::serveTakes);
        return serveFirst(puts, this::servePuts) || served;
    }

    private interface Step<F> {
        /** Serves those at the front that want the same end as the first; returns whether it is worth trying again. */
        boolean serve(F first);
    }

    /** Who has withdrawn while it was being served must not keep the next one, who may want the other end, waiting. */
    private static <F extends PendingFuture<?>> boolean serveFirst(PendingQueue<F> pending, Step<F> step) {
        for (F first = pending.first(); first != null; first = pending.first()) {
            if (step.serve(first)) {
                return true;
            }
            if (!first.isWithdrawn()) {
                return false;
            }
        }
        return false;
    }

    private boolean serveTakes(TakeFuture<?> first) {
        Batch sink = NOTHING;
        try {
            engine.checkOpen();
            if (engine.seemsEmpty()) {
                engine.requireNotDrained();
                return false;
            }
            sink = new Batch();
            Deadline deadline = Deadline.after(GUARD_MILLIS, TimeUnit.MILLISECONDS);
            int taken = engine.takeFor(first.end(), mostAtOnce, sink, new NextTakers(first.end()), deadline);
            deliver(sink);
            return taken != 0;
        } catch (Throwable failed) {
            deliver(sink); // those who came before whatever went wrong
            fail(takes, failed);
            return true;
        }
    }

    /** Claims those at the front of the queue, as long as they want the same end. */
    private final class NextTakers implements Takers {
        private final Iterator<TakeFuture<?>> waiting = takes.iterator();
        private final End end;

        NextTakers(End end) {
            this.end = end;
        }

        @Override
        public boolean claim() {
            while (waiting.hasNext()) {
                TakeFuture<?> next = waiting.next();
                if (next.isWithdrawn()) {
                    continue;
                }
                if (next.end() != end) {
                    return false;
                }
                if (next.claim()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** First of all each gets its element, which allocates nothing: what happens after that cannot lose any. */
    private void deliver(Batch taken) {
        Iterator<TakeFuture<?>> claimed = takes.iterator();
        int i = 0;
        while (i < taken.count() && claimed.hasNext()) {
            TakeFuture<?> next = claimed.next();
            if (next.isClaimed() && !next.isSettled()) {
                next.deliver(taken, i++);
            }
        }
        if (i < taken.count()) {
            throw new AssertionError("fewer were claimed than taken for");
        }
        handOver(takes);
    }

    private boolean servePuts(PutFuture first) {
        try {
            engine.checkOpen();
            Deadline deadline = Deadline.after(GUARD_MILLIS, TimeUnit.MILLISECONDS);
            int put = engine.putFor(first.end(), new NextPutters(first.end()), deadline);
            for (Iterator<PutFuture> all = puts.iterator(); all.hasNext(); ) {
                PutFuture next = all.next();
                if (next.isClaimed()) {
                    next.settle();
                } else if (!next.isWithdrawn()) {
                    break; // those behind it have not been claimed either
                }
            }
            handOver(puts);
            return put != 0;
        } catch (Throwable failed) {
            fail(puts, failed);
            return true;
        }
    }

    /** Shows and claims those at the front of the queue, as long as they want the same end. */
    private final class NextPutters implements Putters {
        private final Iterator<PutFuture> waiting = puts.iterator();
        private final Payload payload = new Payload();
        private final End end;
        private @Nullable PutFuture current;
        private int shown;

        NextPutters(End end) {
            this.end = end;
        }

        @Override
        public @Nullable Payload next() {
            while (shown++ < mostAtOnce && waiting.hasNext()) {
                PutFuture next = waiting.next();
                if (next.isWithdrawn()) {
                    continue;
                }
                if (next.end() != end) {
                    return null;
                }
                current = next;
                next.show(payload);
                return payload;
            }
            return null;
        }

        @Override
        public boolean claim() {
            return current != null && current.claim();
        }
    }

    @Override
    void failAll(Throwable reason) {
        try {
            fail(takes, reason);
        } finally {
            fail(puts, reason);
        }
    }
}
