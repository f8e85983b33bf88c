package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.ring.Batch;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

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
        RuntimeException failure = null;
        int added = 0;
        for (int i = 0; i < count; i++) {
            E element;
            try {
                element = elements.decode(batch, i);
            } catch (ElementDecodeException undecodable) {
                failure = add(failure, undecodable);
                continue;
            }
            try {
                target.add(element);
                added++;
            } catch (RuntimeException refused) {
                throw giveBack(batch, i, add(failure, refused));
            }
        }
        if (failure != null) {
            throw failure;
        }
        return added;
    }

    /** The collection takes no more: what it has not taken goes back to the front, in its order, if there is still room. */
    private RuntimeException giveBack(Batch batch, int from, RuntimeException refused) {
        if (!engine.prependAll(batch, from)) {
            for (int i = from; i < batch.count(); i++) {
                refused.addSuppressed(elements.orphan(batch.copy(i), refused));
            }
        }
        return refused;
    }

    private static RuntimeException add(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }
}
