package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.SharedBarrier;
import dev.sluice.SharedCounter;
import dev.sluice.SharedDeque;
import dev.sluice.SharedEvent;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import dev.sluice.deque.GuardGrabber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Blocked calls of virtual threads. On a JDK that has none the same is asked of platform threads: what is asked holds for them
 * too, but for the number of carriers.
 */
class VirtualThreadsTest {
    /** More than there are carriers. */
    private static final int MANY = 200;

    @RegisterExtension
    final Stage stage = new Stage();

    private record Started<T>(Thread thread, CompletableFuture<T> result) {}

    private static ExecutorService executor() throws Exception {
        return Runtime.version().feature() < 21
                ? Executors.newCachedThreadPool()
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
    }

    private static <T> Started<T> start(ExecutorService executor, Callable<T> body) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> {
            thread.complete(Thread.currentThread());
            try {
                result.complete(body.call());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        return new Started<>(Futures.get(thread), result);
    }

    private interface Play {
        void with(ExecutorService executor) throws Exception;
    }

    private static void play(Play play) throws Exception {
        ExecutorService executor = executor();
        try {
            play.with(executor);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Hundreds block in take, and others still run: no carrier is kept; each gets one element. */
    @Test
    void takersPinNothing() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(MANY));
        play(executor -> {
            List<Started<String>> takers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                takers.add(start(executor, i % 2 == 0 ? deque::take : deque::takeLast));
            }
            assertEquals("ran", Futures.get(start(executor, () -> "ran").result()));
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                deque.put(String.format("%03d", i));
                expected.add(String.format("%03d", i));
            }
            List<String> taken = new ArrayList<>();
            for (Started<String> taker : takers) {
                taken.add(Futures.get(taker.result()));
            }
            taken.sort(null);
            assertEquals(expected, taken);
        });
    }

    /** Hundreds block in put and in timed calls. */
    @Test
    void puttersPinNothing() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(1));
        deque.put("full");
        play(executor -> {
            List<Started<Boolean>> putters = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int number = i;
                putters.add(start(executor, () -> deque.offer("p" + number, 1, TimeUnit.HOURS)));
            }
            assertFalse(Futures.get(start(executor, () -> deque.offerFirst("late", 20, TimeUnit.MILLISECONDS))
                    .result()));
            for (int i = 0; i <= MANY; i++) {
                deque.take();
            }
            for (Started<Boolean> putter : putters) {
                assertTrue(Futures.get(putter.result()));
            }
            assertTrue(deque.isEmpty());
            assertEquals(
                    null,
                    Futures.get(start(executor, () -> deque.poll(20, TimeUnit.MILLISECONDS))
                            .result()));
        });
    }

    /** An interrupt ends the call and takes nothing; so does closing the handle. */
    @Test
    void endedCalls() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(1));
        play(executor -> {
            Started<String> interrupted = start(executor, deque::take);
            Started<String> next = start(executor, deque::take);
            Thread.sleep(50);
            interrupted.thread().interrupt();
            assertInstanceOf(InterruptedException.class, Futures.failure(interrupted.result()));
            deque.put("a");
            assertEquals("a", Futures.get(next.result()));
            Started<String> closed = start(executor, deque::take);
            Thread.sleep(50);
            deque.close();
            assertInstanceOf(DequeClosedException.class, Futures.failure(closed.result()));
        });
    }

    /** Batches of hundreds wait, and others still run; an interrupt ends them, with the number put. */
    @Test
    void batches() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(2));
        play(executor -> {
            List<Started<List<String>>> takers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                takers.add(start(executor, () -> deque.takeMany(2)));
            }
            assertEquals("ran", Futures.get(start(executor, () -> "ran").result()));
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < MANY * 2; i++) {
                elements.add(String.format("%03d", i));
            }
            Started<Integer> putter = start(executor, () -> deque.putAll(elements));
            List<String> taken = new ArrayList<>();
            for (Started<List<String>> taker : takers) {
                taken.addAll(Futures.get(taker.result()));
            }
            while (taken.size() < elements.size()) {
                taken.addAll(deque.takeMany(MANY));
            }
            assertEquals(elements.size(), Futures.get(putter.result()));
            taken.sort(null);
            assertEquals(elements, taken);

            Started<List<String>> late = start(
                    executor, () -> List.of("" + deque.putAll(List.of("1", "2", "3", "4")), "" + Thread.interrupted()));
            Started<List<String>> one = start(executor, () -> deque.takeMany(1));
            assertEquals(List.of("1"), Futures.get(one.result()));
            Eventually.holds(() -> deque.size() == 2, "another one is there");
            late.thread().interrupt();
            assertEquals(List.of("3", "true"), Futures.get(late.result()));
            assertEquals(List.of("2", "3"), deque.takeMany(3));
        });
    }

    /** Hundreds wait for a semaphore, an event and a counter, and others still run; all go on, or end when they are interrupted. */
    @Test
    void synchronizersPinNothing() throws Exception {
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), 1));
        SharedEvent event = stage.closing(SharedEvent.create(stage.directory().resolve("event")));
        SharedCounter counter =
                stage.closing(SharedCounter.create(stage.directory().resolve("counter"), 0));
        semaphore.acquire();
        play(executor -> {
            List<Started<String>> waiting = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int number = i;
                waiting.add(start(executor, () -> {
                    semaphore.acquireUninterruptibly();
                    semaphore.release();
                    assertTrue(event.await(1, TimeUnit.HOURS));
                    counter.awaitAtLeast(number);
                    return "done";
                }));
            }
            Started<String> interrupted = start(executor, () -> {
                event.await();
                return "set";
            });
            assertFalse(Futures.get(start(executor, () -> semaphore.tryAcquire(20, TimeUnit.MILLISECONDS))
                    .result()));
            Thread.sleep(50);
            interrupted.thread().interrupt();
            assertInstanceOf(InterruptedException.class, Futures.failure(interrupted.result()));
            semaphore.release();
            event.set();
            counter.set(MANY);
            for (Started<String> each : waiting) {
                assertEquals("done", Futures.get(each.result()));
            }
            assertEquals(1, semaphore.availablePermits());
        });
    }

    /** Hundreds wait for a condition, at a barrier and for tasks to be done; others still run, and all go on. */
    @Test
    void standInSleepsForAll() throws Exception {
        SharedLock lock = stage.closing(SharedLock.create(stage.directory().resolve("lock")));
        Condition changed = lock.newCondition();
        SharedBarrier barrier =
                stage.closing(SharedBarrier.create(stage.directory().resolve("barrier"), MANY + 1));
        SharedDeque<String> deque =
                stage.closing(SharedDeque.builder(Codec.utf8()).joinable().create(stage.file()));
        deque.put("a");
        boolean[] set = {false};
        play(executor -> {
            List<Started<String>> waiting = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                waiting.add(start(executor, () -> {
                    lock.lock();
                    try {
                        while (!set[0]) {
                            changed.await();
                        }
                    } finally {
                        lock.unlock();
                    }
                    barrier.await();
                    deque.awaitAllDone();
                    return "done";
                }));
            }
            Started<Boolean> timed = start(executor, () -> deque.awaitAllDone(50, TimeUnit.MILLISECONDS));
            Started<Boolean> interrupted = start(executor, () -> deque.awaitAllDone(1, TimeUnit.HOURS));
            assertFalse(Futures.get(timed.result()));
            interrupted.thread().interrupt();
            assertInstanceOf(InterruptedException.class, Futures.failure(interrupted.result()));
            Thread.sleep(50);
            assertEquals("ran", Futures.get(start(executor, () -> "ran").result()));
            lock.lock();
            try {
                set[0] = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            Eventually.holds(() -> barrier.getNumberWaiting() == MANY, "all are at the barrier");
            Thread.sleep(50);
            assertEquals("ran", Futures.get(start(executor, () -> "ran").result()));
            assertEquals(0, barrier.await());
            Thread.sleep(50);
            deque.take();
            deque.taskDone();
            for (Started<String> each : waiting) {
                assertEquals("done", Futures.get(each.result()));
            }
        });
        Eventually.holds(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("sluice-stand-in")),
                "nobody stands in for nobody");
    }

    /** Waiting for a guard keeps no carrier either. */
    @Test
    void guards() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(MANY));
        GuardGrabber holder = stage.closing(GuardGrabber.attach(stage.file()));
        holder.grab(GuardGrabber.Which.BOTH);
        play(executor -> {
            List<Started<Boolean>> offers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                offers.add(start(executor, () -> deque.offer("a")));
            }
            assertEquals("ran", Futures.get(start(executor, () -> "ran").result()));
            holder.release(GuardGrabber.Which.BOTH);
            for (Started<Boolean> offer : offers) {
                assertTrue(Futures.get(offer.result()));
            }
            assertEquals(MANY, deque.size());
        });
    }
}
