package dev.sluice.contract;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * {@code LinkedBlockingDeque}, which knows no sizes, keeps the contract of elements of any size: this tests the tests.
 */
class LinkedBlockingDequeVariableSizeTest extends VariableSizeContract {
    @Override
    protected BlockingDeque<byte[]> create(int capacity, int elementBytes) {
        return new LinkedBlockingDeque<>(capacity);
    }
}
