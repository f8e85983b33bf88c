package dev.sluice.stress.twin;

import org.jetbrains.lincheck.datastructures.ParameterGenerator;
import org.jetbrains.lincheck.datastructures.RandomProvider;

/** The capacity of the deque of a scenario: 1, 2 and 3 in turn. */
public final class Capacities implements ParameterGenerator<Integer> {
    static final int MOST = 3;

    private int scenarios;

    /** As Lincheck makes them. */
    public Capacities(RandomProvider random, String configuration) {}

    @Override
    public Integer generate() {
        return 1 + scenarios % MOST;
    }

    /** The next scenario. */
    @Override
    public void reset() {
        scenarios++;
    }
}
