package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.Receiver;
import java.util.Queue;

/** Elements one by one: {@code offer} and {@code poll} of any queue of arrays. */
final class SinglePipe implements Pipe {
    private final Queue<byte[]> queue;
    private final Copying copying;
    private final byte[] outgoing = new byte[Message.BYTES];

    SinglePipe(Queue<byte[]> queue, Copying copying) {
        this.queue = queue;
        this.copying = copying;
    }

    @Override
    public boolean offer(long number) {
        Message.write(number, outgoing);
        return queue.offer(copying.in(outgoing));
    }

    @Override
    public int poll(Receiver receiver) {
        byte[] message = queue.poll();
        if (message == null) {
            return 0;
        }
        receiver.receive(Message.read(copying.out(message)));
        return 1;
    }
}
