package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.Test;

/** What the iterators promise, in both directions, alone and while the deque changes. */
abstract class IterationContract extends DequeContract {

    private enum Direction {
        ASCENDING,
        DESCENDING;

        Iterator<Integer> iterate(BlockingDeque<Integer> deque) {
            return this == ASCENDING ? deque.iterator() : deque.descendingIterator();
        }

        List<Integer> order(List<Integer> elements) {
            List<Integer> ordered = new ArrayList<>(elements);
            if (this == DESCENDING) {
                Collections.reverse(ordered);
            }
            return ordered;
        }

        /** Removes the element that the iterator meets first. */
        Integer pollNear(BlockingDeque<Integer> deque) {
            return this == ASCENDING ? deque.pollFirst() : deque.pollLast();
        }

        /** Adds where the iterator has begun. */
        void addNear(BlockingDeque<Integer> deque, Integer element) {
            if (this == ASCENDING) {
                deque.addFirst(element);
            } else {
                deque.addLast(element);
            }
        }
    }

    /** An iterator returns every element once, in its direction, at every rotation of the ring. */
    @Test
    void iteratesInOrder() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = create(4);
            for (int rotation = 0; rotation < 9; rotation++) {
                List<Integer> elements = List.of(1000, 2000, 2000, 3000).subList(0, 1 + rotation % 4);
                deque.addAll(elements);
                assertEquals(direction.order(elements), listOf(direction.iterate(deque)));
                deque.clear();
            }
        });
    }

    /** The iterators of an empty deque have nothing, and say so with NoSuchElementException. */
    @Test
    void iteratesOverNothing() {
        each(Direction.values(), direction -> {
            Iterator<Integer> iterator = direction.iterate(create(2));
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
            assertThrows(IllegalStateException.class, iterator::remove);
        });
    }

    /**
     * next works without hasNext, hasNext does not advance, and after the last element comes NoSuchElementException.
     */
    @Test
    void hasNextOnlyAsks() {
        each(Direction.values(), direction -> {
            Iterator<Integer> iterator = direction.iterate(dequeOf(3, 1, 1, 1));
            assertEquals(1, iterator.next());
            for (int i = 0; i < 5; i++) {
                assertTrue(iterator.hasNext());
            }
            assertEquals(1, iterator.next());
            assertEquals(1, iterator.next());
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
            assertFalse(iterator.hasNext());
        });
    }

    /** forEachRemaining goes on from where next has stopped, relays what the action throws, and refuses null. */
    @Test
    void forEachRemainingGoesOn() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
            Iterator<Integer> iterator = direction.iterate(deque);
            List<Integer> seen = new ArrayList<>();
            seen.add(iterator.next());
            assertThrows(NullPointerException.class, () -> iterator.forEachRemaining(null));
            iterator.forEachRemaining(seen::add);
            assertEquals(direction.order(List.of(1, 2, 3)), seen);
            assertFalse(iterator.hasNext());
            assertThrows(
                    Probes.Failure.class,
                    () -> direction.iterate(deque).forEachRemaining(element -> {
                        throw new Probes.Failure();
                    }));
            assertHolds(deque, 1, 2, 3);
        });
    }

    /** remove before next, twice after one next, or after a remove at the end throws IllegalStateException. */
    @Test
    void removeNeedsNext() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
            Iterator<Integer> iterator = direction.iterate(deque);
            assertThrows(IllegalStateException.class, iterator::remove);
            assertTrue(iterator.hasNext());
            assertThrows(IllegalStateException.class, iterator::remove);
            iterator.next();
            iterator.remove();
            assertThrows(IllegalStateException.class, iterator::remove);
            iterator.next();
            iterator.next();
            iterator.remove();
            assertFalse(iterator.hasNext());
            assertThrows(IllegalStateException.class, iterator::remove);
            assertHolds(deque, 2);
        });
    }

    /** remove takes out just the element returned last, for every subset of positions, also among equal elements. */
    @Test
    void removesAnySubset() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = create(5);
            for (int subset = 0; subset < 32; subset++) {
                List<Integer> elements = subset % 2 == 0 ? List.of(1, 2, 3, 4, 5) : List.of(7, 8, 7, 8, 7);
                deque.addAll(elements);
                List<Integer> kept = new ArrayList<>();
                Iterator<Integer> iterator = direction.iterate(deque);
                for (int i = 0; i < 5; i++) {
                    Integer element = iterator.next();
                    if ((subset >> i & 1) != 0) {
                        iterator.remove();
                    } else {
                        kept.add(element);
                    }
                }
                assertHolds(deque, direction.order(kept));
                assertEquals(5 - kept.size(), deque.remainingCapacity());
                deque.clear();
                deque.add(0);
                deque.remove();
            }
        });
    }

    /** remove of an element that has been polled meanwhile removes nothing, though equal elements are still there. */
    @Test
    void removeOfAPolledElement() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(4, 1000, 1000, 1000);
            Iterator<Integer> iterator = direction.iterate(deque);
            iterator.next();
            assertEquals(1000, direction.pollNear(peer(deque)));
            iterator.remove();
            assertHolds(deque, 1000, 1000);
            assertThrows(IllegalStateException.class, iterator::remove);
        });
    }

    /** remove spares an element that was added at the very place of an equal one that was polled meanwhile. */
    @Test
    void removeSparesTheSuccessor() {
        each(Direction.values(), direction -> {
            for (int others = 0; others <= 2; others++) {
                BlockingDeque<Integer> deque = create(3);
                for (int i = 0; i < others; i++) {
                    deque.add(2000);
                }
                direction.addNear(deque, 1000);
                Iterator<Integer> iterator = direction.iterate(deque);
                assertEquals(1000, iterator.next());
                assertEquals(1000, direction.pollNear(peer(deque)));
                direction.addNear(peer(deque), 1000);
                List<Integer> before = List.of(deque.toArray(new Integer[0]));
                iterator.remove();
                assertHolds(deque, before);
            }
        });
    }

    /** remove spares equal elements after the deque was emptied and refilled through the same slots. */
    @Test
    void removeSparesTheNextGeneration() {
        each(Direction.values(), direction -> {
            for (int generations = 1; generations <= 6; generations++) {
                BlockingDeque<Integer> deque = dequeOf(2, 5, 5);
                Iterator<Integer> iterator = direction.iterate(deque);
                iterator.next();
                iterator.next();
                for (int i = 0; i < generations; i++) {
                    deque.clear();
                    deque.add(5);
                    deque.add(5);
                }
                iterator.remove();
                assertHolds(deque, 5, 5);
            }
        });
    }

    /** remove still finds its element after others came and went at both ends. */
    @Test
    void removeFindsAMovedElement() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(4, 1, 5, 5, 2);
            Iterator<Integer> iterator = direction.iterate(deque);
            iterator.next();
            iterator.next();
            assertEquals(1, deque.pollFirst());
            assertEquals(2, deque.pollLast());
            deque.addFirst(5);
            deque.addLast(6);
            iterator.remove();
            assertHolds(deque, 5, 5, 6);
            deque.addLast(7);
            assertFalse(deque.offer(8));
        });
    }

    /** Of two iterators at one element, the remove of the second has no effect. */
    @Test
    void twoIteratorsRemoveOne() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(4, 5, 5, 5);
            Iterator<Integer> one = direction.iterate(deque);
            Iterator<Integer> two = direction.iterate(peer(deque));
            one.next();
            two.next();
            one.next();
            two.next();
            one.remove();
            two.remove();
            assertHolds(deque, 5, 5);
        });
    }

    /** Interior removals by others do not shift what an iterator removes. */
    @Test
    void removeAfterInteriorRemovals() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(5, 1, 2, 3, 4, 5);
            Iterator<Integer> iterator = direction.iterate(deque);
            for (int i = 0; i < 3; i++) {
                iterator.next();
            }
            assertTrue(deque.remove(2));
            assertTrue(deque.remove(4));
            iterator.remove();
            assertHolds(deque, 1, 5);
        });
    }

    /** An element that stays throughout is returned exactly once and in order, whatever changes around it. */
    @Test
    void elementsThatStayAreSeenOnce() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(8, 1, 10, 20, 30, 2);
            Iterator<Integer> iterator = direction.iterate(deque);
            List<Integer> seen = new ArrayList<>();
            seen.add(iterator.next());
            deque.removeFirst();
            deque.removeLast();
            deque.addFirst(3);
            deque.addLast(4);
            seen.addAll(listOf(iterator));
            List<Integer> stayed = new ArrayList<>(seen);
            stayed.retainAll(List.of(10, 20, 30));
            assertEquals(direction.order(List.of(10, 20, 30)), stayed);
            assertTrue(List.of(1, 2, 3, 4, 10, 20, 30).containsAll(seen), seen::toString);
            assertEquals(seen.size(), new HashSet<>(seen).size(), seen::toString);
        });
    }

    /** An iterator that has promised a next element returns one, though the deque was emptied meanwhile. */
    @Test
    void hasNextIsKept() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
            Iterator<Integer> iterator = direction.iterate(deque);
            assertTrue(iterator.hasNext());
            deque.clear();
            List<Integer> seen = listOf(iterator);
            assertFalse(seen.isEmpty());
            assertEquals(direction.order(List.of(1, 2, 3)).subList(0, seen.size()), seen);
            deque.addAll(seen);
            iterator.remove();
            assertHolds(deque, seen);
        });
    }

    /** The deque may be changed in the middle of an iteration: no ConcurrentModificationException, ever. */
    @Test
    void neverFailsFast() {
        each(Direction.values(), direction -> {
            BlockingDeque<Integer> deque = dequeOf(50, 0, 0, 0, 0, 0, 0, 0, 0);
            Iterator<Integer> iterator = direction.iterate(deque);
            for (int i = 1; iterator.hasNext() && i < 40; i++) {
                iterator.next();
                deque.offerFirst(i);
                deque.offerLast(i);
                deque.remove(0);
                deque.removeIf(element -> element % 5 == 0);
                if (i % 3 == 0) {
                    iterator.remove();
                }
            }
        });
    }
}
