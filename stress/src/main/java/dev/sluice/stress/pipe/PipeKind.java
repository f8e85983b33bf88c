package dev.sluice.stress.pipe;

import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;

/** Sluice and its peers. */
public enum PipeKind {
    SLUICE("Sluice, raw edges"),
    SLUICE_YIELD("Sluice, raw edges, YIELD"),
    SLUICE_KERNEL("Sluice, raw edges, KERNEL"),
    AGRONA_ONE_TO_ONE("Agrona OneToOneRingBuffer, mapped"),
    AGRONA_MANY_TO_ONE("Agrona ManyToOneRingBuffer, mapped"),
    AGRONA_ONE_TO_ONE_COPIED("Agrona OneToOneRingBuffer, copied out"),
    AGRONA_MANY_TO_ONE_COPIED("Agrona ManyToOneRingBuffer, copied out"),
    AERON("Aeron IPC"),
    CHRONICLE("Chronicle Queue"),
    UNIX_SOCKET("Unix domain socket"),
    JCTOOLS_SPSC("JCTools SpscArrayQueue, in process"),
    JCTOOLS_MPMC("JCTools MpmcArrayQueue, in process"),
    ARRAY_BLOCKING_QUEUE("ArrayBlockingQueue, in process"),
    LINKED_BLOCKING_DEQUE("LinkedBlockingDeque, in process");

    private static final int SMALL_RING_BYTES = 1 << 20;
    private static final int LARGE_RING_BYTES = 1 << 23;
    private static final int SMALL_BYTES = 1 << 10;

    private final String text;

    PipeKind(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Whether producer and consumer are threads of one process. */
    public boolean inProcess() {
        return switch (this) {
            case JCTOOLS_SPSC, JCTOOLS_MPMC, ARRAY_BLOCKING_QUEUE, LINKED_BLOCKING_DEQUE -> true;
            default -> false;
        };
    }

    /** The room of a ring for messages of that size; all kinds have the same. */
    public static int ringBytes(Payload payload) {
        return payload.bytes() <= SMALL_BYTES ? SMALL_RING_BYTES : LARGE_RING_BYTES;
    }

    /** What its JVM needs. */
    public List<String> jvmOptions() {
        return this != CHRONICLE
                ? List.of()
                : List.of(
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
                        "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                        "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Dchronicle.analytics.disable=true",
                        "-Dchronicle.disk.monitor.disable=true");
    }

    /** Opens an end between processes. */
    public Pipe open(Path file, Payload payload, boolean produces) throws IOException, InterruptedException {
        int ringBytes = ringBytes(payload);
        return switch (this) {
            case SLUICE, SLUICE_YIELD, SLUICE_KERNEL -> new SluicePipe(deque(file, payload), payload);
            case AGRONA_ONE_TO_ONE -> new AgronaPipe(file, payload, ringBytes, false, OneToOneRingBuffer::new);
            case AGRONA_MANY_TO_ONE -> new AgronaPipe(file, payload, ringBytes, false, ManyToOneRingBuffer::new);
            case AGRONA_ONE_TO_ONE_COPIED -> new AgronaPipe(file, payload, ringBytes, true, OneToOneRingBuffer::new);
            case AGRONA_MANY_TO_ONE_COPIED -> new AgronaPipe(file, payload, ringBytes, true, ManyToOneRingBuffer::new);
            case AERON -> new AeronPipe(file, payload, ringBytes, produces);
            case CHRONICLE -> new ChroniclePipe(file, payload);
            case UNIX_SOCKET -> new SocketPipe(file, payload, produces);
            default -> throw new IllegalStateException(this + " is no way between processes");
        };
    }

    private SharedDeque<byte[]> deque(Path file, Payload payload) throws IOException {
        Waiting waiting = switch (this) {
            case SLUICE -> Waiting.SPIN;
            case SLUICE_YIELD -> Waiting.YIELD;
            case SLUICE_KERNEL -> Waiting.KERNEL;
            default -> throw new IllegalStateException(this + " is no deque");
        };
        return SluicePipe.deque(file, payload, ringBytes(payload), waiting);
    }

    /** As many ends as are asked for, of a queue within this process. */
    public Supplier<Pipe> ends(Payload payload) {
        Queue<byte[]> queue = queue(payload);
        return () -> new QueuePipe(queue, payload);
    }

    /** As many ends as are asked for, for the threads of this process, which share a handle. */
    public Supplier<Pipe> ends(Path file, Payload payload) throws IOException {
        if (inProcess()) {
            return ends(payload);
        }
        SharedDeque<byte[]> deque = deque(file, payload);
        return () -> new SluicePipe(deque, payload);
    }

    private Queue<byte[]> queue(Payload payload) {
        int capacity = Math.max(64, ringBytes(payload) / (payload.bytes() + 16));
        return switch (this) {
            case JCTOOLS_SPSC -> new SpscArrayQueue<>(capacity);
            case JCTOOLS_MPMC -> new MpmcArrayQueue<>(capacity);
            case ARRAY_BLOCKING_QUEUE -> new ArrayBlockingQueue<>(capacity);
            case LINKED_BLOCKING_DEQUE -> new LinkedBlockingDeque<>(capacity);
            default -> throw new IllegalStateException(this + " is no queue of objects");
        };
    }
}
