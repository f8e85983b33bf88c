package dev.sluice.contract;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.AfterEach;

/** Two handles of one file, used alternately and by all threads, keep the contracts as one deque does. */
class SharedDequeAlternatingContractTest extends BlockingDequeContract {
    private final SharedDequeHandles<Integer> handles = new SharedDequeHandles<>(Codec.int32());

    @Override
    protected BlockingDeque<Integer> create(int capacity) {
        SharedDeque<Integer> deque = handles.create(capacity, Integer.BYTES);
        return AlternatingHandles.of(deque, handles.peer(deque));
    }

    @AfterEach
    void closeHandles() throws IOException {
        handles.close();
    }
}
