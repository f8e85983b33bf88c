package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.ring.Batch;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of elements that were drained in one step: they reach the collection, or go back, or are named. */
final class Draining<E> {
    /** So many elements may be what exhausts the heap; some of it is kept then for giving them back. */
    private static final int MANY = 10_000;

    private static final int SPARE_BYTES = 1 << 20;

    private final DequeEngine engine;
    private final Elements<E> elements;

    Draining(DequeEngine engine, Elements<E> elements) {
        this.engine = engine;
        this.elements = elements;
    }

    int drainTo(Collection<? super E> target, int max) {
        if (engine.isSurelyEmpty()) {
            return 0;
        }
        Scratch scratch = Scratch.borrow();
        try {
            return drainTo(target, max, scratch.batch());
        } finally {
            scratch.giveBack();
        }
    }

    private int drainTo(Collection<? super E> target, int max, Batch batch) {
        // All that may be wanting is there before anything is taken.
        engine.reserve(batch, max);
        byte[] @Nullable [] spare = spareFor(max);
        engine.drain(max, batch);
        try {
            return hand(batch, target, spare);
        } finally {
            Reference.reachabilityFence(spare);
        }
    }

    /** What is to be let go of when memory has run out, so that there is some for giving back what has been taken. */
    byte[] @Nullable [] spareFor(int max) {
        return new byte[][] {Math.min(max, engine.size()) < MANY ? null : new byte[SPARE_BYTES]};
    }

    private int hand(Batch batch, Collection<? super E> target, byte[] @Nullable [] spare) {
        int count = batch.count();
        Throwable failure = null;
        int added = 0;
        for (int i = 0; i < count; i++) {
            E element;
            try {
                element = elements.decode(batch, i);
            } catch (ElementDecodeException undecodable) {
                failure = Failures.add(failure, undecodable);
                continue;
            } catch (Throwable outOfMemory) {
                spare[0] = null;
                Failures.raise(giveBack(batch, i, outOfMemory));
                throw new AssertionError(outOfMemory);
            }
            try {
                target.add(element);
                added++;
            } catch (Throwable refused) {
                spare[0] = null;
                Failures.raise(Failures.add(failure, giveBack(batch, i, refused)));
            }
        }
        if (failure != null) {
            Failures.raise(failure);
        }
        return added;
    }

    private boolean isPrepended(Batch batch, int from, Throwable refused) {
        try {
            return engine.prependAll(batch, from);
        } catch (RuntimeException closed) {
            refused.addSuppressed(closed);
            return false;
        }
    }

    /**
     * The collection takes no more: what it has not taken goes back to the front, in its order, if there is still room.
     *
     * @return what is to be thrown
     */
    Throwable giveBack(Batch batch, int from, Throwable refused) {
        List<ElementDecodeException> orphans = new ArrayList<>();
        if (!isPrepended(batch, from, refused)) {
            for (int i = from; i < batch.count(); i++) {
                orphans.add(elements.orphan(batch, i, refused));
            }
        }
        return Failures.carrying(refused, orphans);
    }
}
