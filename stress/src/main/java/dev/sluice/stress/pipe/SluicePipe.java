package dev.sluice.stress.pipe;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/** A deque, through its raw edges: they never wait for a message or for room, so the mode is about how guards are waited for. */
final class SluicePipe implements Pipe {
    /** What a record has beside its payload, rounded up. */
    private static final int RECORD_BYTES = 16;

    private static final int LIMIT = 256;

    private final SharedDeque<byte[]> deque;
    private final Payload payload;
    private final UnsafeBuffer outgoing;
    private Receiver receiver = new Inbox();
    private final MessageHandler handler;

    SluicePipe(SharedDeque<byte[]> deque, Payload payload) {
        this.deque = deque;
        this.payload = payload;
        this.outgoing = new UnsafeBuffer(new byte[payload.bytes()]);
        this.handler = (type, buffer, index, length) -> receiver.receive(payload.read(buffer, index, length));
    }

    static SharedDeque<byte[]> deque(Path file, Payload payload, int ringBytes, Waiting waiting) throws IOException {
        return SharedDeque.builder(Codec.bytes())
                .capacity(ringBytes / (payload.bytes() + RECORD_BYTES))
                .elementBytes(payload.bytes())
                .waiting(waiting)
                .openOrCreate(file);
    }

    @Override
    public boolean offer(long number) {
        payload.write(number, outgoing, 0);
        return deque.offerLast(outgoing, 0, payload.bytes());
    }

    @Override
    public int poll(Receiver target) {
        receiver = target;
        return deque.poll(handler, LIMIT);
    }

    @Override
    public void close() {
        deque.close();
    }
}
