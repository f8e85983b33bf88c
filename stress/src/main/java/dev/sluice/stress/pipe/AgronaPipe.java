package dev.sluice.stress.pipe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * One of Agrona's ring buffers, on a mapped file. A message is read where it is, while its room is not free yet; or it is copied out
 * first, as whoever keeps it has to, and as Sluice does.
 */
final class AgronaPipe implements Pipe {
    private static final int LIMIT = 256;

    private final RingBuffer ring;
    private final Payload payload;
    private final UnsafeBuffer outgoing;
    private Receiver receiver = new Inbox();
    private final MessageHandler handler;

    AgronaPipe(Path file, Payload payload, int ringBytes, boolean copies, Function<AtomicBuffer, RingBuffer> kind)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.ring = kind.apply(new UnsafeBuffer(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, ringBytes + RingBufferDescriptor.TRAILER_LENGTH)));
        }
        this.payload = payload;
        this.outgoing = new UnsafeBuffer(new byte[payload.bytes()]);
        this.handler = copies ? copying(payload) : this::receive;
    }

    private void receive(int type, DirectBuffer buffer, int index, int length) {
        receiver.receive(payload.read(buffer, index, length));
    }

    private MessageHandler copying(Payload payload) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[payload.bytes()]);
        return (type, buffer, index, length) -> {
            copy.putBytes(0, buffer, index, length);
            receive(type, copy, 0, length);
        };
    }

    @Override
    public boolean offer(long number) {
        payload.write(number, outgoing, 0);
        return ring.write(1, outgoing, 0, payload.bytes());
    }

    @Override
    public int poll(Receiver target) {
        receiver = target;
        return ring.read(handler, LIMIT);
    }
}
