package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** What interrupts do, exactly as {@code LinkedBlockingDeque} has it. */
abstract class InterruptContract extends DequeContract {
    private static final int PROMPT_SECONDS = 5;
    private static final long[] TIMEOUTS = {0, -1, 1, Long.MAX_VALUE};

    /**
     * An untimed insertion or removal that need not wait succeeds though the thread is interrupted, and keeps the flag.
     */
    @Test
    void untimedSucceedsInterruptedIfItNeedNotWait() {
        each(Insertion.of(Style.BLOCKS), op -> {
            BlockingDeque<Integer> deque = create(1);
            assertTrue(keepsTheFlag(() -> op.insert(deque, 1000)));
            assertHolds(deque, 1000);
        });
        each(Removal.of(Style.BLOCKS), op -> {
            BlockingDeque<Integer> deque = dequeOf(1, 1000);
            assertEquals(1000, keepsTheFlag(() -> op.remove(deque)));
            assertHolds(deque);
        });
    }

    /**
     * An untimed insertion or removal that must wait throws at once if the thread is interrupted, and clears the flag.
     */
    @Test
    void untimedThrowsInterruptedIfItMustWait() {
        each(Insertion.of(Style.BLOCKS), op -> {
            BlockingDeque<Integer> deque = dequeOf(2, 1, 2);
            throwsAndClearsTheFlag(() -> op.insert(deque, 3));
            assertHolds(deque, 1, 2);
        });
        each(Removal.of(Style.BLOCKS), op -> {
            BlockingDeque<Integer> deque = create(2);
            throwsAndClearsTheFlag(() -> op.remove(deque));
            deque.add(1);
            assertHolds(deque, 1);
        });
    }

    /**
     * A timed insertion or removal throws at entry if the thread is interrupted, though it need not wait, and clears
     * the flag.
     */
    @Test
    void timedThrowsAtEntry() {
        for (long timeout : TIMEOUTS) {
            each(Insertion.of(Style.TIMES_OUT), op -> {
                for (BlockingDeque<Integer> deque : List.of(create(2), dequeOf(2, 1), dequeOf(2, 1, 2))) {
                    List<Integer> before = List.of(deque.toArray(new Integer[0]));
                    throwsAndClearsTheFlag(() -> op.insert(deque, 3, timeout, TimeUnit.SECONDS));
                    assertHolds(deque, before);
                }
            });
            each(Removal.of(Style.TIMES_OUT), op -> {
                for (BlockingDeque<Integer> deque : List.of(create(2), dequeOf(2, 1), dequeOf(2, 1, 2))) {
                    List<Integer> before = List.of(deque.toArray(new Integer[0]));
                    throwsAndClearsTheFlag(() -> op.remove(deque, timeout, TimeUnit.SECONDS));
                    assertHolds(deque, before);
                }
            });
        }
    }

    /** A null element is refused before the interrupt is looked at, and the flag stays. */
    @Test
    void nullIsRefusedFirst() {
        each(Insertion.of(Style.BLOCKS, Style.TIMES_OUT), op -> {
            BlockingDeque<Integer> deque = create(1);
            keepsTheFlag(() -> assertThrows(NullPointerException.class, () -> op.insert(deque, null)));
        });
    }

    /** A waiting removal that is interrupted throws promptly, clears the flag, and takes nothing, then or later. */
    @Test
    void waitingRemovalThrows() {
        List<Removal> ops = Removal.of(Style.BLOCKS, Style.TIMES_OUT);
        Map<Removal, BlockingDeque<Integer>> deques = new LinkedHashMap<>();
        Map<Removal, Helper<Boolean>> takers = new LinkedHashMap<>();
        for (Removal op : ops) {
            BlockingDeque<Integer> deque = create(2);
            BlockingDeque<Integer> other = peer(deque);
            deques.put(op, deque);
            takers.put(op, start(() -> {
                assertThrows(InterruptedException.class, () -> op.remove(other));
                boolean flag = Thread.interrupted();
                assertTrue(other.offer(1), "the handle works on after an interrupt");
                return flag;
            }));
        }
        Helpers.assertBlocked(takers.values());
        each(ops, op -> {
            takers.get(op).interrupt();
            assertFalse(takers.get(op).get(PROMPT_SECONDS), "flag");
            deques.get(op).add(2);
            assertHolds(deques.get(op), 1, 2);
        });
    }

    /** A waiting insertion that is interrupted throws promptly, clears the flag, and inserts nothing, then or later. */
    @Test
    void waitingInsertionThrows() {
        List<Insertion> ops = Insertion.of(Style.BLOCKS, Style.TIMES_OUT);
        Map<Insertion, BlockingDeque<Integer>> deques = new LinkedHashMap<>();
        Map<Insertion, Helper<Boolean>> putters = new LinkedHashMap<>();
        for (Insertion op : ops) {
            BlockingDeque<Integer> deque = dequeOf(2, 1, 2);
            BlockingDeque<Integer> other = peer(deque);
            deques.put(op, deque);
            putters.put(op, start(() -> {
                assertThrows(InterruptedException.class, () -> op.insert(other, 3));
                boolean flag = Thread.interrupted();
                assertEquals(1, other.poll(), "the handle works on after an interrupt");
                return flag;
            }));
        }
        Helpers.assertBlocked(putters.values());
        each(ops, op -> {
            putters.get(op).interrupt();
            assertFalse(putters.get(op).get(PROMPT_SECONDS), "flag");
            assertHolds(deques.get(op), 2);
            deques.get(op).add(4);
            assertHolds(deques.get(op), 2, 4);
        });
    }

    /** An interrupt ends the wait of its own thread alone. */
    @Test
    void othersWaitOn() throws Exception {
        BlockingDeque<Integer> deque = create(2);
        BlockingDeque<Integer> other = peer(deque);
        Helper<Integer> first = start(deque::take);
        Helper<Integer> second = start(other::takeLast);
        Helper<Integer> third = start(deque::takeFirst);
        Helpers.assertBlocked(List.of(first, second, third));
        first.interrupt();
        first.failure(InterruptedException.class);
        Helpers.assertBlocked(List.of(second, third));
        deque.put(1);
        deque.put(2);
        assertEquals(3, second.get() + third.get());
        assertHolds(deque);
    }

    /** Nothing that does not wait minds an interrupt: it works, keeps the flag, and so does the handle afterwards. */
    @Test
    void whatDoesNotWaitWorksInterrupted() {
        for (Map.Entry<String, ThrowingSupplier<Object>> call :
                nonWaitingCalls(dequeOf(4, 1, 2)).entrySet()) {
            keepsTheFlag(() -> assertDoesNotThrow(call.getValue(), call.getKey()));
        }
        each(Insertion.of(Style.THROWS, Style.SPECIAL_VALUE), op -> {
            BlockingDeque<Integer> deque = create(1);
            assertTrue(keepsTheFlag(() -> op.insert(deque, 1)));
            assertHolds(deque, 1);
        });
        each(Removal.of(Style.THROWS, Style.SPECIAL_VALUE), op -> {
            BlockingDeque<Integer> deque = dequeOf(1, 1);
            assertEquals(1, keepsTheFlag(() -> op.remove(deque)));
            assertHolds(deque);
        });
    }

    private Map<String, ThrowingSupplier<Object>> nonWaitingCalls(BlockingDeque<Integer> deque) {
        BlockingDeque<Integer> other = peer(deque);
        Map<String, ThrowingSupplier<Object>> calls = new LinkedHashMap<>();
        calls.put("peekFirst", deque::peekFirst);
        calls.put("getLast", deque::getLast);
        calls.put("size", deque::size);
        calls.put("remainingCapacity", deque::remainingCapacity);
        calls.put("contains", () -> deque.contains(2));
        calls.put("iterator", () -> listOf(deque.iterator()));
        calls.put("toArray", deque::toArray);
        calls.put("stream", () -> deque.stream().count());
        calls.put("toString", deque::toString);
        calls.put("addAll", () -> deque.addAll(List.of(3, 4)));
        calls.put("remove(Object)", () -> deque.remove(3));
        calls.put("removeIf", () -> deque.removeIf(element -> element == 4));
        calls.put("iterator.remove", () -> {
            Iterator<Integer> iterator = deque.iterator();
            Integer removed = iterator.next();
            iterator.remove();
            return removed;
        });
        calls.put("drainTo", () -> deque.drainTo(new ArrayList<>()));
        calls.put("clear", () -> {
            deque.clear();
            return deque;
        });
        calls.put("use of another handle", () -> other.offer(5) ? deque.remove() : null);
        return calls;
    }

    private static <T> T keepsTheFlag(ThrowingSupplier<T> call) {
        Thread.currentThread().interrupt();
        try {
            T result = assertDoesNotThrow(call);
            assertTrue(Thread.currentThread().isInterrupted(), "the flag is gone");
            return result;
        } finally {
            Thread.interrupted();
        }
    }

    private static void throwsAndClearsTheFlag(Executable call) {
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedException.class, call);
            assertFalse(Thread.currentThread().isInterrupted(), "the flag is still set");
        } finally {
            Thread.interrupted();
        }
    }
}
