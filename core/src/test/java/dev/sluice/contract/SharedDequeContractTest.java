package dev.sluice.contract;

import dev.sluice.Codec;
import java.io.IOException;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.AfterEach;

/** {@code SharedDeque} keeps the contracts, with a handle for each thread. */
class SharedDequeContractTest extends BlockingDequeContract {
    private final SharedDequeHandles<Integer> handles = new SharedDequeHandles<>(Codec.int32());

    @Override
    protected BlockingDeque<Integer> create(int capacity) {
        return handles.create(capacity, Integer.BYTES);
    }

    @Override
    protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
        return handles.peer(deque);
    }

    @AfterEach
    void closeHandles() throws IOException {
        handles.close();
    }
}
