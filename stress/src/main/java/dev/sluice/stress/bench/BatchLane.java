package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Pipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ways for elements to pass: one by one, and in batches. */
enum BatchLane {
    SINGLE("Sluice: offer, poll", null),
    BATCH("Sluice: addAll, drainTo", SINGLE),
    RAW_SINGLE("Sluice, raw edges: offerLast, poll(handler, 1)", null),
    RAW_BATCH("Sluice, raw edges: offerLast, poll(handler, 64)", RAW_SINGLE),
    ARRAY_SINGLE("ArrayBlockingQueue, in process: offer, poll", null),
    ARRAY_BATCH("ArrayBlockingQueue, in process: addAll, drainTo", ARRAY_SINGLE),
    LINKED_SINGLE("LinkedBlockingDeque, in process: offer, poll", null),
    LINKED_BATCH("LinkedBlockingDeque, in process: addAll, drainTo", LINKED_SINGLE);

    /** As many as fit into a ring of the size that the peers have. */
    static final int CAPACITY = 1 << 14;

    private final String text;
    private final @Nullable BatchLane single;

    BatchLane(String text, @Nullable BatchLane single) {
        this.text = text;
        this.single = single;
    }

    @Override
    public String toString() {
        return text;
    }

    /** The same, one by one; itself if it is that. */
    BatchLane single() {
        return single == null ? this : single;
    }

    /** Whether producer and consumer are threads of one process. */
    boolean inProcess() {
        return switch (this) {
            case ARRAY_SINGLE, ARRAY_BATCH, LINKED_SINGLE, LINKED_BATCH -> true;
            default -> false;
        };
    }

    /** LANE FILE WAITING: an end between processes. */
    static Pipe open(List<String> arguments) throws IOException {
        BatchLane lane = valueOf(arguments.get(0));
        SharedDeque<byte[]> deque = Edge.deque(
                Codec.bytes(), Path.of(arguments.get(1)), CAPACITY, Message.BYTES, Waiting.valueOf(arguments.get(2)));
        return switch (lane) {
            case SINGLE -> new SinglePipe(deque, Copying.byTheQueue());
            case BATCH -> new BatchPipe(deque, Copying.byTheQueue());
            case RAW_SINGLE -> new RawEdge(deque, 1);
            case RAW_BATCH -> new RawEdge(deque, BatchPipe.SIZE);
            default -> throw new IllegalStateException(lane + " is no way between processes");
        };
    }

    /** LANE: what gives an end in each of two threads. */
    static Supplier<Pipe> pair(List<String> arguments) {
        BatchLane lane = valueOf(arguments.get(0));
        BlockingQueue<byte[]> queue = lane.single() == ARRAY_SINGLE
                ? new ArrayBlockingQueue<>(CAPACITY)
                : new LinkedBlockingDeque<>(CAPACITY);
        return lane.single() == lane
                ? () -> new SinglePipe(queue, Copying.byTheCaller())
                : () -> new BatchPipe(queue, Copying.byTheCaller());
    }

    /** LANE FILE WAITING: both ends in one. */
    static Pipe openAlone(List<String> arguments) throws IOException {
        return valueOf(arguments.get(0)).inProcess() ? pair(arguments).get() : open(arguments);
    }
}
