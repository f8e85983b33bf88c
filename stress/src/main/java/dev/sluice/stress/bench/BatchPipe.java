package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Elements in batches: {@code addAll} and {@code drainTo} of any queue of arrays. Of one producer, who therefore may ask first
 * whether there is room: not all queues add everything or nothing.
 */
final class BatchPipe implements Pipe {
    /** The elements of a batch. */
    static final int SIZE = 64;

    private final BlockingQueue<byte[]> queue;
    private final Copying copying;
    private final byte[][] buffers = new byte[SIZE][Message.BYTES];
    private final List<byte[]> outgoing = new ArrayList<>(SIZE);
    private final List<byte[]> incoming = new ArrayList<>(SIZE);

    BatchPipe(BlockingQueue<byte[]> queue, Copying copying) {
        this.queue = queue;
        this.copying = copying;
    }

    /** Adds to the batch, if it is not full or there is room for it. */
    @Override
    public boolean offer(long number) {
        if (outgoing.size() == SIZE && !isSent()) {
            return false;
        }
        byte[] message = buffers[outgoing.size()];
        Message.write(number, message);
        outgoing.add(copying.in(message));
        while (number == Inbox.END && !isSent()) {
            Thread.onSpinWait();
        }
        return true;
    }

    private boolean isSent() {
        if (queue.remainingCapacity() < outgoing.size()) {
            return false;
        }
        queue.addAll(outgoing);
        outgoing.clear();
        return true;
    }

    @Override
    public int poll(Receiver receiver) {
        int count = queue.drainTo(incoming, SIZE);
        for (int i = 0; i < count; i++) {
            receiver.receive(Message.read(copying.out(incoming.get(i))));
        }
        incoming.clear();
        return count;
    }
}
