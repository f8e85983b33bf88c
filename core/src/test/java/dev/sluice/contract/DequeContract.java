package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * What all contracts share: how deques come into being, helper threads, and the comparison with what a deque should
 * hold.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DequeContract {
    private final Helpers helpers = new Helpers();

    /** A new and empty deque that holds at most so many elements. */
    protected abstract BlockingDeque<Integer> create(int capacity);

    /** Another handle of the same deque, for another thread; the deque itself where there are no handles. */
    protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
        return deque;
    }

    @AfterEach
    final void helperThreadsHaveEnded() throws InterruptedException {
        helpers.assertEnded();
    }

    final <T> Helper<T> start(Callable<T> body) {
        return helpers.start(body);
    }

    final BlockingDeque<Integer> dequeOf(int capacity, Integer... elements) {
        BlockingDeque<Integer> deque = create(capacity);
        for (Integer element : elements) {
            deque.addLast(element);
        }
        return deque;
    }

    /**
     * Runs one check for each of these cases and names those that fail. The others still run, unless time runs out, as
     * it does when each of many cases waits for what never comes.
     */
    static <C> void each(Collection<C> cases, ThrowingConsumer<C> check) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Helpers.LIMIT_SECONDS);
        List<Throwable> failures = new ArrayList<>();
        for (C one : cases) {
            if (failures.isEmpty() || System.nanoTime() < end) {
                try {
                    check.accept(one);
                } catch (Throwable e) {
                    failures.add(new AssertionError(one + ": " + e.getMessage(), e));
                }
            }
        }
        assertAll(failures.stream().map(failure -> () -> {
            throw failure;
        }));
    }

    static <C> void each(C[] cases, ThrowingConsumer<C> check) {
        each(Arrays.asList(cases), check);
    }

    /** Fails unless every view of the deque shows exactly these elements in this order. */
    static void assertHolds(BlockingDeque<Integer> deque, Integer... expected) {
        assertHolds(deque, Arrays.asList(expected));
    }

    static void assertHolds(BlockingDeque<Integer> deque, List<Integer> expected) {
        assertEquals(expected, Arrays.asList(deque.toArray()), "toArray");
        assertEquals(expected.size(), deque.size(), "size");
        assertEquals(expected.isEmpty(), deque.isEmpty(), "isEmpty");
        assertEquals(expected.isEmpty() ? null : expected.get(0), deque.peekFirst(), "peekFirst");
        assertEquals(expected.isEmpty() ? null : expected.get(expected.size() - 1), deque.peekLast(), "peekLast");
        assertEquals(expected, listOf(deque.iterator()), "iterator");
        List<Integer> reversed = new ArrayList<>(expected);
        Collections.reverse(reversed);
        assertEquals(reversed, listOf(deque.descendingIterator()), "descendingIterator");
    }

    static <T> List<T> listOf(Iterator<T> iterator) {
        List<T> list = new ArrayList<>();
        while (iterator.hasNext()) {
            list.add(iterator.next());
        }
        return list;
    }
}
