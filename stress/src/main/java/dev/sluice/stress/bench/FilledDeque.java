package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Deques that hold some elements from the beginning. */
final class FilledDeque {
    private static final int AT_ONCE = 1_000;

    private FilledDeque() {}

    /** Creates one that holds so many elements, each of 64 bytes. */
    static SharedDeque<byte[]> create(Path file, int capacity, int elements) throws IOException {
        SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes())
                .capacity(capacity)
                .elementBytes(Message.BYTES)
                .create(file);
        List<byte[]> some = new ArrayList<>();
        while (deque.size() < elements) {
            some.clear();
            for (int i = Math.min(elements - deque.size(), AT_ONCE); i > 0; i--) {
                some.add(new byte[Message.BYTES]);
            }
            deque.addAll(some);
        }
        return deque;
    }
}
