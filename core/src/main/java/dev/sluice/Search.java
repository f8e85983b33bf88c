package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds and removes elements by what they are equal to. {@code equals} and predicates are the user's code, so they look at a
 * copy, without any guard; what they have chosen is then removed by its stamp, if the deque still is such that it was the right
 * choice, and else looked for again.
 */
final class Search<E> {
    private final DequeEngine engine;
    private final Elements<E> elements;

    Search(DequeEngine engine, Elements<E> elements) {
        this.engine = engine;
        this.elements = elements;
    }

    boolean contains(@Nullable Object wanted) {
        if (wanted == null) {
            return false;
        }
        Batch batch = engine.snapshot();
        for (int i = 0; i < batch.count(); i++) {
            if (wanted.equals(elements.decode(batch, i))) {
                return true;
            }
        }
        return false;
    }

    /** Removes the occurrence that is nearest to that end. */
    boolean removeOccurrence(@Nullable Object wanted, End from) {
        if (wanted == null) {
            return false;
        }
        while (true) {
            Boolean removed = tryRemove(wanted, from, engine.snapshot());
            if (removed != null) {
                return removed;
            }
            // Somebody else took it, or put something nearer to the end: progress, but not ours.
        }
    }

    /** Returns null if the deque has changed so that one has to look again. */
    private @Nullable Boolean tryRemove(Object wanted, End from, Batch batch) {
        int[] passed = new int[batch.count()];
        boolean gone = false;
        for (int k = 0; k < batch.count(); k++) {
            int i = from == End.FIRST ? k : batch.count() - 1 - k;
            if (wanted.equals(elements.decode(batch, i))) {
                int[] before = Arrays.copyOf(passed, k);
                Arrays.sort(before);
                Boolean removed = engine.removeOccurrence(batch.stamp(i), from, before);
                if (removed == null || removed) {
                    return removed;
                }
                gone = true;
            }
            passed[k] = batch.stamp(i);
        }
        return gone ? null : Boolean.FALSE;
    }

    /** Removes, in one step, all elements of one moment that satisfy the predicate and are still there. */
    boolean removeIf(Predicate<? super E> filter) {
        Batch batch = engine.snapshot();
        int[] doomed = new int[batch.count()];
        int count = 0;
        for (int i = 0; i < batch.count(); i++) {
            if (filter.test(elements.decode(batch, i))) {
                doomed[count++] = batch.stamp(i);
            }
        }
        if (count == 0) {
            return false;
        }
        int[] stamps = Arrays.copyOf(doomed, count);
        Arrays.sort(stamps);
        return engine.removeAll(stamps) > 0;
    }
}
