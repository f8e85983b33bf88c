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
            // Somebody else took all occurrences that there were: progress, but not ours.
        }
    }

    /** Returns null if the occurrences have gone, so that one has to look again. */
    private @Nullable Boolean tryRemove(Object wanted, End from, Batch batch) {
        int[] passed = new int[batch.count()];
        boolean gone = false;
        for (int k = 0; k < batch.count(); k++) {
            int i = from == End.FIRST ? k : batch.count() - 1 - k;
            if (wanted.equals(elements.decode(batch, i))) {
                if (removeBehind(Arrays.copyOf(passed, k), batch.stamp(i), wanted, from)) {
                    return true;
                }
                gone = true;
            }
            passed[k] = batch.stamp(i);
        }
        return gone ? null : Boolean.FALSE;
    }

    /**
     * Removes an occurrence, or one that has come to stand before it since the snapshot: of newcomers it is enough to look at
     * these, which are few, and fewer each time. Returns false if the occurrence has gone.
     */
    private boolean removeBehind(int[] lookedAt, int stamp, Object wanted, End from) {
        int[] passed = lookedAt;
        int candidate = stamp;
        Batch newcomers = new Batch();
        while (true) {
            Arrays.sort(passed);
            Boolean removed = engine.removeOccurrence(candidate, from, passed, newcomers);
            if (removed != null) {
                return removed;
            }
            int count = passed.length;
            passed = Arrays.copyOf(passed, count + newcomers.count());
            int found = -1;
            for (int i = 0; i < newcomers.count() && found < 0; i++) {
                if (wanted.equals(elements.decode(newcomers, i))) {
                    found = i;
                } else {
                    passed[count++] = newcomers.stamp(i);
                }
            }
            passed = Arrays.copyOf(passed, count);
            candidate = found < 0 ? candidate : newcomers.stamp(found);
        }
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
