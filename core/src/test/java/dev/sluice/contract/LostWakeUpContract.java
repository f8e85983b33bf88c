package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A waiter that gives up, by timeout or interrupt, swallows neither an element nor room nor a wake-up. */
abstract class LostWakeUpContract extends DequeContract {
    private static final int ROUNDS = 150;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static void awaitEnd(Helper<?> helper) throws Exception {
        try {
            helper.get();
        } catch (InterruptedException expected) {
            // it was interrupted, unless it had been quicker
        }
    }

    /** Far above any noise; who is not woken sleeps for ten seconds. */
    private static void endsSoon(Helper<?> helper) throws Exception {
        long begin = System.nanoTime();
        helper.get();
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5), "nobody woke it");
    }

    /** A taker whose element another one was quicker to take, and that is interrupted then, leaves the next to who waits. */
    @Test
    void robbedAndInterruptedTaker() throws Exception {
        BlockingDeque<Integer> deque = create(4);
        BlockingDeque<Integer> other = peer(deque);
        for (int round = 0; round < 3; round++) {
            Helper<Integer> first = start(deque::take);
            Helpers.assertBlocked(first);
            Helper<Integer> second = start(other::take);
            Helpers.assertBlocked(second);
            deque.put(1);
            deque.poll();
            first.interrupt();
            awaitEnd(first);
            deque.put(2);
            endsSoon(second);
            deque.clear();
        }
    }

    /** A putter whose room another one was quicker to use, and that is interrupted then, leaves the next to who waits. */
    @Test
    void robbedAndInterruptedPutter() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(1, 0);
        BlockingDeque<Integer> other = peer(deque);
        for (int round = 0; round < 3; round++) {
            Helper<Boolean> first = start(() -> deque.offer(1, 1, TimeUnit.HOURS));
            Helpers.assertBlocked(first);
            Helper<Boolean> second = start(() -> other.offer(2, 1, TimeUnit.HOURS));
            Helpers.assertBlocked(second);
            deque.take();
            deque.offer(3);
            first.interrupt();
            awaitEnd(first);
            deque.take();
            endsSoon(second);
            deque.clear();
            deque.put(0);
        }
    }

    /** A taker that times out as an element comes either takes it or leaves it to a taker that still waits. */
    @Test
    void expiringTakerPassesItsWakeUpOn() throws Exception {
        BlockingDeque<Integer> deque = create(4);
        BlockingDeque<Integer> two = peer(deque);
        BlockingDeque<Integer> three = peer(deque);
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            long timeout = random.nextInt((int) MOST_NANOS);
            boolean last = random.nextBoolean();
            race(
                    () -> (last ? two.pollLast(timeout, TimeUnit.NANOSECONDS) : two.poll(timeout, TimeUnit.NANOSECONDS))
                            != null,
                    () -> three.take() != null,
                    () -> {
                        LockSupport.parkNanos(timeout);
                        deque.put(1);
                    },
                    null);
            assertHolds(deque);
        }
    }

    /** A putter that times out as room comes either uses it or leaves it to a putter that still waits. */
    @Test
    void expiringPutterPassesItsWakeUpOn() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(1, 0);
        BlockingDeque<Integer> two = peer(deque);
        BlockingDeque<Integer> three = peer(deque);
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            long timeout = random.nextInt((int) MOST_NANOS);
            race(
                    () -> two.offerFirst(1, timeout, TimeUnit.NANOSECONDS),
                    () -> {
                        three.putLast(2);
                        return true;
                    },
                    () -> {
                        LockSupport.parkNanos(timeout);
                        deque.take();
                    },
                    null);
            assertEquals(1, deque.size());
        }
    }

    /** A taker that is interrupted as an element comes either takes it or leaves it to a taker that still waits. */
    @Test
    void interruptedTakerPassesItsWakeUpOn() throws Exception {
        BlockingDeque<Integer> deque = create(4);
        BlockingDeque<Integer> two = peer(deque);
        BlockingDeque<Integer> three = peer(deque);
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            long delay = random.nextInt((int) MOST_NANOS);
            race(
                    () -> two.take() != null,
                    () -> three.takeLast() != null,
                    () -> deque.put(1),
                    () -> LockSupport.parkNanos(delay));
            assertHolds(deque);
        }
    }

    /** A putter that is interrupted as room comes either uses it or leaves it to a putter that still waits. */
    @Test
    void interruptedPutterPassesItsWakeUpOn() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(1, 0);
        BlockingDeque<Integer> two = peer(deque);
        BlockingDeque<Integer> three = peer(deque);
        Random random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            long delay = random.nextInt((int) MOST_NANOS);
            Callable<Boolean> put = () -> {
                three.putFirst(2);
                return true;
            };
            Callable<Boolean> interrupted = () -> {
                two.put(1);
                return true;
            };
            race(interrupted, put, deque::take, () -> LockSupport.parkNanos(delay));
            assertEquals(1, deque.size());
        }
    }

    /**
     * Lets a fickle and a patient waiter wait for one change; the fickle one may time out, or be interrupted after the
     * delay. If it got the change, the patient one gets another.
     */
    private void race(Callable<Boolean> fickle, Callable<Boolean> patient, Step change, Runnable interruptAfter)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(3);
        Helper<Boolean> one = start(() -> {
            start.await(Helpers.LIMIT_SECONDS, TimeUnit.SECONDS);
            try {
                return fickle.call();
            } catch (InterruptedException e) {
                return false;
            }
        });
        Helper<Boolean> other = start(() -> {
            start.await(Helpers.LIMIT_SECONDS, TimeUnit.SECONDS);
            return patient.call();
        });
        start.await(Helpers.LIMIT_SECONDS, TimeUnit.SECONDS);
        Helper<Boolean> interrupter = interruptAfter == null
                ? null
                : start(() -> {
                    interruptAfter.run();
                    one.interrupt();
                    return true;
                });
        change.run();
        if (one.get()) {
            change.run();
        }
        assertTrue(other.get());
        if (interrupter != null) {
            interrupter.get();
        }
    }

    /** Takers that are interrupted at random while elements come lose none and take none twice. */
    @Test
    void randomInterruptsLoseNothing() throws Exception {
        int elements = 6000;
        int threads = 3;
        BlockingDeque<Integer> deque = create(4);
        AtomicInteger[] takenTimes = counters(elements);
        List<Helper<Integer>> takers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            BlockingDeque<Integer> handle = peer(deque);
            Removal op = Removal.of(Style.BLOCKS, Style.TIMES_OUT).get(2 * t);
            takers.add(start(() -> takeUntilNegative(handle, op, takenTimes)));
        }
        BlockingDeque<Integer> source = peer(deque);
        Helper<Integer> producer = start(() -> putAll(source, elements));
        Random random = new Random(5);
        while (!producer.isDone()) {
            takers.get(random.nextInt(threads)).interrupt();
            if (random.nextInt(4) == 0) {
                producer.interrupt();
            }
            LockSupport.parkNanos(random.nextInt(200_000));
        }
        producer.get();
        Helpers.until(deque::isEmpty, "all elements are taken");
        for (int t = 0; t < threads; t++) {
            deque.put(-1);
        }
        for (Helper<Integer> taker : takers) {
            taker.get();
        }
        for (int i = 0; i < elements; i++) {
            assertEquals(1, takenTimes[i].get(), "element " + i);
        }
        assertHolds(deque);
    }

    private static int takeUntilNegative(BlockingDeque<Integer> deque, Removal op, AtomicInteger[] takenTimes) {
        int interrupts = 0;
        while (true) {
            try {
                int element = op.remove(deque);
                if (element < 0) {
                    return interrupts;
                }
                takenTimes[element].incrementAndGet();
            } catch (InterruptedException e) {
                interrupts++;
            }
        }
    }

    /** Puts all elements in spite of interrupts. */
    private static int putAll(BlockingDeque<Integer> deque, int elements) {
        List<Insertion> ops = Insertion.of(Style.BLOCKS, Style.TIMES_OUT);
        int interrupts = 0;
        for (int next = 0; next < elements; ) {
            try {
                ops.get(next % ops.size()).insert(deque, next);
                next++;
            } catch (InterruptedException e) {
                interrupts++;
            }
        }
        return interrupts;
    }

    private static AtomicInteger[] counters(int count) {
        AtomicInteger[] counters = new AtomicInteger[count];
        Arrays.setAll(counters, i -> new AtomicInteger());
        return counters;
    }

    /** What the waiters wait for. */
    private interface Step {
        void run() throws InterruptedException;
    }
}
