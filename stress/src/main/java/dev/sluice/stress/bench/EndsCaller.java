package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread that puts at either end and takes at the other one, of a deque that is never full nor empty. */
final class EndsCaller {
    private static final int ROUNDS = 64;
    private static final int OPERATIONS_OF_ROUND = 4;

    private final Deque<byte[]> deque;
    private final Copying copying;
    private final byte[] outgoing = new byte[Message.BYTES];
    private long number = ThreadLocalRandom.current().nextInt();
    private int sum;

    /**
     * What came of a run.
     *
     * @param count operations
     * @param sum of the numbers of the elements put, less those taken
     */
    record Result(long count, long nanos, int sum) {}

    EndsCaller(Deque<byte[]> deque, Copying copying) {
        this.deque = deque;
        this.copying = copying;
    }

    Result run(int millis) {
        long limit = TimeUnit.MILLISECONDS.toNanos(millis);
        long begin = System.nanoTime();
        long now = begin;
        long count = 0;
        while (now - begin < limit) {
            for (int i = 0; i < ROUNDS; i++) {
                putFirst();
                check(deque.pollLast());
                putLast();
                check(deque.pollFirst());
            }
            count += ROUNDS * OPERATIONS_OF_ROUND;
            now = System.nanoTime();
        }
        return new Result(count, now - begin, sum);
    }

    private byte[] next() {
        number++;
        sum += (int) number;
        Message.write(number, outgoing);
        return copying.in(outgoing);
    }

    private void putFirst() {
        if (!deque.offerFirst(next())) {
            throw new BenchFailure("no room");
        }
    }

    void putLast() {
        if (!deque.offerLast(next())) {
            throw new BenchFailure("no room");
        }
    }

    private void check(byte @Nullable [] element) {
        if (element == null) {
            throw new BenchFailure("the deque is empty");
        }
        sum -= (int) Message.read(copying.out(element));
    }
}
