package dev.sluice.stress.bench;

import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Receiver;

/** The element methods, with numbers. */
final class Int64Edge implements Edge {
    private final SharedDeque<Long> deque;

    Int64Edge(SharedDeque<Long> deque) {
        this.deque = deque;
    }

    @Override
    public boolean offer(long number) {
        return deque.offer(number);
    }

    @Override
    public int poll(Receiver receiver) {
        Long number = deque.poll();
        if (number == null) {
            return 0;
        }
        receiver.receive(number);
        return 1;
    }

    @Override
    public void put(long number) throws InterruptedException {
        deque.put(number);
    }

    @Override
    public void take(Inbox inbox) throws InterruptedException {
        inbox.receive(deque.take());
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
