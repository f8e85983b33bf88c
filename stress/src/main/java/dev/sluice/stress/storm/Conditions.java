package dev.sluice.stress.storm;

import dev.sluice.Waiting;
import java.util.SplittableRandom;

/**
 * Under which conditions a round is played; all follow from the seed.
 *
 * @param capacity of the deque, in elements
 * @param elementBytes what is reserved for each
 * @param actions how many things happen
 */
record Conditions(
        long seed, Scenario scenario, Waiting waiting, int capacity, int elementBytes, boolean joinable, int actions) {
    static final int VICTIMS = 4;
    static final int POLLING_VICTIMS = 2;

    private static final int ACTIONS = 40;
    private static final int[] CAPACITIES = {1, 2, 3, 6, 16, 50};
    private static final int[] ELEMENT_BYTES = {16, 40, 200};

    static Conditions of(long seed, int round, Scenario scenario, Waiting waiting) {
        SplittableRandom random = new SplittableRandom(seed + 31L * round);
        return new Conditions(
                random.nextLong(),
                scenario,
                waiting,
                CAPACITIES[random.nextInt(CAPACITIES.length)],
                ELEMENT_BYTES[random.nextInt(ELEMENT_BYTES.length)],
                random.nextInt(4) == 0,
                ACTIONS);
    }

    /** Whether those who wait spin. */
    boolean isPolling() {
        return scenario.isDeque() && waiting != Waiting.KERNEL;
    }

    /** Fewer where everybody who waits takes a processor for himself. */
    int victims() {
        return isPolling() ? POLLING_VICTIMS : VICTIMS;
    }

    @Override
    public String toString() {
        return scenario.isDeque()
                ? scenario + " " + waiting + ", capacity " + capacity + " of " + elementBytes + " bytes"
                        + (joinable ? ", joinable" : "")
                : scenario.toString();
    }
}
