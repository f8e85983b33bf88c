package dev.sluice.stress.storm;

import dev.sluice.SharedDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** At both ends and inside. */
final class EndsActor extends DequeActor {
    private static final int ONE_IN = 8;

    EndsActor(Job job, int number, SharedDeque<byte[]> deque, Ledger ledger, Control control, SplittableRandom random) {
        super(job, number, deque, ledger, control, random);
    }

    @Override
    void step() throws InterruptedException {
        switch (job()) {
            case PRODUCER -> produce();
            case CONSUMER -> consume();
            default -> shuffle();
        }
    }

    private void produce() throws InterruptedException {
        boolean first = random.nextBoolean();
        int millis = random.nextInt(5);
        int count = few();
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                put(Op.PUT, 1, one -> {
                    if (first) {
                        deque.putFirst(one.get(0));
                    } else {
                        deque.putLast(one.get(0));
                    }
                    return 1;
                });
            case 4, 5 -> put(Op.PUT, 1, one -> offer(first, one.get(0)) ? 1 : 0);
            case 6, 7 ->
                put(Op.PUT, 1, one -> {
                    boolean done = first
                            ? deque.offerFirst(one.get(0), millis, TimeUnit.MILLISECONDS)
                            : deque.offerLast(one.get(0), millis, TimeUnit.MILLISECONDS);
                    return done ? 1 : 0;
                });
            case 8, 9 ->
                put(Op.PUT, count, some -> {
                    boolean done = first ? deque.addAllFirst(some) : deque.addAll(some);
                    return done ? count : 0;
                });
            case 10 -> put(Op.PUT_PIECEMEAL, count, deque::putAll);
            default -> {
                int index = random.nextInt(deque.size() + 1);
                put(Op.PUT, 1, one -> {
                    deque.insert(index, one.get(0));
                    return 1;
                });
            }
        }
    }

    private void consume() throws InterruptedException {
        boolean first = random.nextBoolean();
        int millis = random.nextInt(5);
        int most = few();
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> take(1, () -> List.of(first ? deque.takeFirst() : deque.takeLast()));
            case 4, 5 -> take(1, () -> QueueActor.listOf(poll(first)));
            case 6, 7 ->
                take(
                        1,
                        () -> QueueActor.listOf(
                                first
                                        ? deque.pollFirst(millis, TimeUnit.MILLISECONDS)
                                        : deque.pollLast(millis, TimeUnit.MILLISECONDS)));
            case 8, 9 -> take(most, () -> QueueActor.drained(deque, most));
            case 10 -> take(most, () -> deque.takeMany(most));
            default -> takeFromInside();
        }
    }

    private void takeFromInside() throws InterruptedException {
        int size = deque.size();
        if (size > 0) {
            int index = random.nextInt(size);
            take(1, () -> List.of(deque.removeAt(index)));
        }
    }

    private void shuffle() throws InterruptedException {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                int distance = random.nextInt(9) - 4;
                reorder(() -> deque.rotate(distance));
            }
            case 2 -> reorder(deque::reverse);
            case 3, 4 -> removeSome();
            case 5 -> take(1, () -> QueueActor.listOf(poll(random.nextBoolean())));
            case 6 -> takeFromInside();
            default -> put(Op.PUT, 1, one -> offer(random.nextBoolean(), one.get(0)) ? 1 : 0);
        }
    }

    /** Which ones it has chosen is known; if there were several, how many of them it has removed is not. */
    private void removeSome() {
        int chosen = random.nextInt(ONE_IN);
        remove(() -> deque.removeIf(element -> {
            long id = checked(element);
            if (id % ONE_IN != chosen) {
                return false;
            }
            ledger.item(id);
            return true;
        }));
    }

    @Override
    void probe() throws InterruptedException {
        boolean first = random.nextBoolean();
        if (random.nextBoolean()) {
            put(Op.PUT, 1, one -> offer(first, one.get(0)) ? 1 : 0);
        } else {
            take(1, () -> QueueActor.listOf(poll(first)));
        }
    }

    private boolean offer(boolean first, byte[] element) {
        return first ? deque.offerFirst(element) : deque.offerLast(element);
    }

    private byte @Nullable [] poll(boolean first) {
        return first ? deque.pollFirst() : deque.pollLast();
    }
}
