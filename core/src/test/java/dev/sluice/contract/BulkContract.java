package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the methods promise that handle several elements at once. */
abstract class BulkContract extends DequeContract {

    /** The methods that remove all elements that satisfy a condition: here, the even ones. */
    private enum Filter {
        REMOVE_IF,
        REMOVE_ALL,
        RETAIN_ALL;

        boolean removeEven(BlockingDeque<Integer> deque) {
            return switch (this) {
                case REMOVE_IF -> deque.removeIf(element -> element % 2 == 0);
                case REMOVE_ALL -> deque.removeAll(Arrays.asList(0, 2, 4, 6, 8, null));
                case RETAIN_ALL -> deque.retainAll(Set.of(1, 3, 5, 7, 9));
            };
        }
    }

    /** A collection that throws when a second element is added. */
    private static final class Brittle extends ArrayList<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean add(Integer element) {
            if (size() == 1) {
                throw new Probes.Failure();
            }
            return super.add(element);
        }
    }

    /** addAll appends in the order of the collection, says so, and may fill the deque exactly. */
    @Test
    void addAllAppends() {
        BlockingDeque<Integer> deque = dequeOf(5, 1000);
        assertTrue(deque.addAll(List.of(2000, 3000)));
        assertHolds(deque, 1000, 2000, 3000);
        assertTrue(deque.addAll(List.of(2000, 2000)));
        assertHolds(deque, 1000, 2000, 3000, 2000, 2000);
        assertEquals(0, deque.remainingCapacity());
    }

    /** addAll of nothing returns false and changes nothing, also when the deque is full. */
    @Test
    void addAllOfNothing() {
        BlockingDeque<Integer> deque = dequeOf(1, 1);
        assertFalse(deque.addAll(List.of()));
        assertHolds(deque, 1);
    }

    /** addAll of the deque to itself throws IllegalArgumentException and changes nothing. */
    @Test
    @SuppressWarnings("ModifyingCollectionWithItself")
    void addAllToItself() {
        BlockingDeque<Integer> deque = dequeOf(8, 1, 2);
        assertThrows(IllegalArgumentException.class, () -> deque.addAll(deque));
        assertHolds(deque, 1, 2);
        deque.clear();
        assertThrows(IllegalArgumentException.class, () -> deque.addAll(deque));
    }

    /** addAll of null, or of a collection with a null in it, throws NullPointerException and adds nothing. */
    @Test
    void addAllOfNull() {
        BlockingDeque<Integer> deque = dequeOf(8, 1);
        assertThrows(NullPointerException.class, () -> deque.addAll(null));
        for (List<Integer> withNull :
                List.of(Arrays.asList(2, 3, null), Arrays.asList(null, 2), Arrays.asList(2, null, 3))) {
            assertThrows(NullPointerException.class, () -> deque.addAll(withNull));
            assertHolds(deque, 1);
        }
    }

    /**
     * addAll of more than fits throws IllegalStateException; what was there stays in front, and nothing but a prefix
     * follows.
     */
    @Test
    void addAllOfTooMuch() {
        for (int capacity = 1; capacity <= 4; capacity++) {
            for (int before = 0; before <= capacity; before++) {
                BlockingDeque<Integer> deque = create(capacity);
                List<Integer> all = new ArrayList<>();
                for (int i = 0; i < before; i++) {
                    deque.add(i);
                    all.add(i);
                }
                List<Integer> more = new ArrayList<>();
                for (int i = 0; i <= capacity - before; i++) {
                    more.add(1000 + i);
                }
                all.addAll(more);
                assertThrows(IllegalStateException.class, () -> deque.addAll(more));
                assertTrue(deque.size() >= before && deque.size() <= capacity, () -> deque.size() + " elements");
                assertHolds(deque, all.subList(0, deque.size()));
                assertEquals(capacity - deque.size(), deque.remainingCapacity());
            }
        }
    }

    /** drainTo moves everything in order, says how many, and leaves the whole capacity usable. */
    @Test
    void drainToMovesAll() {
        BlockingDeque<Integer> deque = create(4);
        for (int round = 0; round < 12; round++) {
            List<Integer> target = new ArrayList<>(List.of(-1));
            int elements = round % 5;
            for (int i = 0; i < elements; i++) {
                deque.add(i);
            }
            assertEquals(elements, deque.drainTo(target));
            assertEquals(List.of(-1, 0, 1, 2, 3).subList(0, elements + 1), target);
            assertHolds(deque);
            assertEquals(4, deque.remainingCapacity());
        }
    }

    /** drainTo with a limit moves at most so many from the head, in order. */
    @Test
    void drainToMovesSome() {
        BlockingDeque<Integer> deque = dequeOf(5, 1, 2, 3, 4, 5);
        List<Integer> target = new ArrayList<>();
        assertEquals(2, deque.drainTo(target, 2));
        assertEquals(List.of(1, 2), target);
        assertHolds(deque, 3, 4, 5);
        assertEquals(2, deque.remainingCapacity());
        assertEquals(3, deque.drainTo(target, Integer.MAX_VALUE));
        assertEquals(List.of(1, 2, 3, 4, 5), target);
        assertEquals(0, deque.drainTo(target, 1));
        assertHolds(deque);
    }

    /** drainTo with a limit of zero or less moves nothing. */
    @Test
    void drainToMovesNone() {
        BlockingDeque<Integer> deque = dequeOf(2, 1, 2);
        List<Integer> target = new ArrayList<>();
        for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertEquals(0, deque.drainTo(target, limit));
        }
        assertEquals(List.of(), target);
        assertHolds(deque, 1, 2);
    }

    /**
     * drainTo refuses the deque itself with IllegalArgumentException and null with NullPointerException, empty or not.
     */
    @Test
    void drainToRefuses() {
        BlockingDeque<Integer> deque = dequeOf(2, 1);
        for (int round = 0; round < 2; round++) {
            assertThrows(IllegalArgumentException.class, () -> deque.drainTo(deque));
            assertThrows(IllegalArgumentException.class, () -> deque.drainTo(deque, 1));
            assertThrows(NullPointerException.class, () -> deque.drainTo(null));
            assertThrows(NullPointerException.class, () -> deque.drainTo(null, 1));
            assertEquals(1 - round, deque.size());
            deque.clear();
        }
    }

    /**
     * drainTo into a collection that throws relays that; nothing is duplicated and the deque works on for everybody.
     */
    @Test
    void drainToRelaysFailures() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(4, 1, 2, 3, 4);
        List<Integer> target = new Brittle();
        assertThrows(Probes.Failure.class, () -> deque.drainTo(target));
        assertEquals(List.of(1), target);
        assertFalse(deque.contains(1));
        start(() -> {
                    peer(deque).clear();
                    return peer(deque).add(5);
                })
                .get();
        assertHolds(deque, 5);
    }

    /** containsAll is true just if every element of the collection is there, and refuses a null collection. */
    @Test
    @SuppressWarnings("ModifyingCollectionWithItself")
    void containsAll() {
        BlockingDeque<Integer> deque = dequeOf(4, 1000, 2000, 2000);
        assertTrue(deque.containsAll(List.of()));
        assertTrue(deque.containsAll(List.of(2000, 1000, 1000)));
        assertTrue(deque.containsAll(deque));
        assertFalse(deque.containsAll(List.of(1000, 3000)));
        assertFalse(deque.containsAll(Arrays.asList(1000, null)));
        assertFalse(deque.containsAll(List.<Object>of("1000")));
        assertThrows(NullPointerException.class, () -> deque.containsAll(null));
    }

    /**
     * removeIf, removeAll and retainAll remove every element that they should, keep the order, and say whether any
     * went.
     */
    @Test
    void filtersRemoveJustWhatTheyShould() {
        List<List<Integer>> contents = List.of(
                List.of(),
                List.of(1),
                List.of(2),
                List.of(2, 2, 2, 2, 2, 2),
                List.of(1, 3, 5, 7, 9, 1),
                List.of(2, 1, 4, 3, 6, 5),
                List.of(1, 2, 3, 4, 5, 6),
                List.of(1, 2, 2, 2, 2, 3),
                List.of(8, 1, 1, 1, 1, 8));
        each(Filter.values(), op -> {
            BlockingDeque<Integer> deque = create(6);
            for (List<Integer> content : contents) {
                deque.addAll(content);
                List<Integer> odd =
                        content.stream().filter(element -> element % 2 != 0).toList();
                assertEquals(odd.size() < content.size(), op.removeEven(deque), content::toString);
                assertHolds(deque, odd);
                assertEquals(6 - odd.size(), deque.remainingCapacity());
                deque.clear();
                deque.add(0);
                deque.remove();
            }
        });
    }

    /** removeAll and retainAll of the deque itself remove everything and nothing. */
    @Test
    @SuppressWarnings("ModifyingCollectionWithItself")
    void filtersByItself() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
        assertFalse(deque.retainAll(deque));
        assertHolds(deque, 1, 2, 3);
        assertTrue(deque.removeAll(deque));
        assertHolds(deque);
    }

    /** removeAll and retainAll of nothing remove nothing and everything. */
    @Test
    void filtersByNothing() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
        assertFalse(deque.removeAll(List.of()));
        assertHolds(deque, 1, 2, 3);
        assertTrue(deque.retainAll(List.of()));
        assertHolds(deque);
    }

    /** removeIf, removeAll and retainAll refuse null with NullPointerException. */
    @Test
    void filtersRefuseNull() {
        BlockingDeque<Integer> deque = dequeOf(2, 1);
        assertThrows(NullPointerException.class, () -> deque.removeIf(null));
        assertThrows(NullPointerException.class, () -> deque.removeAll(null));
        assertThrows(NullPointerException.class, () -> deque.retainAll(null));
        assertHolds(deque, 1);
    }

    /** A predicate that throws is relayed; only elements that it had approved may be gone, and the deque works on. */
    @Test
    void predicateThatThrowsIsRelayed() throws Exception {
        BlockingDeque<Integer> deque = dequeOf(6, 1, 2, 3, 4, 5);
        Predicate<Integer> brittle = element -> {
            if (element == 4) {
                throw new Probes.Failure();
            }
            return element % 2 == 0;
        };
        assertThrows(Probes.Failure.class, () -> deque.removeIf(brittle));
        List<Integer> left = List.of(deque.toArray(new Integer[0]));
        assertTrue(left.equals(List.of(1, 2, 3, 4, 5)) || left.equals(List.of(1, 3, 4, 5)), left::toString);
        assertTrue(start(() -> peer(deque).offer(6)).get());
    }

    /** A predicate may use the deque, through any handle and from any thread: no lock is held around it. */
    @Test
    void predicateMayUseTheDeque() {
        BlockingDeque<Integer> deque = dequeOf(6, 1, 2, 3);
        BlockingDeque<Integer> other = peer(deque);
        assertTrue(deque.removeIf(element -> {
            try {
                assertTrue(start(() -> other.contains(element)).get());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return deque.size() == 3 && element == 2;
        }));
        assertHolds(deque, 1, 3);
    }

    /** removeIf over more elements than any batch of an implementation removes all that it should. */
    @Test
    void removeIfOfMany() {
        BlockingDeque<Integer> deque = create(1000);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            deque.add(i);
            if (i % 7 < 3) {
                expected.add(i);
            }
        }
        assertTrue(deque.removeIf(element -> element % 7 >= 3));
        assertHolds(deque, expected);
    }
}
