package dev.sluice;

import dev.sluice.deque.DequeEngine;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Puts what it receives; requests as room appears. */
final class DequeSubscriber<E> implements Flow.Subscriber<E> {
    private static final System.Logger LOG = System.getLogger("dev.sluice");
    private static final int MOST_REQUESTED = 32;

    private final FutureDeque<E> deque;
    private final DequeEngine engine;

    private Flow.@Nullable Subscription subscription;

    /** Requested, and not yet put. */
    private int outstanding;

    DequeSubscriber(FutureDeque<E> deque, DequeEngine engine) {
        this.deque = deque;
        this.engine = engine;
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        Objects.requireNonNull(offered);
        synchronized (this) {
            if (subscription == null) {
                subscription = offered;
                offered = null;
            }
        }
        if (offered != null) {
            offered.cancel(); // one at a time (Reactive Streams 2.5)
            return;
        }
        requestMore(0);
    }

    @Override
    public void onNext(E element) {
        Objects.requireNonNull(element);
        try {
            CompletableFuture<Void> unused = deque.putLast(element).whenComplete((done, failure) -> {
                if (failure == null) {
                    requestMore(1);
                } else {
                    giveUp(failure);
                }
            });
        } catch (RuntimeException failure) {
            giveUp(failure);
        }
    }

    /** So many have been put. */
    private void requestMore(int put) {
        Flow.Subscription current;
        int more;
        synchronized (this) {
            outstanding -= put;
            int target = Math.max(1, Math.min(MOST_REQUESTED, room()));
            // In few requests: when half of them have been put.
            more = outstanding <= target / 2 ? target - outstanding : 0;
            outstanding += more;
            current = subscription;
        }
        if (more > 0 && current != null) {
            current.request(more);
        }
    }

    private int room() {
        try {
            return engine.identity().capacity() - engine.size();
        } catch (RuntimeException closed) {
            return 1; // the next put says so
        }
    }

    private void giveUp(Throwable reason) {
        Flow.Subscription current;
        synchronized (this) {
            current = subscription;
        }
        if (current != null) {
            current.cancel();
        }
        LOG.log(System.Logger.Level.WARNING, engine.path() + ": a subscriber has given up", reason);
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure);
    }

    @Override
    public void onComplete() {
        // The deque is others' as well: it stays open.
    }
}
