package dev.sluice.stress.pipe;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.UnsafeBuffer;

/** A Chronicle Queue, which keeps all that was ever sent. */
final class ChroniclePipe implements Pipe {
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final ExcerptTailer tailer;
    private final Payload payload;
    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final Bytes<byte[]> outgoing;
    private final Bytes<?> incoming;

    ChroniclePipe(Path file, Payload payload) {
        this.queue = SingleChronicleQueueBuilder.binary(file).build();
        this.appender = queue.createAppender();
        this.tailer = queue.createTailer();
        this.payload = payload;
        this.bytes = new byte[payload.bytes()];
        this.buffer = new UnsafeBuffer(bytes);
        this.outgoing = Bytes.wrapForRead(bytes);
        this.incoming = Bytes.allocateElasticOnHeap(payload.bytes());
    }

    @Override
    public boolean offer(long number) {
        payload.write(number, buffer, 0);
        outgoing.readPositionRemaining(0, payload.bytes());
        appender.writeBytes(outgoing);
        return true;
    }

    @Override
    public int poll(Receiver receiver) {
        incoming.clear();
        if (!tailer.readBytes(incoming)) {
            return 0;
        }
        int length = (int) incoming.readRemaining();
        incoming.read(bytes, 0, Math.min(length, bytes.length));
        receiver.receive(payload.read(buffer, 0, length));
        return 1;
    }

    @Override
    public void close() {
        queue.close();
    }
}
