package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Iterates over the elements of one moment; removes the very element that it returned last, if it is still there. */
final class SnapshotIterator<E> implements Iterator<E> {
    private static final int NONE = -1;

    private final DequeEngine engine;
    private final Elements<E> elements;
    private final Batch batch;
    private final End from;
    private int passed;
    private int last = NONE;

    SnapshotIterator(DequeEngine engine, Elements<E> elements, End from) {
        this.engine = engine;
        this.elements = elements;
        this.batch = engine.snapshot();
        this.from = from;
    }

    @Override
    public boolean hasNext() {
        return passed < batch.count();
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        last = from == End.FIRST ? passed : batch.count() - 1 - passed;
        passed++;
        return elements.decode(batch, last);
    }

    @Override
    public void remove() {
        if (last == NONE) {
            throw new IllegalStateException("next() has not been called since the last remove()");
        }
        int stamp = batch.stamp(last);
        last = NONE;
        engine.checkOpen();
        engine.remove(stamp, from);
    }
}
