package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.ring.Batch;
import java.util.Collection;

/** What becomes of elements that were drained in one step: they reach the collection, or go back, or are named. */
final class Draining<E> {
    private final DequeEngine engine;
    private final Elements<E> elements;

    Draining(DequeEngine engine, Elements<E> elements) {
        this.engine = engine;
        this.elements = elements;
    }

    int drainTo(Collection<? super E> target, int max) {
        Batch batch = new Batch();
        engine.reserve(batch, max);
        int count = engine.drain(max, batch);
        Throwable failure = null;
        int added = 0;
        for (int i = 0; i < count; i++) {
            E element;
            try {
                element = elements.decode(batch, i);
            } catch (ElementDecodeException undecodable) {
                failure = Failures.add(failure, undecodable);
                continue;
            }
            try {
                target.add(element);
                added++;
            } catch (Throwable refused) {
                giveBack(batch, i, refused);
                Failures.raise(Failures.add(failure, refused));
            }
        }
        if (failure != null) {
            Failures.raise(failure);
        }
        return added;
    }

    /** The collection takes no more: what it has not taken goes back to the front, in its order, if there is still room. */
    private void giveBack(Batch batch, int from, Throwable refused) {
        if (!engine.prependAll(batch, from)) {
            for (int i = from; i < batch.count(); i++) {
                refused.addSuppressed(elements.orphan(batch.copy(i), refused));
            }
        }
    }
}
