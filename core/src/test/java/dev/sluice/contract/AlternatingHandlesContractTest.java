package dev.sluice.contract;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** Two alternating handles of a deque keep the contracts if the deque does: this tests {@link AlternatingHandles}. */
class AlternatingHandlesContractTest extends BlockingDequeContract {
    @Override
    protected BlockingDeque<Integer> create(int capacity) {
        BlockingDeque<Integer> deque = new LinkedBlockingDeque<>(capacity);
        return AlternatingHandles.of(deque, deque);
    }
}
