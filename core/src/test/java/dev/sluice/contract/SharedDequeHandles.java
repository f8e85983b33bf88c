package dev.sluice.contract;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingDeque;

/** The deques and handles of one test, in files that vanish with it. */
final class SharedDequeHandles<E> implements AutoCloseable {
    private final Codec<E> codec;
    private final Deque<SharedDeque<E>> open = new ArrayDeque<>();
    private Path folder;

    SharedDequeHandles(Codec<E> codec) {
        this.codec = codec;
    }

    /** A new deque in a file of its own. */
    synchronized SharedDeque<E> create(int capacity, int elementBytes) {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("contract");
            }
            SharedDeque<E> deque = SharedDeque.builder(codec)
                    .capacity(capacity)
                    .elementBytes(elementBytes)
                    .create(folder.resolve("deque" + open.size()));
            open.push(deque);
            return deque;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another handle of the same file. */
    synchronized SharedDeque<E> peer(BlockingDeque<E> deque) {
        try {
            SharedDeque<E> peer = SharedDeque.builder(codec).open(((SharedDeque<E>) deque).path());
            open.push(peer);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all handles, removes all files. */
    @Override
    public synchronized void close() throws IOException {
        while (!open.isEmpty()) {
            SharedDeque<E> deque = open.pop();
            deque.close();
            Files.deleteIfExists(deque.path());
        }
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }
}
