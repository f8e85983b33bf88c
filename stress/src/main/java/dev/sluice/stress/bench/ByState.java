package dev.sluice.stress.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Figures of one kind, kept apart by the state that the machine was in. */
final class ByState<F> {
    private final Supplier<F> empty;
    private final Map<CacheLine.State, F> figures = new EnumMap<>(CacheLine.State.class);

    ByState(Supplier<F> empty) {
        this.empty = empty;
    }

    /** The figures of a state, to which some are to be added. */
    F of(CacheLine.State state) {
        return figures.computeIfAbsent(state, first -> empty.get());
    }

    /** Goes over the states that occurred. */
    void forEach(BiConsumer<CacheLine.State, F> action) {
        figures.forEach(action);
    }
}
