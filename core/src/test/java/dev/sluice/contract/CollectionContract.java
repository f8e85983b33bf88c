package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.BlockingDeque;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Collection and Iterable promise of a deque as a whole: arrays, streams, spliterators, forEach, identity. */
abstract class CollectionContract extends DequeContract {

    /** toArray returns a new array of exactly the elements in order, which is the caller's own. */
    @Test
    void toArrayIsACopy() {
        BlockingDeque<Integer> deque = dequeOf(3, 1000, 2000);
        Object[] array = deque.toArray();
        assertArrayEquals(new Object[] {1000, 2000}, array);
        assertSame(Object[].class, array.getClass());
        assertNotSame(array, deque.toArray());
        array[0] = "changed";
        assertHolds(deque, 1000, 2000);
        assertEquals(0, create(1).toArray().length);
    }

    /** toArray into an array that is large enough uses it, and writes null behind the last element only. */
    @Test
    void toArrayUsesALargeArray() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2);
        Integer[] exact = new Integer[2];
        assertSame(exact, deque.toArray(exact));
        assertArrayEquals(new Integer[] {1, 2}, exact);
        Integer[] larger = {9, 9, 9, 9};
        assertSame(larger, deque.toArray(larger));
        assertArrayEquals(new Integer[] {1, 2, null, 9}, larger);
        deque.clear();
        assertSame(larger, deque.toArray(larger));
        assertArrayEquals(new Integer[] {null, 2, null, 9}, larger);
    }

    /** toArray into an array that is too small allocates one of the same type. */
    @Test
    void toArrayAllocates() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2);
        Number[] small = {7};
        Number[] array = deque.toArray(small);
        assertArrayEquals(new Number[] {1, 2}, array);
        assertSame(Number[].class, array.getClass());
        assertEquals(7, small[0]);
        assertSame(Integer[].class, deque.toArray(new Integer[0]).getClass());
    }

    /** toArray with a generator returns an array of the generator's type. */
    @Test
    void toArrayGenerates() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2);
        Comparable<?>[] array = deque.toArray(Comparable<?>[]::new);
        assertArrayEquals(new Object[] {1, 2}, array);
        assertSame(Comparable[].class, array.getClass());
    }

    /** toArray refuses an array of another type with ArrayStoreException and null with NullPointerException. */
    @Test
    @SuppressWarnings("CollectionToArraySafeParameter")
    void toArrayRefuses() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2);
        assertThrows(ArrayStoreException.class, () -> deque.toArray(new String[0]));
        assertThrows(ArrayStoreException.class, () -> deque.toArray(new String[5]));
        assertThrows(ArrayStoreException.class, () -> deque.toArray(Long[]::new));
        assertThrows(NullPointerException.class, () -> deque.toArray((Object[]) null));
        assertThrows(NullPointerException.class, () -> deque.toArray((IntFunction<Integer[]>) null));
        assertHolds(deque, 1, 2);
    }

    /** toString is never null and never fails, empty or full. */
    @Test
    void toStringIsThere() {
        BlockingDeque<Integer> deque = create(1);
        assertNotNull(deque.toString());
        deque.add(1);
        assertNotNull(deque.toString());
    }

    /** A deque equals itself, and neither null nor a list or set of its elements. */
    @Test
    void equalsItselfOnly() {
        BlockingDeque<Integer> deque = dequeOf(2, 1);
        int hash = deque.hashCode();
        assertEquals(deque, deque);
        assertNotEquals(null, deque);
        assertNotEquals(deque, List.of(1));
        assertNotEquals(deque, Set.of(1));
        assertNotEquals(List.of(1), deque);
        deque.add(2);
        assertEquals(hash, deque.hashCode(), "a changed deque is still found in a HashSet");
    }

    /** forEach passes every element once and in order, relays what the action throws, and refuses null. */
    @Test
    void forEachPassesEveryElement() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 2);
        List<Integer> seen = new ArrayList<>();
        deque.forEach(seen::add);
        assertEquals(List.of(1, 2, 2), seen);
        assertThrows(
                Probes.Failure.class,
                () -> deque.forEach(element -> {
                    throw new Probes.Failure();
                }));
        assertThrows(NullPointerException.class, () -> deque.forEach(null));
        create(1).forEach(element -> assertNull(element, "nothing to pass"));
        assertHolds(deque, 1, 2, 2);
    }

    /** An action of forEach may change the deque, through any handle and from any thread: no lock is held around it. */
    @Test
    void forEachMayChangeTheDeque() {
        BlockingDeque<Integer> deque = dequeOf(3, 1, 2, 3);
        BlockingDeque<Integer> other = peer(deque);
        deque.forEach(element -> {
            try {
                assertTrue(start(() -> other.remove(element)).get());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertHolds(deque);
    }

    /** Streams, sequential and parallel, see every element, in order where the stream has an order. */
    @Test
    void streamsSeeEverything() {
        BlockingDeque<Integer> deque = create(1000);
        List<Integer> all = IntStream.range(0, 1000).boxed().toList();
        deque.addAll(all);
        assertEquals(all, deque.stream().collect(Collectors.toList()));
        assertEquals(all, deque.parallelStream().collect(Collectors.toList()));
        assertEquals(1000, deque.stream().count());
        assertEquals(
                499_500, deque.parallelStream().mapToInt(element -> element).sum());
        assertEquals(0, deque.stream().findFirst().orElseThrow());
        assertTrue(deque.parallelStream().anyMatch(element -> element == 999));
        assertFalse(deque.stream().isParallel());
        assertEquals(0, create(1).stream().count());
        assertEquals(0, create(1).parallelStream().count());
    }

    /** A stream goes on over a deque that is changed under way, and begins with what was first. */
    @Test
    void streamsSurviveChanges() {
        BlockingDeque<Integer> deque = dequeOf(100, 1, 2, 3);
        List<Integer> seen = deque.stream()
                .peek(element -> {
                    deque.pollFirst();
                    deque.offerLast(10 + deque.size());
                })
                .limit(50)
                .toList();
        assertFalse(seen.isEmpty());
        assertEquals(1, seen.get(0));
        assertEquals(3, deque.size());
    }

    /** A spliterator advances over every element in order, and refuses a null action. */
    @Test
    void spliteratorAdvances() {
        BlockingDeque<Integer> deque = dequeOf(4, 1, 2, 3, 4);
        Spliterator<Integer> spliterator = deque.spliterator();
        assertThrows(NullPointerException.class, () -> spliterator.tryAdvance(null));
        assertThrows(NullPointerException.class, () -> spliterator.forEachRemaining(null));
        List<Integer> seen = new ArrayList<>();
        assertTrue(spliterator.tryAdvance(seen::add));
        assertTrue(spliterator.tryAdvance(seen::add));
        assertEquals(List.of(1, 2), seen);
        spliterator.forEachRemaining(seen::add);
        assertEquals(List.of(1, 2, 3, 4), seen);
        assertFalse(spliterator.tryAdvance(seen::add));
        spliterator.forEachRemaining(seen::add);
        assertEquals(4, seen.size());
    }

    /** However a spliterator is split, its parts cover every element once, in order from prefix to suffix. */
    @Test
    void spliteratorSplits() {
        BlockingDeque<Integer> deque = create(300);
        for (int size = 0; size <= 300; size += size < 5 ? 1 : 59) {
            deque.clear();
            List<Integer> all = IntStream.range(0, size).boxed().toList();
            deque.addAll(all);
            List<Spliterator<Integer>> parts = new ArrayList<>();
            split(deque.spliterator(), parts, 6);
            List<Integer> seen = new ArrayList<>();
            parts.forEach(part -> part.forEachRemaining(seen::add));
            assertEquals(all, seen);
        }
    }

    private static void split(Spliterator<Integer> spliterator, List<Spliterator<Integer>> parts, int depth) {
        Spliterator<Integer> prefix = depth == 0 ? null : spliterator.trySplit();
        if (prefix != null) {
            split(prefix, parts, depth - 1);
            split(spliterator, parts, depth - 1);
        } else {
            parts.add(spliterator);
        }
    }

    /** A spliterator is ordered and without nulls, and does not claim a size that others may change. */
    @Test
    void spliteratorClaimsNoMoreThanItKeeps() {
        Spliterator<Integer> spliterator = dequeOf(2, 1, 2).spliterator();
        assertTrue(spliterator.hasCharacteristics(Spliterator.ORDERED));
        assertTrue(spliterator.hasCharacteristics(Spliterator.NONNULL));
        assertFalse(spliterator.hasCharacteristics(Spliterator.DISTINCT));
        assertFalse(spliterator.hasCharacteristics(Spliterator.SORTED));
        assertFalse(spliterator.hasCharacteristics(Spliterator.CONCURRENT | Spliterator.SIZED));
        assertTrue(spliterator.hasCharacteristics(Spliterator.CONCURRENT)
                || spliterator.hasCharacteristics(Spliterator.IMMUTABLE));
        assertTrue(spliterator.estimateSize() >= 2);
    }

    /** A deque can be the source of any other collection and of Collections' helpers. */
    @Test
    void worksAsASource() {
        BlockingDeque<Integer> deque = dequeOf(5, 3, 1, 2, 1);
        assertEquals(List.of(3, 1, 2, 1), new ArrayList<>(deque));
        assertEquals(List.of(3, 1, 2, 1), List.copyOf(deque));
        assertEquals(3, Collections.max(deque));
        assertEquals(2, Collections.frequency(deque, 1));
        assertTrue(Collections.disjoint(deque, List.of(4)));
        assertEquals("3,1,2,1", deque.stream().map(String::valueOf).collect(Collectors.joining(",")));
        assertTrue(Collections.addAll(create(2), 1, 2));
        assertTrue(Collections.asLifoQueue(deque).add(9));
        assertHolds(deque, 9, 3, 1, 2, 1);
    }
}
