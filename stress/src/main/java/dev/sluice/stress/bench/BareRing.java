package dev.sluice.stress.bench;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the memory itself costs: bytes go into a mapped file, and out of it a given distance behind, around and around, with nobody
 * to tell. The further behind, the less of it is still in the caches.
 */
final class BareRing {
    /** An element's bytes as they lie in a deque's ring. */
    private static final int RECORD_BYTES = 80;

    private final MappedByteBuffer mapping;
    private final UnsafeBuffer ring;
    private final byte[] message = new byte[Message.BYTES];
    private int in;
    private int out;

    BareRing(Path file, int held) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) Sizes.CAPACITY * RECORD_BYTES);
        }
        this.ring = new UnsafeBuffer(mapping);
        ring.setMemory(0, ring.capacity(), (byte) 0);
        this.in = held * RECORD_BYTES;
    }

    /** Copies so many in, and out. */
    void pass(int count) {
        for (int i = 0; i < count; i++) {
            ring.putBytes(in, message);
            in = next(in);
            ring.getBytes(out, message);
            out = next(out);
        }
    }

    private int next(int position) {
        int next = position + RECORD_BYTES;
        return next == ring.capacity() ? 0 : next;
    }
}
