package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.Test;

/** What the methods promise that look without removing. */
abstract class ExaminationContract extends DequeContract {

    /** The methods that return the element at one end. */
    private enum Look {
        ELEMENT,
        GET_FIRST,
        GET_LAST,
        PEEK,
        PEEK_FIRST,
        PEEK_LAST;

        boolean throwing() {
            return !name().startsWith("PEEK");
        }

        Integer look(BlockingDeque<Integer> deque) {
            return switch (this) {
                case ELEMENT -> deque.element();
                case GET_FIRST -> deque.getFirst();
                case GET_LAST -> deque.getLast();
                case PEEK -> deque.peek();
                case PEEK_FIRST -> deque.peekFirst();
                case PEEK_LAST -> deque.peekLast();
            };
        }
    }

    /** Looking at an end returns its element, again and again, and removes nothing. */
    @Test
    void looksAtItsEnd() {
        each(Look.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(3, 1000, 2000, 3000);
            Integer expected = op == Look.GET_LAST || op == Look.PEEK_LAST ? 3000 : 1000;
            assertEquals(expected, op.look(deque));
            assertEquals(expected, op.look(deque));
            assertHolds(deque, 1000, 2000, 3000);
        });
    }

    /** An empty deque makes element, getFirst and getLast throw NoSuchElementException, and the peeks return null. */
    @Test
    void nothingToLookAt() {
        each(Look.values(), op -> {
            BlockingDeque<Integer> fresh = create(2);
            BlockingDeque<Integer> used = dequeOf(1, 5);
            used.clear();
            for (BlockingDeque<Integer> deque : List.of(fresh, used)) {
                if (op.throwing()) {
                    assertThrows(NoSuchElementException.class, () -> op.look(deque));
                } else {
                    assertNull(op.look(deque));
                }
            }
        });
    }

    /** The ends follow every insertion and removal. */
    @Test
    void endsFollowChanges() {
        BlockingDeque<Integer> deque = create(2);
        for (int i = 0; i < 20; i++) {
            deque.addFirst(i);
            assertEquals(i, deque.peekFirst());
            assertEquals(i, deque.peekLast());
            deque.addLast(-i - 1);
            assertEquals(i, deque.element());
            assertEquals(-i - 1, deque.getLast());
            assertEquals(i, deque.pollFirst());
            assertEquals(-i - 1, deque.getFirst());
            assertEquals(-i - 1, deque.pollLast());
            assertNull(deque.peek());
        }
    }

    /** Contains finds equal elements at every position, and nothing else. */
    @Test
    void containsFindsEqualElements() {
        BlockingDeque<Integer> deque = dequeOf(4, 1000, 2000, 2000, 3000);
        assertTrue(deque.contains(1000));
        assertTrue(deque.contains(2000));
        assertTrue(deque.contains(3000));
        assertFalse(deque.contains(4000));
        deque.removeFirst();
        assertFalse(deque.contains(1000));
        deque.removeFirst();
        assertTrue(deque.contains(2000));
        deque.removeLast();
        assertFalse(deque.contains(3000));
        deque.clear();
        assertFalse(deque.contains(2000));
    }

    /** Contains returns false for null and for objects of another type. */
    @Test
    void containsNoStrangers() {
        BlockingDeque<Integer> deque = dequeOf(4, 1, 2);
        for (Object stranger : Arrays.asList(null, "1", 1L, 1.0, new Object(), new int[] {1}, List.of(1), deque)) {
            assertFalse(deque.contains(stranger), () -> String.valueOf(stranger));
            assertFalse(peer(deque).contains(stranger), () -> String.valueOf(stranger));
        }
    }

    /** Contains asks the argument whether it equals an element, as Collection says, and relays what it throws. */
    @Test
    void containsAsksTheArgument() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(4, 1, 2, 3);
        assertTrue(deque.contains(Probes.equalTo(x -> x == 3)));
        assertFalse(deque.contains(Probes.equalTo(x -> x == 4)));
        assertThrows(Probes.Failure.class, () -> deque.contains(Probes.throwing()));
        assertTrue(start(() -> peer(deque).offer(4)).get());
        assertHolds(deque, 1, 2, 3, 4);
    }

    /** Size and remaining capacity add up to the capacity after every change, seen through any handle. */
    @Test
    void sizeAndRemainingCapacityAddUp() {
        int capacity = 5;
        BlockingDeque<Integer> deque = create(capacity);
        BlockingDeque<Integer> other = peer(deque);
        int size = 0;
        int[] changes = {+1, +1, +1, -1, +1, +1, +1, -1, -1, -1, -1, -1, +1, -1};
        for (int round = 0; round < 6; round++) {
            for (int change : changes) {
                if (change > 0) {
                    assertTrue(round % 2 == 0 ? deque.offerLast(round) : deque.offerFirst(round));
                } else {
                    assertEquals(round, round % 3 == 0 ? deque.pollFirst() : deque.pollLast());
                }
                size += change;
                for (BlockingDeque<Integer> handle : List.of(deque, other)) {
                    assertEquals(size, handle.size());
                    assertEquals(size == 0, handle.isEmpty());
                    assertEquals(capacity - size, handle.remainingCapacity());
                }
            }
        }
    }
}
