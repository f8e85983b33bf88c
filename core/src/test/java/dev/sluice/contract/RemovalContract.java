package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the methods that remove one element promise, apart from waiting. */
abstract class RemovalContract extends DequeContract {

    /** The methods that remove an element by its value. */
    private enum ByValue {
        REMOVE,
        REMOVE_FIRST_OCCURRENCE,
        REMOVE_LAST_OCCURRENCE;

        boolean remove(BlockingDeque<Integer> deque, Object element) {
            return switch (this) {
                case REMOVE -> deque.remove(element);
                case REMOVE_FIRST_OCCURRENCE -> deque.removeFirstOccurrence(element);
                case REMOVE_LAST_OCCURRENCE -> deque.removeLastOccurrence(element);
            };
        }
    }

    /** Every removal returns the element at its own end and removes just that one. */
    @Test
    void removesAtItsEnd() {
        each(Removal.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(5, 1000, 2000, 3000);
            if (op.last()) {
                assertEquals(3000, op.remove(deque));
                assertHolds(deque, 1000, 2000);
            } else {
                assertEquals(1000, op.remove(deque));
                assertHolds(deque, 2000, 3000);
            }
        });
    }

    /** Every removal empties a deque of one element. */
    @Test
    void removesTheOnlyElement() {
        each(Removal.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(5, 1000);
            assertEquals(1000, op.remove(deque));
            assertHolds(deque);
            assertEquals(5, deque.remainingCapacity());
        });
    }

    /** An empty deque makes remove, removeFirst, removeLast and pop throw NoSuchElementException. */
    @Test
    void removeThrowsWhenEmpty() {
        each(Removal.of(Style.THROWS), op -> {
            BlockingDeque<Integer> deque = create(2);
            assertThrows(NoSuchElementException.class, () -> op.remove(deque));
            deque.add(1);
            deque.remove();
            assertThrows(NoSuchElementException.class, () -> op.remove(deque));
            assertHolds(deque);
        });
    }

    /** An empty deque makes poll, pollFirst and pollLast return null. */
    @Test
    void pollReturnsNullWhenEmpty() {
        each(Removal.of(Style.SPECIAL_VALUE), op -> {
            BlockingDeque<Integer> deque = create(2);
            assertNull(op.remove(deque));
            assertHolds(deque);
        });
    }

    /** A timed poll of an empty deque with no time to wait returns null. */
    @Test
    void timedPollWithoutTimeReturnsNullWhenEmpty() {
        each(Removal.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = create(2);
            assertNull(op.remove(deque, 0, TimeUnit.SECONDS));
            assertNull(op.remove(deque, -1, TimeUnit.SECONDS));
            assertNull(op.remove(deque, Long.MIN_VALUE, TimeUnit.DAYS));
            assertHolds(deque);
        });
    }

    /** A timed poll that finds an element returns it whatever its timeout. */
    @Test
    void timedPollOfAnElementSucceedsWhateverTheTimeout() {
        each(Removal.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = dequeOf(5, 7, 7, 7, 7, 7);
            assertEquals(7, op.remove(deque, 0, TimeUnit.NANOSECONDS));
            assertEquals(7, op.remove(deque, -1, TimeUnit.SECONDS));
            assertEquals(7, op.remove(deque, Long.MIN_VALUE, TimeUnit.DAYS));
            assertEquals(7, op.remove(deque, Long.MAX_VALUE, TimeUnit.DAYS));
            assertEquals(7, op.remove(deque, Long.MAX_VALUE, TimeUnit.NANOSECONDS));
            assertHolds(deque);
        });
    }

    /** A timed poll without a unit is refused with NullPointerException. */
    @Test
    void nullUnitIsRefused() {
        each(Removal.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = dequeOf(2, 1);
            assertThrows(NullPointerException.class, () -> op.remove(deque, 1, null));
            assertHolds(deque, 1);
        });
    }

    /** What is inserted at one end leaves the other end in the order of insertion, for all pairs. */
    @Test
    void oppositeEndsAreFirstInFirstOut() {
        forAllPairs(false);
    }

    /** What is inserted at one end leaves the same end in the reverse order of insertion, for all pairs. */
    @Test
    void oneEndIsLastInFirstOut() {
        forAllPairs(true);
    }

    private void forAllPairs(boolean sameEnd) {
        for (Insertion insertion : Insertion.values()) {
            List<Removal> removals = List.of(Removal.values()).stream()
                    .filter(removal -> (removal.last() != insertion.first()) == sameEnd)
                    .toList();
            BlockingDeque<Integer> deque = create(7);
            each(removals, removal -> {
                for (int i = 0; i < 7; i++) {
                    assertTrue(insertion.insert(deque, i));
                }
                for (int i = 0; i < 7; i++) {
                    assertEquals(sameEnd ? 6 - i : i, removal.remove(deque), () -> "inserted by " + insertion);
                }
                assertHolds(deque);
            });
        }
    }

    /** A queue that is never empty and never full keeps its order over many times its capacity, in both directions. */
    @Test
    void orderSurvivesWrapping() {
        BlockingDeque<Integer> deque = create(5);
        for (int i = 0; i < 503; i++) {
            deque.addLast(i);
            if (i >= 3) {
                assertEquals(i - 3, deque.removeFirst());
            }
        }
        assertHolds(deque, 500, 501, 502);
        for (int i = 499; i >= 0; i--) {
            deque.addFirst(i);
            assertEquals(i + 3, deque.removeLast());
        }
        assertHolds(deque, 0, 1, 2);
    }

    /** Removal by value takes the occurrence nearest to its end, keeps the order of the rest, and reports success. */
    @Test
    void removesTheNearestOccurrence() {
        each(ByValue.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(6, 1000, 2000, 1000, 3000, 1000);
            assertTrue(op.remove(deque, 1000));
            if (op == ByValue.REMOVE_LAST_OCCURRENCE) {
                assertHolds(deque, 1000, 2000, 1000, 3000);
            } else {
                assertHolds(deque, 2000, 1000, 3000, 1000);
            }
            assertTrue(op.remove(deque, 3000));
            assertTrue(op.remove(deque, 2000));
            assertHolds(deque, 1000, 1000);
            assertTrue(op.remove(deque, 1000));
            assertTrue(op.remove(deque, 1000));
            assertFalse(op.remove(deque, 1000));
            assertHolds(deque);
        });
    }

    /** Removal by value works at every position of a deque at every rotation of its ring. */
    @Test
    void removesAtEveryPosition() {
        each(ByValue.values(), op -> {
            BlockingDeque<Integer> deque = create(4);
            for (int position = 0; position < 4; position++) {
                for (int rotation = 0; rotation < 9; rotation++) {
                    deque.addAll(List.of(10, 11, 12, 13));
                    assertTrue(op.remove(deque, 10 + position));
                    assertEquals(1, deque.remainingCapacity());
                    deque.addLast(14);
                    List<Integer> expected = new ArrayList<>(List.of(10, 11, 12, 13, 14));
                    expected.remove(position);
                    assertHolds(deque, expected);
                    deque.clear();
                    deque.addLast(-1);
                    assertEquals(-1, deque.removeFirst());
                }
            }
        });
    }

    /** Removal by value of what is not there (absent, null or of another type) returns false and changes nothing. */
    @Test
    void removesNothingThatIsNotThere() {
        each(ByValue.values(), op -> {
            BlockingDeque<Integer> empty = create(3);
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
            for (BlockingDeque<Integer> each : List.of(empty, deque)) {
                assertFalse(op.remove(each, 4));
                assertFalse(op.remove(each, null));
                assertFalse(op.remove(each, "1"));
                assertFalse(op.remove(each, 1L));
                assertFalse(op.remove(each, new Object()));
            }
            assertHolds(empty);
            assertHolds(deque, 1, 2, 3);
        });
    }

    /** Removal by value asks the argument whether it equals an element, as Collection says. */
    @Test
    void removesWhatTheArgumentEquals() {
        each(ByValue.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(4, 11, 24, 33, 42);
            assertTrue(op.remove(deque, Probes.equalTo(x -> x % 2 == 0)));
            if (op == ByValue.REMOVE_LAST_OCCURRENCE) {
                assertHolds(deque, 11, 24, 33);
            } else {
                assertHolds(deque, 11, 33, 42);
            }
        });
    }

    /** An equals method that throws is relayed by removal by value, and leaves the deque whole and usable by others. */
    @Test
    void equalsThatThrowsIsRelayed() {
        each(ByValue.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(3, 1, 2);
            assertThrows(Probes.Failure.class, () -> op.remove(deque, Probes.throwing()));
            assertTrue(start(() -> peer(deque).offer(3)).get());
            assertHolds(deque, 1, 2, 3);
        });
    }

    /** Clear empties any deque, full or not, any number of times, and leaves the whole capacity usable. */
    @Test
    void clearEmpties() {
        for (int capacity = 1; capacity <= 4; capacity++) {
            for (int elements = 0; elements <= capacity; elements++) {
                BlockingDeque<Integer> deque = create(capacity);
                for (int round = 0; round < 10; round++) {
                    for (int i = 0; i < elements; i++) {
                        deque.add(i);
                    }
                    deque.clear();
                    assertHolds(deque);
                    assertEquals(capacity, deque.remainingCapacity());
                    deque.clear();
                    for (int i = 0; i < capacity; i++) {
                        assertTrue(deque.offerFirst(i));
                    }
                    assertFalse(deque.offerFirst(-1));
                    assertEquals(0, deque.pollLast());
                    deque.clear();
                }
            }
        }
    }
}
