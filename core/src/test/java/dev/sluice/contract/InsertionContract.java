package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the methods that add one element promise, apart from waiting. */
abstract class InsertionContract extends DequeContract {
    private static final int[] CAPACITIES = {1, 2, 3, 7, 64};

    /** Every insertion adds its element at its own end and says so. */
    @Test
    void insertsAtItsEnd() {
        each(Insertion.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(5, 1000, 2000);
            assertTrue(op.insert(deque, 3000));
            if (op.first()) {
                assertHolds(deque, 3000, 1000, 2000);
            } else {
                assertHolds(deque, 1000, 2000, 3000);
            }
        });
    }

    /** The first element is at both ends, however it was inserted. */
    @Test
    void insertsIntoAnEmptyDeque() {
        each(Insertion.values(), op -> {
            BlockingDeque<Integer> deque = create(3);
            assertTrue(op.insert(deque, 1000));
            assertHolds(deque, 1000);
        });
    }

    /** Insertions at both ends in turn grow the deque outwards. */
    @Test
    void insertsAtBothEndsInTurn() {
        BlockingDeque<Integer> deque = create(8);
        for (int i = 1; i <= 4; i++) {
            deque.addFirst(-i);
            deque.addLast(i);
        }
        assertHolds(deque, -4, -3, -2, -1, 1, 2, 3, 4);
    }

    /** Every insertion fills the deque to its capacity exactly, and the remaining capacity counts down. */
    @Test
    void fillsToCapacity() {
        for (int capacity : CAPACITIES) {
            each(Insertion.values(), op -> {
                BlockingDeque<Integer> deque = create(capacity);
                for (int i = 0; i < capacity; i++) {
                    assertEquals(i, deque.size());
                    assertEquals(capacity - i, deque.remainingCapacity());
                    assertTrue(op.insert(deque, i));
                }
                assertEquals(capacity, deque.size());
                assertEquals(0, deque.remainingCapacity());
                assertFalse(deque.offerFirst(-1));
                assertFalse(deque.offerLast(-1));
            });
        }
    }

    /** A full deque makes add, addFirst, addLast and push throw IllegalStateException, and stays as it is. */
    @Test
    void addThrowsWhenFull() {
        each(Insertion.of(Style.THROWS), op -> {
            BlockingDeque<Integer> deque = dequeOf(2, 1, 2);
            assertThrows(IllegalStateException.class, () -> op.insert(deque, 3));
            assertHolds(deque, 1, 2);
        });
    }

    /** A full deque makes offer, offerFirst and offerLast return false, and stays as it is. */
    @Test
    void offerReturnsFalseWhenFull() {
        each(Insertion.of(Style.SPECIAL_VALUE), op -> {
            BlockingDeque<Integer> deque = dequeOf(2, 1, 2);
            assertFalse(op.insert(deque, 3));
            assertHolds(deque, 1, 2);
        });
    }

    /** A timed offer to a full deque with no time to wait returns false, and the deque stays as it is. */
    @Test
    void timedOfferWithoutTimeReturnsFalseWhenFull() {
        each(Insertion.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = dequeOf(2, 1, 2);
            assertFalse(op.insert(deque, 3, 0, TimeUnit.SECONDS));
            assertFalse(op.insert(deque, 3, -1, TimeUnit.SECONDS));
            assertFalse(op.insert(deque, 3, Long.MIN_VALUE, TimeUnit.DAYS));
            assertHolds(deque, 1, 2);
        });
    }

    /** A timed offer that finds room succeeds whatever its timeout. */
    @Test
    void timedOfferWithRoomSucceedsWhateverTheTimeout() {
        each(Insertion.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = create(5);
            assertTrue(op.insert(deque, 7, 0, TimeUnit.NANOSECONDS));
            assertTrue(op.insert(deque, 7, -1, TimeUnit.SECONDS));
            assertTrue(op.insert(deque, 7, Long.MIN_VALUE, TimeUnit.DAYS));
            assertTrue(op.insert(deque, 7, Long.MAX_VALUE, TimeUnit.DAYS));
            assertTrue(op.insert(deque, 7, Long.MAX_VALUE, TimeUnit.NANOSECONDS));
            assertHolds(deque, 7, 7, 7, 7, 7);
        });
    }

    /** Null is refused by every insertion with NullPointerException, also when the deque is full. */
    @Test
    void nullIsRefused() {
        each(Insertion.values(), op -> {
            BlockingDeque<Integer> deque = dequeOf(2, 1);
            assertThrows(NullPointerException.class, () -> op.insert(deque, null));
            assertHolds(deque, 1);
            deque.add(2);
            assertThrows(NullPointerException.class, () -> op.insert(deque, null));
            assertHolds(deque, 1, 2);
        });
    }

    /** A timed offer without a unit is refused with NullPointerException. */
    @Test
    void nullUnitIsRefused() {
        each(Insertion.of(Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = dequeOf(3, 1);
            assertThrows(NullPointerException.class, () -> op.insert(deque, 2, 1, null));
            assertHolds(deque, 1);
        });
    }

    /** Equal elements are all kept. */
    @Test
    void equalElementsAreKept() {
        each(Insertion.values(), op -> {
            BlockingDeque<Integer> deque = create(4);
            for (int i = 0; i < 4; i++) {
                assertTrue(op.insert(deque, 1000));
            }
            assertHolds(deque, 1000, 1000, 1000, 1000);
        });
    }

    /** Extreme values come back as they were. */
    @Test
    void extremeValuesAreKept() {
        BlockingDeque<Integer> deque = dequeOf(5, Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);
        assertHolds(deque, Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);
    }

    /** A removal makes room for exactly one insertion, for all pairs of a removal and an insertion. */
    @Test
    void removalMakesRoomForOne() {
        for (Removal removal : Removal.values()) {
            each(Insertion.values(), insertion -> {
                BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
                assertEquals(removal.last() ? 3 : 1, removal.remove(deque));
                assertEquals(1, deque.remainingCapacity());
                assertTrue(insertion.insert(deque, 4));
                assertEquals(0, deque.remainingCapacity());
                assertFalse(deque.offer(5));
                List<Integer> expected = new ArrayList<>(removal.last() ? List.of(1, 2) : List.of(2, 3));
                expected.add(insertion.first() ? 0 : 2, 4);
                assertHolds(deque, expected);
            });
        }
    }

    /** A deque of capacity 1 takes, refuses and gives back one element at a time, over and over. */
    @Test
    void capacityOne() {
        BlockingDeque<Integer> deque = create(1);
        int round = 0;
        for (Insertion insertion : Insertion.values()) {
            Integer element = 1000 * ++round;
            each(Removal.values(), removal -> {
                assertTrue(insertion.insert(deque, element));
                assertThrows(IllegalStateException.class, () -> deque.add(-1));
                assertFalse(deque.offerFirst(-1));
                assertHolds(deque, element);
                assertEquals(element, removal.remove(deque));
                assertHolds(deque);
                assertThrows(NoSuchElementException.class, deque::remove);
            });
        }
    }

    /** An insertion through one handle is seen through another at once. */
    @Test
    void otherHandlesSeeIt() {
        each(Insertion.values(), op -> {
            BlockingDeque<Integer> deque = create(3);
            BlockingDeque<Integer> other = peer(deque);
            assertTrue(op.insert(deque, 1000));
            assertHolds(other, 1000);
            assertTrue(op.insert(other, 1000));
            assertHolds(deque, 1000, 1000);
        });
    }
}
