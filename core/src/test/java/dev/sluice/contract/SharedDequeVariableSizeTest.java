package dev.sluice.contract;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.AfterEach;

/** {@code SharedDeque} keeps elements of any size whole, with a handle for each thread. */
class SharedDequeVariableSizeTest extends VariableSizeContract {
    private final SharedDequeHandles<byte[]> handles = new SharedDequeHandles<>(Codec.bytes());

    @Override
    protected BlockingDeque<byte[]> create(int capacity, int elementBytes) {
        return handles.create(capacity, elementBytes);
    }

    @Override
    protected BlockingDeque<byte[]> peer(BlockingDeque<byte[]> deque) {
        return handles.peer(deque);
    }

    @Override
    protected int largest(BlockingDeque<byte[]> deque, int elementBytes) {
        return ((SharedDeque<byte[]>) deque).maxElementBytes();
    }

    @AfterEach
    void closeHandles() throws IOException {
        handles.close();
    }
}
