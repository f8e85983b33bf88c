package dev.sluice.stress.storm;

import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** In at the tail, out at the head. */
final class QueueActor extends DequeActor {
    QueueActor(
            Job job, int number, SharedDeque<byte[]> deque, Ledger ledger, Control control, SplittableRandom random) {
        super(job, number, deque, ledger, control, random);
    }

    @Override
    void step() throws InterruptedException {
        if (job() == Job.PRODUCER) {
            produce();
        } else {
            consume();
        }
    }

    private void produce() throws InterruptedException {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 ->
                put(Op.PUT, 1, one -> {
                    deque.putLast(one.get(0));
                    return 1;
                });
            case 4, 5 -> put(Op.PUT, 1, one -> deque.offerLast(one.get(0)) ? 1 : 0);
            case 6 -> {
                int millis = random.nextInt(5);
                put(Op.PUT, 1, one -> deque.offerLast(one.get(0), millis, TimeUnit.MILLISECONDS) ? 1 : 0);
            }
            case 7, 8 -> {
                int count = few();
                put(Op.PUT, count, some -> deque.addAll(some) ? count : 0);
            }
            default -> put(Op.PUT_PIECEMEAL, few(), deque::putAll);
        }
    }

    private void consume() throws InterruptedException {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> take(1, () -> List.of(deque.takeFirst()));
            case 4, 5 -> take(1, () -> listOf(deque.pollFirst()));
            case 6 -> {
                int millis = random.nextInt(5);
                take(1, () -> listOf(deque.pollFirst(millis, TimeUnit.MILLISECONDS)));
            }
            case 7, 8 -> {
                int most = few();
                take(most, () -> drained(deque, most));
            }
            default -> {
                int most = few();
                take(most, () -> deque.takeMany(most));
            }
        }
    }

    @Override
    void probe() throws InterruptedException {
        if (random.nextBoolean()) {
            put(Op.PUT, 1, one -> deque.offerLast(one.get(0)) ? 1 : 0);
        } else {
            take(1, () -> listOf(deque.pollFirst()));
        }
    }

    static List<byte[]> listOf(byte @Nullable [] element) {
        return element == null ? List.of() : List.of(element);
    }

    static List<byte[]> drained(SharedDeque<byte[]> deque, int most) {
        List<byte[]> elements = new ArrayList<>();
        deque.drainTo(elements, most);
        return elements;
    }
}
