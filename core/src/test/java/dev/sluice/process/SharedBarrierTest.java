package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.CorruptFileException;
import dev.sluice.FileFormatException;
import dev.sluice.HandleClosedException;
import dev.sluice.SharedBarrier;
import dev.sluice.SharedLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of a barrier, among five threads of two handles. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedBarrierTest {
    private static final int PARTIES = 5;

    @RegisterExtension
    final Stage stage = new Stage();

    private final List<SharedBarrier> handles = new ArrayList<>();

    private SharedBarrier create(int parties) throws Exception {
        handles.add(stage.closing(SharedBarrier.create(stage.file(), parties)));
        handles.add(stage.closing(SharedBarrier.open(stage.file())));
        return handles.get(0);
    }

    private List<Background<Integer>> arrive(int threads) throws Exception {
        int before = handles.get(0).getNumberWaiting();
        List<Background<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            waiters.add(stage.run(handles.get(i % 2)::await));
        }
        Eventually.holds(() -> handles.get(0).getNumberWaiting() == before + threads, "they wait");
        return waiters;
    }

    private static void expectBroken(List<Background<Integer>> waiters) {
        for (Background<Integer> waiter : waiters) {
            waiter.failure(BrokenBarrierException.class);
        }
    }

    private void expectMended() throws Exception {
        List<Background<Integer>> waiters = arrive(PARTIES - 1);
        assertEquals(0, handles.get(1).await());
        Set<Integer> indices = new TreeSet<>();
        for (Background<Integer> waiter : waiters) {
            indices.add(waiter.get());
        }
        assertEquals(Set.of(1, 2, 3, 4), indices);
    }

    /** Nobody passes before all have come; each one has its index; and it can be done again. */
    @Test
    void passes() throws Exception {
        SharedBarrier barrier = create(PARTIES);
        assertEquals(PARTIES, barrier.getParties());
        assertEquals(PARTIES, handles.get(1).getParties());
        for (int i = 0; i < 3; i++) {
            expectMended();
        }
        List<Background<Integer>> waiters = arrive(PARTIES - 1);
        assertTrue(waiters.get(0).staysBlocked());
        assertEquals(PARTIES - 1, barrier.getNumberWaiting());
        assertEquals(0, barrier.await(0, TimeUnit.SECONDS));
        for (Background<Integer> waiter : waiters) {
            waiter.get();
        }
        assertEquals(0, barrier.getNumberWaiting());
        assertFalse(barrier.isBroken());
    }

    /** In a thousand generations no thread is ever more than one generation ahead of another. */
    @Test
    void thousand() throws Exception {
        create(PARTIES);
        AtomicInteger arrivals = new AtomicInteger();
        List<Background<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < PARTIES; i++) {
            SharedBarrier barrier = handles.get(i % 2);
            threads.add(stage.run(() -> {
                int last = 0;
                for (int generation = 1; generation <= 1000; generation++) {
                    arrivals.incrementAndGet();
                    last += barrier.await() == 0 ? 1 : 0;
                    int seen = arrivals.get();
                    assertTrue(seen >= generation * PARTIES && seen < (generation + 1) * PARTIES, () -> "" + seen);
                    barrier.await();
                }
                return last;
            }));
        }
        int last = 0;
        for (Background<Integer> thread : threads) {
            last += thread.get();
        }
        assertEquals(1000, last);
    }

    /** A barrier of one party holds nobody up. */
    @Test
    void alone() throws Exception {
        SharedBarrier barrier = create(1);
        for (int i = 0; i < 10; i++) {
            assertEquals(0, barrier.await());
        }
    }

    /** One who is interrupted breaks the barrier for all, until it is reset. */
    @Test
    void interruptBreaks() throws Exception {
        SharedBarrier barrier = create(PARTIES);
        List<Background<Integer>> waiters = arrive(PARTIES - 1);
        waiters.get(0).interrupt();
        waiters.get(0).failure(InterruptedException.class);
        expectBroken(waiters.subList(1, PARTIES - 1));
        assertTrue(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
        assertThrows(BrokenBarrierException.class, barrier::await);
        assertThrows(BrokenBarrierException.class, () -> handles.get(1).await(1, TimeUnit.DAYS));
        handles.get(1).reset();
        assertFalse(barrier.isBroken());
        expectMended();
        waiters = arrive(2);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, barrier::await);
        expectBroken(waiters);
    }

    /** One whose time is up breaks the barrier for all. */
    @Test
    void timeOutBreaks() throws Exception {
        SharedBarrier barrier = create(PARTIES);
        List<Background<Integer>> waiters = arrive(2);
        long begin = System.nanoTime();
        assertThrows(TimeoutException.class, () -> barrier.await(50, TimeUnit.MILLISECONDS));
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(50));
        expectBroken(waiters);
        barrier.reset();
        assertThrows(TimeoutException.class, () -> barrier.await(0, TimeUnit.SECONDS));
        assertTrue(barrier.isBroken());
        barrier.reset();
        expectMended();
    }

    /** Reset sends away those who wait, even if they wake only after others have used the barrier again; alone it does nothing. */
    @Test
    void resetSendsAway() throws Exception {
        SharedBarrier barrier = create(PARTIES);
        barrier.reset();
        assertFalse(barrier.isBroken());
        for (int i = 0; i < 20; i++) {
            List<Background<Integer>> waiters = arrive(3);
            handles.get(i % 2).reset();
            assertFalse(barrier.isBroken());
            expectMended();
            expectBroken(waiters);
        }
    }

    /** Closing a handle through which a thread waits breaks the barrier; otherwise it does not. */
    @Test
    void close() throws Exception {
        SharedBarrier barrier = create(PARTIES);
        SharedBarrier bystander = SharedBarrier.open(stage.file());
        SharedBarrier closing = SharedBarrier.open(stage.file());
        List<Background<Integer>> waiters = arrive(2);
        bystander.close();
        assertEquals(2, barrier.getNumberWaiting());
        Background<Integer> closed = stage.run(closing::await);
        Eventually.holds(() -> barrier.getNumberWaiting() == 3, "it waits");
        closing.close();
        closed.failure(HandleClosedException.class);
        expectBroken(waiters);
        closing.close();
        assertThrows(HandleClosedException.class, closing::await);
        assertThrows(HandleClosedException.class, closing::reset);
        assertThrows(HandleClosedException.class, closing::isBroken);
        assertTrue(closing.toString().contains("closed"));
        barrier.reset();
        expectMended();
    }

    /** Parties are at least one and at most 2^20; what is no barrier is not opened as one. */
    @Test
    void files() throws Exception {
        for (int parties : new int[] {0, -1, SharedBarrier.MAX_PARTIES + 1}) {
            assertThrows(IllegalArgumentException.class, () -> SharedBarrier.create(stage.file(), parties));
            assertThrows(IllegalArgumentException.class, () -> SharedBarrier.openOrCreate(stage.file(), parties));
        }
        SharedBarrier largest = stage.closing(SharedBarrier.openOrCreate(stage.file(), SharedBarrier.MAX_PARTIES));
        assertThrows(FileFormatException.class, () -> SharedBarrier.openOrCreate(stage.file(), 3));
        SharedBarrier again = stage.closing(SharedBarrier.open(stage.file()));
        assertEquals(1 << 20, again.getParties());
        assertEquals(stage.file(), largest.path());
        assertThrows(FileFormatException.class, () -> SharedLock.open(stage.file()));
    }

    /** More arrivals than there are parties are reported. */
    @Test
    void corruptState() throws Exception {
        SharedBarrier barrier = create(PARTIES);
        Bytes.setLong(stage.file(), 512, PARTIES);
        assertThrows(CorruptFileException.class, barrier::await);
        assertThrows(CorruptFileException.class, barrier::getNumberWaiting);
        barrier.close();
    }
}
