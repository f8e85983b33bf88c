package dev.sluice.stress.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deque as it should be: its states are its elements. */
record BoundedDeque(int capacity) implements Sequential<List<Integer>, Call, List<Integer>> {
    @Override
    public @Nullable List<Integer> after(List<Integer> state, Call call, List<Integer> result) {
        List<Integer> elements = new ArrayList<>(state);
        return call.on(elements, capacity).equals(result) ? elements : null;
    }
}
