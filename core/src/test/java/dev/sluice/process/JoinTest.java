package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.FileFormatException;
import dev.sluice.Overflow;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.layout.ParticipantLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Joinable work: what CPython asks of its JoinableQueue, and what is promised beyond it. */
class JoinTest extends JoinFixture {
    /** CPython, test_task_done: workers take and finish, join returns when they have, in every wait mode, over two handles. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void taskDone(Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).waiting(waiting).joinable());
        List<Background<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SharedDeque<String> own = i % 2 == 0 ? deque : stage.open();
            workers.add(stage.run(() -> {
                int done = 0;
                while (!own.take().equals("end")) {
                    Thread.sleep(5);
                    done++;
                    own.taskDone();
                }
                own.taskDone();
                return done;
            }));
        }
        for (int i = 0; i < 10; i++) {
            deque.put("task" + i);
        }
        deque.awaitAllDone();
        assertCounts(deque, 0, 0);
        for (int i = 0; i < 4; i++) {
            deque.put("end");
        }
        int done = 0;
        for (Background<Integer> worker : workers) {
            done += worker.get();
        }
        assertEquals(10, done);
        assertTrue(deque.awaitAllDone(Stage.LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** An element is unfinished from its put until it is done, and both handles say so. */
    @Test
    void counts() throws Exception {
        SharedDeque<String> deque = create(4);
        SharedDeque<String> peer = stage.open();
        assertCounts(deque, 0, 0);
        deque.put("a");
        deque.putFirst("b");
        assertCounts(peer, 2, 0);
        assertEquals("b", peer.take());
        assertEquals("a", deque.takeLast());
        assertCounts(deque, 2, 0);
        peer.taskDone();
        assertCounts(peer, 1, 0);
        deque.taskDone();
        assertCounts(deque, 0, 0);
    }

    /** CPython: task_done called too many times is an error, which says what there was, and does nothing. */
    @Test
    void tooMany() throws Exception {
        SharedDeque<String> deque = create(4);
        SharedDeque<String> peer = stage.open();
        assertThrows(IllegalStateException.class, deque::taskDone);
        deque.addAll(List.of("a", "b", "c"));
        assertThrows(IllegalStateException.class, deque::taskDone);
        assertEquals(2, deque.drainTo(new ArrayList<>(), 2));
        String message = assertThrows(IllegalStateException.class, () -> deque.taskDone(3))
                .getMessage();
        assertTrue(
                message.contains(stage.file().toString()) && message.contains("3") && message.contains("2"), message);
        assertThrows(IllegalStateException.class, peer::taskDone); // it has taken nothing
        assertCounts(deque, 3, 0);
        deque.taskDone(2);
        assertThrows(IllegalStateException.class, deque::taskDone);
        assertCounts(deque, 1, 0);
        for (int count : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> deque.taskDone(count));
        }
        assertThrows(IllegalStateException.class, () -> deque.taskDone(Integer.MAX_VALUE));
    }

    /** A deque that is not joinable has none of it; one that is must have been made so. */
    @Test
    void notJoinable() throws Exception {
        SharedDeque<String> deque = stage.create(SharedDeque.builder(Codec.utf8()));
        deque.put("a");
        assertEquals("a", deque.take());
        assertThrows(IllegalStateException.class, deque::taskDone);
        assertThrows(IllegalStateException.class, () -> deque.taskDone(1));
        assertThrows(IllegalStateException.class, deque::awaitAllDone);
        assertThrows(IllegalStateException.class, () -> deque.awaitAllDone(0, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, deque::unfinished);
        assertThrows(IllegalStateException.class, deque::abandoned);
        FileFormatException refused = assertThrows(
                FileFormatException.class,
                () -> SharedDeque.builder(Codec.utf8()).joinable().open(stage.file()));
        assertTrue(refused.getMessage().contains("joinable"), refused.getMessage());
        assertEquals(0, Bytes.getLong(stage.file(), ParticipantLayout.slotOffset(0) + ParticipantLayout.TAKEN));
    }

    /** Whoever does not ask for it gets what the file has. */
    @Test
    void asTheFileHasIt() throws Exception {
        SharedDeque<String> deque = create(4);
        deque.put("a");
        try (SharedDeque<String> asked =
                        SharedDeque.builder(Codec.utf8()).joinable().open(stage.file());
                SharedDeque<String> notAsked = SharedDeque.builder(Codec.utf8()).openOrCreate(stage.file())) {
            assertCounts(asked, 1, 0);
            assertEquals("a", notAsked.take());
            notAsked.taskDone();
            assertCounts(asked, 0, 0);
        }
    }

    /** The time-out is that of the whole call, and one that is not positive only asks. */
    @Test
    void timeouts() throws Exception {
        SharedDeque<String> deque = create(4);
        deque.put("a");
        long begin = System.nanoTime();
        assertFalse(deque.awaitAllDone(30, TimeUnit.MILLISECONDS));
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(30));
        assertFalse(deque.awaitAllDone(-1, TimeUnit.SECONDS));
        deque.take();
        assertFalse(deque.awaitAllDone(30, TimeUnit.MILLISECONDS));
        deque.taskDone();
        assertTrue(deque.awaitAllDone(-1, TimeUnit.SECONDS));
        assertTrue(deque.awaitAllDone(Long.MAX_VALUE, TimeUnit.DAYS));
    }

    /** The ways in which the last element can be finished. */
    @SuppressWarnings("ImmutableEnumChecker") // the bodies have no state
    private enum Finish {
        DONE((deque, peer) -> {
            deque.take();
            deque.taskDone();
        }),
        CLEAR((deque, peer) -> deque.clear()),
        REMOVE_IF((deque, peer) -> deque.removeIf(element -> true)),
        REMOVE_ALL((deque, peer) -> deque.removeAll(Set.of("a"))),
        RETAIN_ALL((deque, peer) -> deque.retainAll(Set.of())),
        REMOVE((deque, peer) -> deque.remove("a")),
        REMOVE_LAST_OCCURRENCE((deque, peer) -> deque.removeLastOccurrence("a")),
        ITERATOR((deque, peer) -> {
            Iterator<String> all = deque.iterator();
            all.next();
            all.remove();
        }),
        SHUTDOWN_NOW((deque, peer) -> deque.shutdownNow()),
        CLOSE((deque, peer) -> {
            peer.take();
            peer.close();
        });

        private interface Way {
            void go(SharedDeque<String> deque, SharedDeque<String> peer) throws Exception;
        }

        private final Way way;

        Finish(Way way) {
            this.way = way;
        }
    }

    /** Whoever finishes the last element, in whatever way, wakes all who wait for it, of any handle. */
    @ParameterizedTest
    @EnumSource(Finish.class)
    void wakes(Finish finish) throws Exception {
        SharedDeque<String> deque = create(4);
        SharedDeque<String> peer = stage.open();
        SharedDeque<String> third = stage.open();
        deque.put("a");
        List<Background<Void>> waiters = List.of(waiter(deque), waiter(deque), waiter(third));
        assertTrue(waiters.get(2).staysBlocked());
        finish.way.go(deque, peer);
        for (Background<Void> waiter : waiters) {
            waiter.get(WOKEN_SECONDS);
        }
        assertCounts(deque, 0, finish == Finish.CLOSE ? 1 : 0);
    }

    /** No wake-up is lost between those who wait and those who finish, however they meet. */
    @ParameterizedTest
    @CsvSource({"KERNEL", "YIELD"})
    void noLostWakeUps(Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).waiting(waiting).joinable());
        List<SharedDeque<String>> handles = List.of(deque, stage.open(), stage.open());
        List<Background<Void>> workers = new ArrayList<>();
        for (SharedDeque<String> own : handles) {
            workers.add(stage.run(() -> {
                for (String task = own.take(); !task.equals("end"); task = own.take()) {
                    own.taskDone();
                }
                own.taskDone();
                return null;
            }));
        }
        for (int round = 0; round < 2000; round++) {
            for (int i = 0; i <= round % 3; i++) {
                deque.put("x");
            }
            if (round % 5 == 0) {
                deque.clear();
            }
            assertTrue(deque.awaitAllDone(WOKEN_SECONDS, TimeUnit.SECONDS), "round " + round);
        }
        deque.addAll(List.of("end", "end", "end"));
        for (Background<Void> worker : workers) {
            worker.get();
        }
    }

    /** Whoever puts what follows from a task before it says that the task is done, is waited for to the end of it all. */
    @Test
    void followUps() throws Exception {
        SharedDeque<String> deque = create(64);
        SharedDeque<String> own = stage.open();
        int length = 20_000;
        AtomicInteger reached = new AtomicInteger();
        Background<Void> worker = stage.run(() -> {
            for (String task = own.take(); !task.equals("end"); task = own.take()) {
                int number = Integer.parseInt(task);
                reached.set(number);
                if (number < length) {
                    own.put(Integer.toString(number + 1));
                }
                own.taskDone();
            }
            return null;
        });
        for (int i = 0; i < 10; i++) {
            deque.put("1");
            while (!deque.awaitAllDone(0, TimeUnit.SECONDS)) {
                Thread.onSpinWait();
            }
            assertEquals(length, reached.get());
        }
        deque.put("end");
        worker.get();
    }

    /** An interrupt ends the wait, also one that came before it. */
    @Test
    void interrupts() throws Exception {
        SharedDeque<String> deque = create(4);
        deque.put("a");
        Background<Void> waiter = waiter(deque);
        assertTrue(waiter.staysBlocked());
        waiter.interrupt();
        waiter.failure(InterruptedException.class);
        deque.clear();
        Background<Void> before = stage.run(() -> {
            Thread.currentThread().interrupt();
            deque.awaitAllDone();
            return null;
        });
        before.failure(InterruptedException.class);
    }

    /** Closing the handle ends its waits and calls, and no others. */
    @Test
    void closed() throws Exception {
        SharedDeque<String> deque = create(4);
        SharedDeque<String> peer = stage.open();
        deque.put("a");
        Background<Void> waiter = waiter(peer);
        Background<Void> other = waiter(deque);
        assertTrue(waiter.staysBlocked());
        peer.close();
        waiter.failure(DequeClosedException.class);
        assertTrue(other.staysBlocked());
        assertThrows(DequeClosedException.class, peer::taskDone);
        assertThrows(DequeClosedException.class, () -> peer.taskDone(0));
        assertThrows(DequeClosedException.class, peer::awaitAllDone);
        assertThrows(DequeClosedException.class, peer::unfinished);
        assertThrows(DequeClosedException.class, peer::abandoned);
        deque.clear();
        other.get(WOKEN_SECONDS);
    }

    /** After a shutdown what is left is waited for; after a shutdownNow what is in hand is. */
    @Test
    void shutDown() throws Exception {
        SharedDeque<String> deque = create(4);
        deque.addAll(List.of("a", "b", "c"));
        deque.shutdown();
        assertEquals("a", deque.take());
        deque.taskDone();
        assertEquals("b", deque.take());
        assertCounts(deque, 2, 0);
        Background<Void> waiter = waiter(deque);
        deque.shutdownNow();
        assertTrue(waiter.staysBlocked());
        assertCounts(deque, 1, 0);
        deque.taskDone();
        waiter.get(WOKEN_SECONDS);
    }

    /** What EVICT drops is finished. */
    @Test
    void evicted() throws Exception {
        SharedDeque<String> deque = stage.create(SharedDeque.builder(Codec.utf8())
                .capacity(3)
                .overflow(Overflow.EVICT)
                .joinable());
        for (int i = 0; i < 5; i++) {
            deque.put("e" + i);
        }
        deque.addFirst("f");
        deque.addAll(List.of("g", "h", "i", "j"));
        assertCounts(deque, 3, 0);
        assertEquals("h", deque.take());
        deque.put("k");
        deque.put("l");
        assertCounts(deque, 4, 0);
        assertEquals(3, deque.drainTo(new ArrayList<>()));
        deque.taskDone(4);
        assertCounts(deque, 0, 0);
    }
}
