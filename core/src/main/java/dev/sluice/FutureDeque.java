package dev.sluice;

import dev.sluice.async.AsyncEngine;
import dev.sluice.async.Completions;
import dev.sluice.async.PutFuture;
import dev.sluice.async.TakeFuture;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The futures of a deque, completed on one executor: tries at once, else makes a pending one. */
final class FutureDeque<E> implements AsyncDeque<E> {
    private final DequeEngine engine;
    private final AsyncEngine async;
    private final Elements<E> elements;
    private final Completions completions;

    FutureDeque(DequeEngine engine, AsyncEngine async, Elements<E> elements, Completions completions) {
        this.engine = engine;
        this.async = async;
        this.elements = elements;
        this.completions = completions;
    }

    @Override
    public CompletableFuture<Void> putFirst(E e) {
        return put(End.FIRST, e);
    }

    @Override
    public CompletableFuture<Void> putLast(E e) {
        return put(End.LAST, e);
    }

    @Override
    public CompletableFuture<Void> put(E e) {
        return putLast(e);
    }

    private CompletableFuture<Void> put(End end, E e) {
        byte[] bytes;
        Scratch scratch = Scratch.borrow();
        try {
            Payload payload = elements.encode(e, scratch);
            try {
                engine.checkOpen();
                if (async.nobodyPuts() && engine.offerAtOnce(end, payload)) {
                    return CompletableFuture.completedFuture(null);
                }
            } catch (RuntimeException failed) {
                return CompletableFuture.failedFuture(failed);
            }
            bytes = Arrays.copyOfRange(payload.array(), payload.offset(), payload.offset() + payload.length());
        } finally {
            scratch.giveBack();
        }
        PutFuture future = new PutFuture(end, completions, bytes);
        async.add(future);
        return future;
    }

    @Override
    public CompletableFuture<E> takeFirst() {
        return take(End.FIRST);
    }

    @Override
    public CompletableFuture<E> takeLast() {
        return take(End.LAST);
    }

    @Override
    public CompletableFuture<E> take() {
        return takeFirst();
    }

    private CompletableFuture<E> take(End end) {
        try {
            E element = async.nobodyTakes() ? takeAtOnce(end) : null;
            if (element != null) {
                return CompletableFuture.completedFuture(element);
            }
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
        TakeFuture<E> future = new TakeFuture<>(end, completions, elements::decodeOrphan);
        async.add(future);
        return future;
    }

    /** Spins as shortly as a blocking call does: an answer to what has just been put is mostly on its way. */
    private @Nullable E takeAtOnce(End end) {
        engine.checkOpen();
        Scratch scratch = Scratch.borrow();
        try {
            boolean taken = engine.pollAtOnce(end, scratch.sink());
            for (int i = engine.spins(); !taken && i > 0; i--) {
                Thread.onSpinWait();
                taken = !engine.seemsEmpty() && engine.pollAtOnce(end, scratch.sink());
            }
            if (!taken) {
                engine.requireNotDrained();
            }
            return taken ? elements.decode(scratch) : null;
        } finally {
            scratch.giveBack();
        }
    }

    @Override
    public Flow.Publisher<E> publisher() {
        return new DequePublisher<>(this, completions);
    }

    @Override
    public Flow.Subscriber<E> subscriber() {
        return new DequeSubscriber<>(this, engine);
    }

    @Override
    public String toString() {
        return "AsyncDeque[" + engine.path() + "]";
    }

    /** Ends the call if nothing can be taken any more. */
    void requireMore() {
        engine.checkOpen();
        engine.requireNotDrained();
    }

    /** Puts an element back before the first, also after a shutdown; returns false if there is no room. */
    boolean giveBack(E element) {
        Scratch scratch = Scratch.borrow();
        try {
            Batch batch = scratch.batch();
            elements.encode(element, scratch, batch);
            return engine.prependAll(batch, 0);
        } finally {
            scratch.giveBack();
        }
    }
}
