package dev.sluice.stress.bench;

import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Receiver;

/** The element methods, with arrays of 64 bytes. */
final class BytesEdge implements Edge {
    private final SharedDeque<byte[]> deque;
    private final byte[] outgoing = new byte[Message.BYTES];

    BytesEdge(SharedDeque<byte[]> deque) {
        this.deque = deque;
    }

    @Override
    public boolean offer(long number) {
        Message.write(number, outgoing);
        return deque.offer(outgoing);
    }

    @Override
    public int poll(Receiver receiver) {
        byte[] message = deque.poll();
        if (message == null) {
            return 0;
        }
        receiver.receive(Message.read(message));
        return 1;
    }

    @Override
    public void put(long number) throws InterruptedException {
        Message.write(number, outgoing);
        deque.put(outgoing);
    }

    @Override
    public void take(Inbox inbox) throws InterruptedException {
        inbox.receive(Message.read(deque.take()));
    }

    @Override
    public long waits() {
        return deque.stats().waits();
    }

    @Override
    public long wakeUps() {
        return deque.stats().wakeUps();
    }
}
