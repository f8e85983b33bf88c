package dev.sluice.contract;

import org.junit.jupiter.api.Test;

/** Random sequences of all operations behave as a plain model of a bounded deque does. */
abstract class RandomModelContract extends DequeContract {
    private static final int SEEDS = 4;
    private static final int STEPS = 2500;

    /** A deque of capacity 1 behaves as the model does. */
    @Test
    void capacityOne() {
        run(1);
    }

    /** A deque of capacity 2 behaves as the model does. */
    @Test
    void capacityTwo() {
        run(2);
    }

    /** A deque of capacity 3 behaves as the model does. */
    @Test
    void capacityThree() {
        run(3);
    }

    /** A deque of capacity 4 behaves as the model does. */
    @Test
    void capacityFour() {
        run(4);
    }

    /** A deque of capacity 5 behaves as the model does. */
    @Test
    void capacityFive() {
        run(5);
    }

    private void run(int capacity) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var deque = create(capacity);
            RandomModel model = new RandomModel(deque, peer(deque), capacity, seed);
            for (int step = 0; step < STEPS; step++) {
                try {
                    model.step();
                } catch (Exception | AssertionError e) {
                    throw new AssertionError(
                            "capacity " + capacity + ", seed " + seed + ", step " + step + ", " + model.history(), e);
                }
            }
        }
    }
}
