package dev.sluice.stress.twin;

import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.NullUnmarked;

/** What Lincheck calls of a deque, through any of its handles, and compares with {@link DequeModel}. */
@NullUnmarked
@Param(name = "handle", gen = IntGen.class, conf = "0:1")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
@Param(name = "index", gen = IntGen.class, conf = "0:2")
@Param(name = "distance", gen = IntGen.class, conf = "-2:2")
public abstract class DequeCalls {
    /** A handle of the deque. */
    abstract SharedDeque<Integer> of(int handle);

    @Operation(params = {"handle", "value"})
    public boolean offerFirst(int handle, int value) {
        return of(handle).offerFirst(value);
    }

    @Operation(params = {"handle", "value"})
    public boolean offerLast(int handle, int value) {
        return of(handle).offerLast(value);
    }

    @Operation(params = {"handle"})
    public Integer pollFirst(int handle) {
        return of(handle).pollFirst();
    }

    @Operation(params = {"handle"})
    public Integer pollLast(int handle) {
        return of(handle).pollLast();
    }

    @Operation(params = {"handle"})
    public Integer peekFirst(int handle) {
        return of(handle).peekFirst();
    }

    @Operation(params = {"handle"})
    public Integer peekLast(int handle) {
        return of(handle).peekLast();
    }

    @Operation(params = {"handle"})
    public int size(int handle) {
        return of(handle).size();
    }

    @Operation(params = {"handle"})
    public boolean isEmpty(int handle) {
        return of(handle).isEmpty();
    }

    @Operation(params = {"handle", "value"})
    public boolean contains(int handle, int value) {
        return of(handle).contains(value);
    }

    @Operation(params = {"handle", "value"})
    public boolean removeFirstOccurrence(int handle, int value) {
        return of(handle).removeFirstOccurrence(value);
    }

    @Operation(params = {"handle", "value"})
    public boolean removeLastOccurrence(int handle, int value) {
        return of(handle).removeLastOccurrence(value);
    }

    /** Null where there is no such element. */
    @Operation(params = {"handle", "index"})
    public Integer removeAt(int handle, int index) {
        try {
            return of(handle).removeAt(index);
        } catch (IndexOutOfBoundsException none) {
            return null;
        }
    }

    @Operation(params = {"handle", "distance"})
    public void rotate(int handle, int distance) {
        of(handle).rotate(distance);
    }

    /** Whether there was room. */
    @Operation(params = {"handle", "value", "value"})
    public boolean addAll(int handle, int value, int other) {
        try {
            return of(handle).addAll(List.of(value, other));
        } catch (IllegalStateException full) {
            return false;
        }
    }

    @Operation(params = {"handle", "index"})
    public List<Integer> drainTo(int handle, int max) {
        List<Integer> drained = new ArrayList<>();
        of(handle).drainTo(drained, max);
        return drained;
    }

    @Operation(params = {"handle"})
    public List<Integer> snapshot(int handle) {
        return of(handle).snapshot();
    }
}
