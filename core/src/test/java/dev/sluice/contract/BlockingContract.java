package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the methods that wait promise to a single waiter. */
abstract class BlockingContract extends DequeContract {
    private static final List<Insertion> WAITING_INSERTIONS = Insertion.of(Style.BLOCKS, Style.TIMES_OUT);
    private static final List<Removal> WAITING_REMOVALS = Removal.of(Style.BLOCKS, Style.TIMES_OUT);
    private static final long SHORT_MILLIS = 50;

    /** Every waiting removal waits until an element comes from another handle, and returns that one. */
    @Test
    void waitingRemovalGetsTheNextElement() {
        List<BlockingDeque<Integer>> deques = new ArrayList<>();
        List<Helper<Integer>> takers = new ArrayList<>();
        for (Removal op : WAITING_REMOVALS) {
            BlockingDeque<Integer> deque = create(2);
            BlockingDeque<Integer> other = peer(deque);
            deques.add(deque);
            takers.add(start(() -> op.remove(other)));
        }
        Helpers.assertBlocked(takers);
        each(WAITING_REMOVALS, op -> {
            int i = WAITING_REMOVALS.indexOf(op);
            deques.get(i).add(1000 + i);
            assertEquals(1000 + i, takers.get(i).get());
            assertHolds(deques.get(i));
        });
    }

    /** Every insertion, addAll too, wakes a waiting removal. */
    @Test
    void everyInsertionWakesARemoval() {
        Map<String, Action> insertions = new LinkedHashMap<>();
        for (Insertion op : Insertion.values()) {
            insertions.put(op.name(), deque -> op.insert(deque, 1000));
        }
        insertions.put("addAll", deque -> deque.addAll(List.of(1000)));
        Map<String, BlockingDeque<Integer>> deques = new LinkedHashMap<>();
        Map<String, Helper<Integer>> takers = new LinkedHashMap<>();
        for (String name : insertions.keySet()) {
            BlockingDeque<Integer> deque = create(1);
            BlockingDeque<Integer> other = peer(deque);
            Removal op = WAITING_REMOVALS.get(deques.size() % WAITING_REMOVALS.size());
            deques.put(name, deque);
            takers.put(name, start(() -> op.remove(other)));
        }
        Helpers.assertBlocked(takers.values());
        each(insertions.keySet(), name -> {
            insertions.get(name).run(deques.get(name));
            assertEquals(1000, takers.get(name).get());
            assertHolds(deques.get(name));
        });
    }

    /** Every waiting insertion waits until another handle makes room, and inserts at its end. */
    @Test
    void waitingInsertionGetsTheNextRoom() {
        List<BlockingDeque<Integer>> deques = new ArrayList<>();
        List<Helper<Boolean>> putters = new ArrayList<>();
        for (Insertion op : WAITING_INSERTIONS) {
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
            BlockingDeque<Integer> other = peer(deque);
            deques.add(deque);
            putters.add(start(() -> op.insert(other, 1000)));
        }
        Helpers.assertBlocked(putters);
        each(WAITING_INSERTIONS, op -> {
            int i = WAITING_INSERTIONS.indexOf(op);
            BlockingDeque<Integer> deque = deques.get(i);
            assertHolds(deque, 1, 2, 3);
            assertEquals(3, deque.removeLast());
            assertTrue(putters.get(i).get());
            assertHolds(deque, op.first() ? List.of(1000, 1, 2) : List.of(1, 2, 1000));
        });
    }

    /** Every way of making room wakes a waiting insertion: at the ends, by value, in bulk and through iterators. */
    @Test
    void everyRemovalWakesAnInsertion() {
        Map<String, Action> removals = waysOfMakingRoom();
        Map<String, BlockingDeque<Integer>> deques = new LinkedHashMap<>();
        Map<String, Helper<Boolean>> putters = new LinkedHashMap<>();
        for (String name : removals.keySet()) {
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
            BlockingDeque<Integer> other = peer(deque);
            Insertion op = WAITING_INSERTIONS.get(deques.size() % WAITING_INSERTIONS.size());
            deques.put(name, deque);
            putters.put(name, start(() -> op.insert(other, 1000)));
        }
        Helpers.assertBlocked(putters.values());
        each(removals.keySet(), name -> {
            removals.get(name).run(deques.get(name));
            assertTrue(putters.get(name).get());
            assertTrue(deques.get(name).contains(1000));
        });
    }

    private static Map<String, Action> waysOfMakingRoom() {
        Map<String, Action> ways = new LinkedHashMap<>();
        for (Removal op : Removal.values()) {
            ways.put(op.name(), op::remove);
        }
        ways.put("remove(Object)", deque -> deque.remove(2));
        ways.put("removeFirstOccurrence", deque -> deque.removeFirstOccurrence(2));
        ways.put("removeLastOccurrence", deque -> deque.removeLastOccurrence(2));
        ways.put("removeIf", deque -> deque.removeIf(element -> element == 2));
        ways.put("removeAll", deque -> deque.removeAll(List.of(2)));
        ways.put("retainAll", deque -> deque.retainAll(List.of(1, 3, 1000)));
        ways.put("clear", BlockingDeque::clear);
        ways.put("drainTo", deque -> deque.drainTo(new ArrayList<>()));
        ways.put("drainTo, one", deque -> deque.drainTo(new ArrayList<>(), 1));
        ways.put("iterator.remove", deque -> removeSecond(deque.iterator()));
        ways.put("descendingIterator.remove", deque -> removeSecond(deque.descendingIterator()));
        return ways;
    }

    private static void removeSecond(Iterator<Integer> iterator) {
        iterator.next();
        iterator.next();
        iterator.remove();
    }

    /** Timed operations that get nothing report it after their timeout at the earliest, and leave no trace. */
    @Test
    void timedOperationsExpire() {
        each(Insertion.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> full = dequeOf(2, 1, 2);
            long start = System.nanoTime();
            assertFalse(op.insert(full, 3, SHORT_MILLIS, TimeUnit.MILLISECONDS));
            assertWaited(start);
            assertHolds(full, 1, 2);
            full.remove();
            assertHolds(full, 2);
        });
        each(Removal.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> empty = create(2);
            long start = System.nanoTime();
            assertNull(op.remove(empty, SHORT_MILLIS, TimeUnit.MILLISECONDS));
            assertWaited(start);
            empty.add(1);
            assertHolds(empty, 1);
        });
    }

    private static void assertWaited(long start) {
        long waited = System.nanoTime() - start;
        assertTrue(waited >= TimeUnit.MILLISECONDS.toNanos(SHORT_MILLIS), () -> "waited only " + waited + " ns");
        assertTrue(waited < TimeUnit.SECONDS.toNanos(Helpers.LIMIT_SECONDS), () -> "waited " + waited + " ns");
    }

    /** The longest timeouts mean to wait, not to overflow. */
    @Test
    void longestTimeoutsWait() throws Exception {
        List<Helper<?>> waiters = new ArrayList<>();
        BlockingDeque<Integer> empty = create(10);
        BlockingDeque<Integer> full = dequeOf(6, 1, 2, 3, 4, 5, 6);
        for (TimeUnit unit : List.of(TimeUnit.NANOSECONDS, TimeUnit.DAYS)) {
            for (Removal op : Removal.of(Style.TIMES_OUT)) {
                BlockingDeque<Integer> other = waiters.isEmpty() ? peer(empty) : empty;
                waiters.add(start(() -> op.remove(other, Long.MAX_VALUE, unit)));
            }
            for (Insertion op : Insertion.of(Style.TIMES_OUT)) {
                waiters.add(start(() -> op.insert(full, 1000, Long.MAX_VALUE, unit)));
            }
        }
        Helpers.assertBlocked(waiters);
        empty.addAll(List.of(1, 2, 3, 4, 5, 6));
        assertEquals(6, full.drainTo(new ArrayList<>()));
        for (Helper<?> waiter : waiters) {
            waiter.get();
        }
        assertHolds(empty);
        assertHolds(full, 1000, 1000, 1000, 1000, 1000, 1000);
    }

    /**
     * A timed insertion ends by its timeout though room comes and goes all the time, and has inserted just if it says
     * so.
     */
    @Test
    void timedInsertionEndsUnderContention() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(1, 1);
        BlockingDeque<Integer> other = peer(deque);
        AtomicBoolean stop = new AtomicBoolean();
        Helper<Integer> churn = start(() -> {
            int strangers = 0;
            while (!stop.get()) {
                Integer element = other.poll();
                strangers += element != null && element == 1000 ? 1 : 0;
                other.offer(1);
            }
            return strangers;
        });
        try {
            int inserted = 0;
            for (Insertion op : Insertion.of(Style.TIMES_OUT)) {
                for (int i = 0; i < 3; i++) {
                    inserted += start(() -> op.insert(deque, 1000, 20, TimeUnit.MILLISECONDS))
                                    .get()
                            ? 1
                            : 0;
                }
            }
            stop.set(true);
            int taken = churn.get();
            assertEquals(inserted, taken + (deque.contains(1000) ? 1 : 0));
        } finally {
            stop.set(true);
        }
    }

    /** A waiter that is not wanted any more does not keep the deque from working for the others. */
    @Test
    void expiredWaitersLeaveTheDequeUsable() throws Exception {
        BlockingDeque<Integer> deque = create(1);
        for (int i = 0; i < 10; i++) {
            assertNull(deque.pollFirst(1, TimeUnit.MILLISECONDS));
            assertTrue(deque.offerLast(i));
            assertFalse(deque.offerFirst(-1, 1, TimeUnit.MILLISECONDS));
            Helper<Integer> taker = start(peer(deque)::take);
            assertEquals(i, taker.get());
        }
    }

    /** Something done to a deque. */
    private interface Action {
        void run(BlockingDeque<Integer> deque) throws InterruptedException;
    }
}
