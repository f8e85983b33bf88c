package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Pipe;
import java.io.IOException;
import java.nio.file.Path;

/** A way to put messages into a deque and to get them out. A process uses one kind only, as most programs do. */
interface Edge extends Pipe {
    /** Puts a message in, waiting for room. */
    void put(long number) throws InterruptedException;

    /** Takes a message, waiting for it. */
    void take(Inbox inbox) throws InterruptedException;

    /** How often anybody has slept on the deque so far. */
    long waits();

    /** How often anybody has been woken by a system call so far. */
    long wakeUps();

    /** The kinds. */
    enum Kind {
        /** Agrona's buffers and handlers: nothing is allocated. */
        RAW,
        /** Elements are arrays of 64 bytes. */
        BYTES,
        /** Elements are numbers: 8 bytes. */
        INT64
    }

    static Edge open(Kind kind, Path file, int capacity, Waiting waiting) throws IOException {
        return switch (kind) {
            case RAW -> new RawEdge(deque(Codec.bytes(), file, capacity, Message.BYTES, waiting), RawEdge.LIMIT);
            case BYTES -> new BytesEdge(deque(Codec.bytes(), file, capacity, Message.BYTES, waiting));
            case INT64 -> new Int64Edge(deque(Codec.int64(), file, capacity, Long.BYTES, waiting));
        };
    }

    static <E> SharedDeque<E> deque(Codec<E> codec, Path file, int capacity, int bytes, Waiting waiting)
            throws IOException {
        return SharedDeque.builder(codec)
                .capacity(capacity)
                .elementBytes(bytes)
                .waiting(waiting)
                .openOrCreate(file);
    }
}
