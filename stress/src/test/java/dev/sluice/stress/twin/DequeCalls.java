package dev.sluice.stress.twin;

import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.NullUnmarked;

/** What Lincheck calls of a deque of 1, 2 or 3 elements, through any of its handles, and compares with {@link DequeModel}. */
@NullUnmarked
@Param(name = "handle", gen = IntGen.class, conf = "0:1")
@Param(name = "capacity", gen = Capacities.class)
@Param(name = "value", gen = IntGen.class, conf = "1:3")
@Param(name = "index", gen = IntGen.class, conf = "0:2")
@Param(name = "distance", gen = IntGen.class, conf = "-2:2")
public abstract class DequeCalls {
    /** A handle of the deque of that capacity. */
    abstract SharedDeque<Integer> of(int capacity, int handle);

    @Operation(params = {"capacity", "handle", "value"})
    public boolean offerFirst(int capacity, int handle, int value) {
        return of(capacity, handle).offerFirst(value);
    }

    @Operation(params = {"capacity", "handle", "value"})
    public boolean offerLast(int capacity, int handle, int value) {
        return of(capacity, handle).offerLast(value);
    }

    @Operation(params = {"capacity", "handle"})
    public Integer pollFirst(int capacity, int handle) {
        return of(capacity, handle).pollFirst();
    }

    @Operation(params = {"capacity", "handle"})
    public Integer pollLast(int capacity, int handle) {
        return of(capacity, handle).pollLast();
    }

    @Operation(params = {"capacity", "handle"})
    public Integer peekFirst(int capacity, int handle) {
        return of(capacity, handle).peekFirst();
    }

    @Operation(params = {"capacity", "handle"})
    public Integer peekLast(int capacity, int handle) {
        return of(capacity, handle).peekLast();
    }

    @Operation(params = {"capacity", "handle"})
    public int size(int capacity, int handle) {
        return of(capacity, handle).size();
    }

    @Operation(params = {"capacity", "handle"})
    public boolean isEmpty(int capacity, int handle) {
        return of(capacity, handle).isEmpty();
    }

    @Operation(params = {"capacity", "handle", "value"})
    public boolean contains(int capacity, int handle, int value) {
        return of(capacity, handle).contains(value);
    }

    @Operation(params = {"capacity", "handle", "value"})
    public boolean removeFirstOccurrence(int capacity, int handle, int value) {
        return of(capacity, handle).removeFirstOccurrence(value);
    }

    @Operation(params = {"capacity", "handle", "value"})
    public boolean removeLastOccurrence(int capacity, int handle, int value) {
        return of(capacity, handle).removeLastOccurrence(value);
    }

    /** Null where there is no such element. */
    @Operation(params = {"capacity", "handle", "index"})
    public Integer removeAt(int capacity, int handle, int index) {
        try {
            return of(capacity, handle).removeAt(index);
        } catch (IndexOutOfBoundsException none) {
            return null;
        }
    }

    @Operation(params = {"capacity", "handle", "distance"})
    public void rotate(int capacity, int handle, int distance) {
        of(capacity, handle).rotate(distance);
    }

    /** Whether there was room. */
    @Operation(params = {"capacity", "handle", "value", "value"})
    public boolean addAll(int capacity, int handle, int value, int other) {
        try {
            return of(capacity, handle).addAll(List.of(value, other));
        } catch (IllegalStateException full) {
            return false;
        }
    }

    @Operation(params = {"capacity", "handle", "index"})
    public List<Integer> drainTo(int capacity, int handle, int max) {
        List<Integer> drained = new ArrayList<>();
        of(capacity, handle).drainTo(drained, max);
        return drained;
    }

    @Operation(params = {"capacity", "handle"})
    public List<Integer> snapshot(int capacity, int handle) {
        return of(capacity, handle).snapshot();
    }
}
