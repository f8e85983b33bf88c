package dev.sluice;

import dev.sluice.async.Completions;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Elements as they are demanded; each subscription has one take pending at most. */
final class DequePublisher<E> implements Flow.Publisher<E> {
    private final FutureDeque<E> deque;
    private final Completions completions;

    DequePublisher(FutureDeque<E> deque, Completions completions) {
        this.deque = deque;
        this.completions = completions;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super E> subscriber) {
        Subscription subscription = new Subscription(Objects.requireNonNull(subscriber));
        try {
            subscriber.onSubscribe(subscription);
        } finally {
            // Not before: signals come one after the other, and onSubscribe is the first.
            completions.execute(subscription);
        }
    }

    private final class Subscription implements Flow.Subscription, Runnable {
        private final AtomicLong demand = new AtomicLong();

        /** Reasons to look again; whoever makes the first one starts a task, which goes on until there is none left. */
        private final AtomicInteger reasons = new AtomicInteger(1);

        private Flow.@Nullable Subscriber<? super E> subscriber;
        private volatile boolean cancelled;
        private volatile boolean senselessRequest;

        /** Taken for the next signal; written by the task. */
        private volatile @Nullable CompletableFuture<E> pending;

        Subscription(Flow.Subscriber<? super E> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                senselessRequest = true;
            } else {
                demand.getAndAccumulate(n, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
            }
            look();
        }

        @Override
        public void cancel() {
            cancelled = true;
            // At once, so that nothing is taken for nobody; where it comes too late, the task gives the element back.
            CompletableFuture<E> last = pending;
            if (last != null) {
                last.cancel(false);
            }
            look();
        }

        private void look() {
            if (reasons.getAndIncrement() == 0) {
                completions.execute(this);
            }
        }

        @Override
        public void run() {
            int seen = reasons.get();
            do {
                try {
                    signal();
                } catch (Throwable failed) {
                    // Also an error, as of memory: else nobody would ever look again.
                    fail(failed);
                }
                seen = reasons.addAndGet(-seen);
            } while (seen != 0);
        }

        private void fail(Throwable failed) {
            Flow.Subscriber<? super E> receiver = subscriber;
            if (receiver == null) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failed);
            } else {
                end(receiver, failed);
            }
        }

        private void signal() {
            Flow.Subscriber<? super E> receiver = subscriber;
            while (receiver != null && advance(receiver)) {
                receiver = subscriber;
            }
        }

        /** One step; returns false when there is nothing to do until the next reason. */
        private boolean advance(Flow.Subscriber<? super E> receiver) {
            if (cancelled) {
                end(receiver);
                return false;
            }
            if (senselessRequest) {
                end(receiver);
                receiver.onError(
                        new IllegalArgumentException("request of zero or fewer elements (Reactive Streams 3.9)"));
                return false;
            }
            CompletableFuture<E> next = pending;
            if (next == null) {
                if (demand.get() == 0) {
                    endIfNothingCanCome(receiver);
                    return false;
                }
                next = deque.takeFirst();
                pending = next;
                if (!next.isDone()) {
                    CompletableFuture<E> unused = next.whenComplete((element, failure) -> look());
                    if (cancelled) {
                        next.cancel(false); // it was not there yet for whoever cancelled
                    }
                    return false;
                }
            }
            if (!next.isDone()) {
                return false;
            }
            pending = null;
            return deliver(next, receiver);
        }

        private boolean deliver(CompletableFuture<E> taken, Flow.Subscriber<? super E> receiver) {
            E element;
            try {
                element = taken.join();
            } catch (CompletionException failed) {
                Throwable cause = failed.getCause();
                end(receiver, cause == null ? failed : cause);
                return false;
            }
            if (demand.get() != Long.MAX_VALUE) {
                demand.decrementAndGet();
            }
            emit(element, receiver);
            return true;
        }

        /** What is over can be said without demand. */
        private void endIfNothingCanCome(Flow.Subscriber<? super E> receiver) {
            try {
                deque.requireMore();
            } catch (RuntimeException over) {
                end(receiver, over);
            }
        }

        private void end(Flow.Subscriber<? super E> receiver, Throwable reason) {
            subscriber = null;
            if (reason instanceof DequeShutdownException) {
                receiver.onComplete();
            } else {
                receiver.onError(reason);
            }
        }

        private void emit(E element, Flow.Subscriber<? super E> receiver) {
            try {
                receiver.onNext(element);
            } catch (Throwable thrown) {
                cancelled = true; // as SubmissionPublisher does: a subscriber that throws is not asked again
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
            }
        }

        /** Lets go of the subscriber; what may have been taken for it goes back. */
        private void end(Flow.Subscriber<? super E> receiver) {
            subscriber = null;
            CompletableFuture<E> last = pending;
            pending = null;
            if (last == null || last.cancel(false)) {
                return;
            }
            CompletableFuture<E> unused = last.whenComplete((element, failure) -> {
                if (element != null && !isGivenBack(element)) {
                    completions.execute(() -> emit(element, receiver));
                }
            });
        }

        private boolean isGivenBack(E element) {
            try {
                return deque.giveBack(element);
            } catch (RuntimeException closed) {
                return false;
            }
        }
    }
}
