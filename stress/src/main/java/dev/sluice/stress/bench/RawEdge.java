package dev.sluice.stress.bench;

import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Receiver;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/** The raw edges; they never wait, so neither does this. */
final class RawEdge implements Edge {
    /** The messages of a poll at most, where it does not matter. */
    static final int LIMIT = 256;

    private final SharedDeque<byte[]> deque;
    private final int limit;
    private final UnsafeBuffer outgoing = new UnsafeBuffer(new byte[Message.BYTES]);
    private Receiver receiver = new Inbox();
    private final MessageHandler handler =
            (type, buffer, index, length) -> receiver.receive(Message.read(buffer, index, length));

    /** An edge of which a poll takes so many messages at most. */
    RawEdge(SharedDeque<byte[]> deque, int limit) {
        this.deque = deque;
        this.limit = limit;
    }

    @Override
    public boolean offer(long number) {
        Message.write(number, outgoing);
        return deque.offerLast(outgoing, 0, Message.BYTES);
    }

    @Override
    public int poll(Receiver target) {
        receiver = target;
        return deque.poll(handler, limit);
    }

    @Override
    public void put(long number) {
        throw new UnsupportedOperationException("the raw edges do not wait");
    }

    @Override
    public void take(Inbox target) {
        throw new UnsupportedOperationException("the raw edges do not wait");
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
