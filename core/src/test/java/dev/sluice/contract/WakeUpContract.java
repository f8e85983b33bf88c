package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the methods that wait promise to many waiters: each change lets as many proceed as it can. */
abstract class WakeUpContract extends DequeContract {
    private static final int WAITERS = 8;

    /** Of many waiting takers, at both ends and on several handles, so many end as elements come. */
    @Test
    void asManyTakersEndAsElementsCome() throws Exception {
        BlockingDeque<Integer> deque = create(WAITERS);
        List<Integer> taken = new CopyOnWriteArrayList<>();
        List<Helper<?>> takers = manyWaiters(deque, (handle, i) -> {
            Integer element = i % 2 == 0 ? handle.takeFirst() : handle.takeLast();
            taken.add(element);
        });
        Helpers.assertBlocked(takers);
        deque.put(0);
        deque.putFirst(1);
        deque.putLast(2);
        expectEnded(takers, 3);
        assertHolds(deque);
        deque.addAll(List.of(3, 4));
        expectEnded(takers, 5);
        for (int i = 5; i < WAITERS; i++) {
            assertTrue(deque.offer(i));
        }
        expectEnded(takers, WAITERS);
        assertEquals(range(0, WAITERS), taken.stream().sorted().toList());
        assertHolds(deque);
    }

    /** Of many waiting putters, at both ends and on several handles, so many end as there is room. */
    @Test
    void asManyPuttersEndAsRoomComes() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(2, -1, -2);
        List<Helper<?>> putters = manyWaiters(deque, (handle, i) -> {
            if (i % 2 == 0) {
                handle.putFirst(i);
            } else {
                handle.putLast(i);
            }
        });
        Helpers.assertBlocked(putters);
        List<Integer> taken = new ArrayList<>();
        taken.add(deque.poll());
        expectEnded(putters, 1);
        taken.add(deque.pollLast());
        expectEnded(putters, 2);
        assertEquals(2, deque.drainTo(taken));
        expectEnded(putters, 4);
        while (taken.size() < WAITERS + 2) {
            taken.add(deque.poll(Helpers.LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        expectEnded(putters, WAITERS);
        assertEquals(range(-2, WAITERS), taken.stream().sorted().toList());
        assertHolds(deque);
    }

    /** Clear makes room for as many waiting putters as the deque holds elements. */
    @Test
    void clearWakesAllThatFit() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(5, -1, -2, -3, -4, -5);
        List<Helper<?>> putters = manyWaiters(deque, (handle, i) -> handle.put(i));
        Helpers.assertBlocked(putters);
        deque.clear();
        expectEnded(putters, 5);
        assertEquals(0, deque.remainingCapacity());
        deque.removeIf(element -> true);
        expectEnded(putters, WAITERS);
        assertEquals(WAITERS - 5, deque.size());
    }

    /** Two threads that pass one element back and forth never miss each other. */
    @Test
    void pingPong() throws Exception {
        BlockingDeque<Integer> there = create(1);
        BlockingDeque<Integer> back = create(1);
        BlockingDeque<Integer> otherThere = peer(there);
        BlockingDeque<Integer> otherBack = peer(back);
        int rounds = 2000;
        Helper<Integer> echo = start(() -> {
            for (int i = 0; i < rounds; i++) {
                Integer element = i % 2 == 0 ? otherThere.takeFirst() : otherThere.pollLast(1, TimeUnit.HOURS);
                otherBack.put(element);
            }
            return rounds;
        });
        Helper<Integer> caller = start(() -> {
            for (int i = 0; i < rounds; i++) {
                there.putFirst(i);
                assertEquals(i, back.takeLast());
            }
            return rounds;
        });
        assertEquals(rounds, caller.get());
        assertEquals(rounds, echo.get());
    }

    private List<Helper<?>> manyWaiters(BlockingDeque<Integer> deque, Wait body) {
        List<BlockingDeque<Integer>> handles = List.of(deque, peer(deque), peer(deque));
        List<Helper<?>> waiters = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            int number = i;
            waiters.add(start(() -> {
                body.run(handles.get(number % handles.size()), number);
                return number;
            }));
        }
        return waiters;
    }

    /** So many have ended, and the others, given time, have not. */
    private static void expectEnded(List<Helper<?>> waiters, int expected) throws Exception {
        Helpers.until(() -> waiters.stream().filter(Helper::isDone).count() >= expected, expected + " waiters ended");
        List<Helper<?>> waiting =
                waiters.stream().filter(waiter -> !waiter.isDone()).toList();
        assertEquals(WAITERS - expected, waiting.size(), "waiters left");
        Helpers.assertBlocked(waiting);
        for (Helper<?> waiter : waiters) {
            if (waiter.isDone()) {
                waiter.get();
            }
        }
    }

    private static List<Integer> range(int from, int to) {
        List<Integer> range = new ArrayList<>();
        for (int i = from; i < to; i++) {
            range.add(i);
        }
        return range;
    }

    /** What a waiter does. */
    private interface Wait {
        void run(BlockingDeque<Integer> handle, int number) throws InterruptedException;
    }
}
