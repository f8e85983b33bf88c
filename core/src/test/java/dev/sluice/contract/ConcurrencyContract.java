package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** What many threads, each on its own handle, may rely on together. */
abstract class ConcurrencyContract extends DequeContract {
    private static final int PRODUCERS = 3;
    private static final int CONSUMERS = 3;
    private static final int EACH = 2000;
    private static final int END = -1;

    /** From tail to head, every element arrives exactly once, and each consumer sees each producer's order. */
    @Test
    void firstInFirstOut() throws Exception {
        for (int capacity : new int[] {1, 3, 64}) {
            assertEverythingArrives(capacity, List.of(Insertion.PUT_LAST), List.of(Removal.TAKE_FIRST), true);
        }
    }

    /** From head to tail, every element arrives exactly once, and each consumer sees each producer's order. */
    @Test
    void firstInFirstOutBackwards() throws Exception {
        for (int capacity : new int[] {1, 3, 64}) {
            assertEverythingArrives(capacity, List.of(Insertion.PUT_FIRST), List.of(Removal.TAKE_LAST), true);
        }
    }

    /** All ways of inserting and removing in order, mixed, keep each producer's order and deliver exactly once. */
    @Test
    void allWaysOfQueueing() throws Exception {
        assertEverythingArrives(
                5,
                List.of(Insertion.PUT, Insertion.OFFER, Insertion.TIMED_OFFER_LAST, Insertion.OFFER_LAST),
                List.of(Removal.TAKE, Removal.POLL, Removal.TIMED_POLL_FIRST, Removal.POLL_FIRST),
                true);
    }

    /** With all threads at one end, every element arrives exactly once. */
    @Test
    void allAtOneEnd() throws Exception {
        assertEverythingArrives(3, List.of(Insertion.PUT_FIRST), List.of(Removal.TAKE_FIRST), false);
        assertEverythingArrives(3, List.of(Insertion.PUT_LAST), List.of(Removal.TAKE_LAST), false);
    }

    /** With all threads at both ends, every element arrives exactly once. */
    @Test
    void allAtBothEnds() throws Exception {
        List<Insertion> insertions = Insertion.of(Style.SPECIAL_VALUE, Style.BLOCKS, Style.TIMES_OUT);
        List<Removal> removals = Removal.of(Style.SPECIAL_VALUE, Style.BLOCKS, Style.TIMES_OUT);
        assertEverythingArrives(1, insertions, removals, false);
        assertEverythingArrives(4, insertions, removals, false);
    }

    /**
     * Producers and consumers pass their elements through one deque, while an observer checks that it keeps its bounds.
     */
    private void assertEverythingArrives(
            int capacity, List<Insertion> insertions, List<Removal> removals, boolean ordered) throws Exception {
        BlockingDeque<Integer> deque = create(capacity);
        AtomicIntegerArray arrivals = new AtomicIntegerArray(PRODUCERS * EACH);
        List<Helper<?>> producers = new ArrayList<>();
        List<Helper<?>> consumers = new ArrayList<>();
        for (int c = 0; c < CONSUMERS; c++) {
            BlockingDeque<Integer> handle = peer(deque);
            consumers.add(start(() -> consume(handle, removals, arrivals, ordered)));
        }
        for (int p = 0; p < PRODUCERS; p++) {
            BlockingDeque<Integer> handle = peer(deque);
            int producer = p;
            producers.add(start(() -> produce(handle, insertions, producer)));
        }
        AtomicBoolean stop = new AtomicBoolean();
        BlockingDeque<Integer> observed = peer(deque);
        Helper<Integer> observer = start(() -> observe(observed, capacity, stop));
        for (Helper<?> producer : producers) {
            producer.get();
        }
        Helpers.until(deque::isEmpty, "all elements are consumed");
        for (int c = 0; c < CONSUMERS; c++) {
            deque.put(END);
        }
        for (Helper<?> consumer : consumers) {
            consumer.get();
        }
        stop.set(true);
        assertTrue(observer.get() > 0);
        for (int i = 0; i < arrivals.length(); i++) {
            assertEquals(1, arrivals.get(i), "arrivals of element " + i);
        }
        assertHolds(deque);
    }

    private static int produce(BlockingDeque<Integer> deque, List<Insertion> ops, int producer)
            throws InterruptedException {
        for (int i = 0; i < EACH; i++) {
            Insertion op = ops.get(i % ops.size());
            while (!op.insert(deque, producer * EACH + i)) {
                Helpers.letOthersRun();
            }
        }
        return EACH;
    }

    private static int consume(
            BlockingDeque<Integer> deque, List<Removal> ops, AtomicIntegerArray arrivals, boolean ordered)
            throws InterruptedException {
        int[] last = new int[PRODUCERS];
        Arrays.fill(last, -1);
        for (int i = 0; ; i++) {
            Integer element = ops.get(i % ops.size()).remove(deque);
            if (element == null) {
                Helpers.letOthersRun();
            } else if (element == END) {
                return i;
            } else {
                arrivals.incrementAndGet(element);
                int producer = element / EACH;
                if (ordered) {
                    assertTrue(last[producer] < element, () -> element + " after " + last[producer]);
                }
                last[producer] = element;
            }
        }
    }

    private static int observe(BlockingDeque<Integer> deque, int capacity, AtomicBoolean stop) {
        int observations = 0;
        do {
            assertBetween(0, capacity, deque.size());
            assertBetween(0, capacity, deque.remainingCapacity());
            Object[] snapshot = deque.toArray();
            assertBetween(0, capacity, snapshot.length);
            assertFalse(Arrays.asList(snapshot).contains(null));
            assertBetween(0, capacity, List.of(deque.toArray(new Integer[0])).size());
            observations++;
            Helpers.lookAgainSoon();
        } while (!stop.get());
        return observations;
    }

    private static void assertBetween(int least, int most, int actual) {
        assertTrue(least <= actual && actual <= most, () -> actual + " is not in " + least + ".." + most);
    }

    /**
     * While one thread adds ascending numbers at the tail and one takes them at the head, every view is strictly
     * ascending.
     */
    @Test
    void viewsOfAMovingQueueAreInOrder() throws Exception {
        BlockingDeque<Integer> deque = create(8);
        BlockingDeque<Integer> source = peer(deque);
        BlockingDeque<Integer> sink = peer(deque);
        Helper<Integer> producer = start(() -> produce(source, List.of(Insertion.PUT), 0));
        Helper<Integer> consumer = start(() -> {
            for (int i = 0; i < EACH; i++) {
                assertEquals(i, sink.take());
            }
            return EACH;
        });
        BlockingDeque<Integer> observed = peer(deque);
        do {
            assertAscending(listOf(observed.iterator()));
            assertAscending(observed.stream().toList());
            assertAscending(List.of(observed.toArray(new Integer[0])));
            List<Integer> seen = new ArrayList<>();
            observed.forEach(seen::add);
            assertAscending(seen);
            List<Integer> descending = listOf(observed.descendingIterator());
            Collections.reverse(descending);
            assertAscending(descending);
            Helpers.lookAgainSoon();
        } while (!consumer.isDone());
        assertEquals(EACH, producer.get());
        assertEquals(EACH, consumer.get());
    }

    private static void assertAscending(List<Integer> seen) {
        for (int i = 0; i < seen.size(); i++) {
            assertTrue(seen.get(i) >= 0 && seen.get(i) < EACH, seen::toString);
            assertTrue(i == 0 || seen.get(i - 1) < seen.get(i), seen::toString);
        }
    }

    /**
     * While threads add and remove at both ends and inside, by value and through iterators, each element leaves at most
     * once, none leaves that nobody removed, and iterators see no element twice and none that was never added.
     */
    @Test
    void changesAtBothEndsAndInside() throws Exception {
        int threads = 4;
        BlockingDeque<Integer> deque = create(16);
        Set<Integer> added = ConcurrentHashMap.newKeySet();
        Set<Integer> removed = ConcurrentHashMap.newKeySet();
        Set<Integer> removedByIterator = ConcurrentHashMap.newKeySet();
        List<Helper<Integer>> workers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            BlockingDeque<Integer> handle = peer(deque);
            Random random = new Random(t);
            int base = t * EACH;
            workers.add(start(() -> {
                for (int i = 0; i < EACH; i++) {
                    int element = base + i;
                    added.add(element);
                    if (!(random.nextBoolean() ? handle.offerFirst(element) : handle.offerLast(element))) {
                        added.remove(element);
                    }
                    change(handle, random, removed, removedByIterator);
                }
                return EACH;
            }));
        }
        Set<Integer> strangers = new HashSet<>();
        while (!workers.stream().allMatch(Helper::isDone)) {
            for (Iterator<Integer> iterator : List.of(deque.iterator(), deque.descendingIterator())) {
                List<Integer> seen = listOf(iterator);
                assertEquals(seen.size(), new HashSet<>(seen).size(), seen::toString);
                strangers.addAll(seen);
            }
            Helpers.lookAgainSoon();
        }
        for (Helper<Integer> worker : workers) {
            worker.get();
        }
        strangers.removeAll(added);
        assertEquals(Set.of(), strangers);
        List<Integer> left = List.of(deque.toArray(new Integer[0]));
        for (Integer element : left) {
            assertFalse(removed.contains(element), () -> element + " was removed");
            assertFalse(removedByIterator.contains(element), () -> element + " was removed by an iterator");
        }
        Set<Integer> lost = new HashSet<>(added);
        for (Collection<Integer> found : List.of(left, removed, removedByIterator)) {
            lost.removeAll(found);
        }
        assertEquals(Set.of(), lost);
    }

    private static void change(
            BlockingDeque<Integer> deque, Random random, Set<Integer> removed, Set<Integer> removedByIterator) {
        Integer element = null;
        switch (random.nextInt(6)) {
            case 0 -> element = deque.pollFirst();
            case 1 -> element = deque.pollLast();
            case 2 -> {
                List<Integer> present = List.of(deque.toArray(new Integer[0]));
                Integer candidate = present.isEmpty() ? END : present.get(random.nextInt(present.size()));
                element = deque.remove(candidate) ? candidate : null;
            }
            case 3 -> removedByIterator.addAll(removeThroughIterator(deque, random));
            default -> {}
        }
        if (element != null) {
            assertTrue(removed.add(element), element + " was removed twice");
        }
    }

    private static List<Integer> removeThroughIterator(BlockingDeque<Integer> deque, Random random) {
        Iterator<Integer> iterator = random.nextBoolean() ? deque.iterator() : deque.descendingIterator();
        for (int steps = random.nextInt(8); iterator.hasNext(); steps--) {
            Integer current = iterator.next();
            if (steps == 0) {
                iterator.remove();
                return List.of(current);
            }
        }
        return List.of();
    }

    /** Elements that are added together are drained together, and stay neighbours in every snapshot. */
    @Test
    void bulkOperationsAreAtomic() throws Exception {
        int triples = 1500;
        BlockingDeque<Integer> deque = create(30);
        BlockingDeque<Integer> source = peer(deque);
        BlockingDeque<Integer> sink = peer(deque);
        Helper<Integer> producer = start(() -> {
            for (int i = 0; i < triples; i++) {
                while (source.remainingCapacity() < 3) {
                    Helpers.letOthersRun();
                }
                assertTrue(source.addAll(List.of(3 * i, 3 * i + 1, 3 * i + 2)));
            }
            return triples;
        });
        Helper<Integer> consumer = start(() -> {
            List<Integer> drained = new ArrayList<>();
            while (drained.size() < 3 * triples) {
                int count = sink.drainTo(drained);
                assertEquals(0, count % 3, "drained " + count);
                Helpers.letOthersRun();
            }
            for (int i = 0; i < 3 * triples; i++) {
                assertEquals(i, drained.get(i));
            }
            return drained.size();
        });
        while (!consumer.isDone()) {
            Object[] snapshot = deque.toArray();
            assertEquals(0, snapshot.length % 3, () -> Arrays.toString(snapshot));
            assertEquals(0, deque.size() % 3);
            Helpers.lookAgainSoon();
        }
        assertEquals(triples, producer.get());
        assertEquals(3 * triples, consumer.get());
    }
}
