package dev.sluice.stress.pipe;

import java.util.Queue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A queue of objects within one process. Each message is copied into a new array, and out of it, as a caller must that does not
 * give its buffers away.
 */
final class QueuePipe implements Pipe {
    private final Queue<byte[]> queue;
    private final Payload payload;
    private final byte[] bytes;
    private final UnsafeBuffer buffer;

    /** An end; the other one has the same queue. */
    QueuePipe(Queue<byte[]> queue, Payload payload) {
        this.queue = queue;
        this.payload = payload;
        this.bytes = new byte[payload.bytes()];
        this.buffer = new UnsafeBuffer(bytes);
    }

    @Override
    public boolean offer(long number) {
        payload.write(number, buffer, 0);
        return queue.offer(bytes.clone());
    }

    @Override
    public int poll(Receiver receiver) {
        byte[] message = queue.poll();
        if (message == null) {
            return 0;
        }
        System.arraycopy(message, 0, bytes, 0, message.length);
        receiver.receive(payload.read(buffer, 0, message.length));
        return 1;
    }
}
