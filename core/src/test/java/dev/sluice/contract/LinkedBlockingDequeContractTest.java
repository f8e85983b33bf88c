package dev.sluice.contract;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** {@code LinkedBlockingDeque} keeps the contracts: this tests the tests. */
class LinkedBlockingDequeContractTest extends BlockingDequeContract {
    @Override
    protected BlockingDeque<Integer> create(int capacity) {
        return new LinkedBlockingDeque<>(capacity);
    }
}
