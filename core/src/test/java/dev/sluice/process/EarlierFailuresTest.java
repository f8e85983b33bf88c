package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.AsyncDeque;
import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Failures of earlier attempts at queues with futures, each by its name: Beazley's queue with futures in place of locks
 * (PyGotham 2017), the "Queue3" that took it to processes, aiomultiprocess, and the adapter that gives each pending get a
 * thread of a pool.
 */
class EarlierFailuresTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(int capacity) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return Futures.get(future);
    }

    private static <T> void timeOut(CompletableFuture<T> future) {
        future.orTimeout(10, TimeUnit.MILLISECONDS);
        assertInstanceOf(TimeoutException.class, Futures.failure(future));
    }

    /** Beazley: an asynchronous getter that timed out stays, the next put raises InvalidStateError, and the item is gone. */
    @Test
    void timedOutGetterEatsTheItem() throws Exception {
        SharedDeque<String> deque = create(4);
        timeOut(deque.async().take());
        deque.put("a");
        assertEquals(List.of("a"), List.copyOf(deque));
    }

    /** Beazley: a synchronous getter that timed out receives the item into a future that nobody reads. */
    @Test
    void timedOutCallEatsTheItem() throws Exception {
        SharedDeque<String> deque = create(4);
        assertEquals(null, deque.poll(10, TimeUnit.MILLISECONDS));
        deque.put("a");
        assertEquals("a", get(deque.async().take()));
    }

    /** Beazley: a putter that timed out consumes the wake-up, and the live one sleeps although there is room. */
    @Test
    void timedOutPutterEatsTheWakeUp() throws Exception {
        SharedDeque<String> deque = create(1);
        deque.put("a");
        CompletableFuture<Void> late = deque.async().put("late");
        Background<Void> live = stage.run(() -> {
            deque.put("live");
            return null;
        });
        assertTrue(live.staysBlocked());
        timeOut(late);
        assertEquals("a", deque.take());
        live.get();
        assertEquals("live", deque.take());
    }

    /** Beazley: there is no close; a closed queue leaves its putters blocked (janus, too). */
    @Test
    void closeDoesNotWakePutters() throws Exception {
        SharedDeque<String> deque = create(1);
        deque.put("a");
        CompletableFuture<Void> put = deque.async().put("b");
        Background<Void> blocked = stage.run(() -> {
            deque.put("c");
            return null;
        });
        assertTrue(blocked.staysBlocked());
        deque.close();
        assertInstanceOf(DequeClosedException.class, Futures.failure(put));
        blocked.failure(DequeClosedException.class);
    }

    /** Queue3: the newest waiter is served first. */
    @Test
    void newestWaiterFirst() throws Exception {
        SharedDeque<String> deque = create(4);
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takes.add(deque.async().take());
        }
        deque.addAll(List.of("0", "1", "2", "3"));
        for (int i = 0; i < 4; i++) {
            assertEquals("" + i, get(takes.get(i)));
        }
    }

    /** Queue3: getters and putters of other processes are not seen, as each process has lists of its own. */
    @Test
    void waitersOfOtherProcesses() throws Exception {
        SharedDeque<String> deque = create(1);
        Remote remote = stage.remote();
        remote.now("open", "d", stage.file());
        CompletableFuture<String> take = deque.async().take();
        remote.now("put", "d", "a");
        assertEquals("a", get(take));
        remote.now("put", "d", "b");
        CompletableFuture<Void> put = deque.async().put("c");
        assertEquals("b", remote.now("take", "d"));
        get(put);
        assertEquals("c", remote.now("take", "d"));
    }

    /** Queue3: futures that timed out stay in the lists for ever. */
    @Test
    void timedOutFuturesStay() throws Exception {
        SharedDeque<String> deque = create(1);
        CompletableFuture<String> first = deque.async().take();
        System.gc();
        long before = usedAfterCollection();
        for (int i = 0; i < 400_000; i++) {
            assertTrue(deque.async().take().cancel(false));
        }
        // Kept, they would take 80 bytes each at the very least.
        long grown = usedAfterCollection() - before;
        assertTrue(grown < 16_000_000, () -> grown + " bytes");
        deque.put("a");
        assertEquals("a", get(first));
    }

    private static long usedAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Queue3: None is an item and a failure, so a getter cannot tell; here a failure is an exception. */
    @Test
    void failureReadsAsAnItem() throws Exception {
        SharedDeque<String> deque = create(1);
        CompletableFuture<String> take = deque.async().take();
        deque.close();
        assertTrue(take.isCompletedExceptionally() || Futures.failure(take) instanceof DequeClosedException);
    }

    /** aiomultiprocess: polls every 5 ms, so that an item is delivered late and waiting costs 3 to 4 % of a core. */
    @Test
    void pollsForResults() throws Exception {
        SharedDeque<String> deque = create(1);
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            takes.add(deque.async().take());
        }
        Thread.sleep(50); // now it sleeps
        long waits = deque.stats().waits();
        Thread.sleep(300);
        assertTrue(deque.stats().waits() - waits <= 1, "slept again though nothing had happened");
        deque.put("a");
        assertEquals("a", get(takes.get(0)));
    }

    /** aiomultiprocess: a get that was cancelled leaves its result in a table for ever, or takes another one's. */
    @Test
    void cancelledGetTakesAnothersResult() throws Exception {
        SharedDeque<String> deque = create(4);
        CompletableFuture<String> cancelled = deque.async().take();
        CompletableFuture<String> next = deque.async().take();
        assertTrue(cancelled.cancel(true));
        deque.put("a");
        assertEquals("a", get(next));
        assertEquals(0, deque.size());
    }

    /** Thread pool adapter: ten cancelled gets keep all threads of the pool, and the process never exits. */
    @Test
    void cancelledGetsKeepThreads() throws Exception {
        ChildJvm child = stage.start(ChildJvm.of(PendingMain.class, stage.file()));
        assertEquals("cancelled", child.lineOrEnd());
        assertEquals(0, child.exitCode());
    }

    /** Thread pool adapter: as many pending gets as the pool has threads, and nothing else runs in it any more. */
    @Test
    void pendingGetsExhaustThePool() throws Exception {
        SharedDeque<String> deque = create(4);
        AsyncDeque<String> async = deque.async();
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            takes.add(async.take());
        }
        assertEquals("ran", get(CompletableFuture.supplyAsync(() -> "ran")));
        deque.put("a");
        assertEquals("a", get(takes.get(0)));
    }

    /** Queue3: the timed put begins its whole time anew at each retry; here the time is that of the call. */
    @Test
    void timeoutBeginsAnew() throws Exception {
        SharedDeque<String> deque = create(1);
        deque.put("full");
        Background<Integer> others = stage.run(() -> {
            int moved = 0;
            while (!Thread.interrupted()) {
                // The room appears again and again, and is gone again before anybody else gets it, mostly.
                String element = deque.poll();
                if (element != null) {
                    deque.offer(element);
                    moved++;
                }
            }
            return moved;
        });
        CompletableFuture<Void> put = deque.async().put("x").orTimeout(200, TimeUnit.MILLISECONDS);
        // Done or timed out, but decided.
        assertTrue(put.handle((done, failure) -> failure == null || failure instanceof TimeoutException)
                .get(Stage.LIMIT_SECONDS, TimeUnit.SECONDS));
        others.interrupt();
        assertTrue(others.get() > 0);
    }
}
