package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.AsyncDeque;
import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which threads serve futures, and where what depends on them runs. */
class FutureCallbacksTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(int capacity) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity));
    }

    /** One thread waits however many futures there are, by its name and as a daemon; none when nothing is pending. */
    @Test
    void oneThread() throws Exception {
        SharedDeque<String> deque = create(4);
        Eventually.holds(() -> !Futures.isThreadThere(), "threads of other tests are gone");
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            takes.add(
                    i % 2 == 0
                            ? deque.async().take()
                            : deque.async(Runnable::run).takeLast());
        }
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sluice-async"))
                .toList();
        assertEquals(1, threads.size());
        assertTrue(threads.get(0).isDaemon());
        takes.forEach(take -> take.cancel(false));
        Eventually.holds(() -> !threads.get(0).isAlive(), "the thread is gone");
        // And it comes back.
        CompletableFuture<String> again = deque.async().take();
        deque.put("a");
        assertEquals("a", Futures.get(again));
    }

    /** Callbacks run on the executor, also if it runs its tasks on the calling thread: never on the thread that waits. */
    @Test
    void whereCallbacksRun() throws Exception {
        SharedDeque<String> deque = create(4);
        ExecutorService mine = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        try {
            CompletableFuture<String> name = deque.async(mine)
                    .take()
                    .thenApply(e -> Thread.currentThread().getName());
            deque.put("a");
            assertEquals("mine", Futures.get(name));
        } finally {
            mine.shutdown();
        }
        for (Executor executor : List.<Executor>of(Runnable::run, command -> {
            throw new RejectedExecutionException("never");
        })) {
            CompletableFuture<String> name = deque.async(executor)
                    .take()
                    .thenApply(e -> Thread.currentThread().getName());
            deque.put("a");
            assertFalse(Futures.get(name).startsWith("sluice-async"), name::join);
        }
        CompletableFuture<String> common =
                deque.async().take().thenApply(e -> Thread.currentThread().getName());
        deque.put("a");
        assertTrue(Futures.get(common).startsWith("ForkJoinPool.commonPool"), common::join);
    }

    /** A callback that throws, or waits for a future behind it, does not keep the others from theirs. */
    @Test
    void harmlessCallbacks() throws Exception {
        SharedDeque<String> deque = create(64);
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            AsyncDeque<String> async = deque.async(executor);
            List<CompletableFuture<String>> takes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                takes.add(async.take());
            }
            CompletableFuture<Object> throwing = takes.get(0).thenApply(e -> {
                throw new IllegalStateException("callback");
            });
            CompletableFuture<String> waiting =
                    takes.get(1).thenApply(e -> e + takes.get(63).join());
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                elements.add("e" + i);
            }
            deque.addAll(elements);
            for (int i = 0; i < 64; i++) {
                assertEquals("e" + i, Futures.get(takes.get(i)));
            }
            assertEquals("e1e63", Futures.get(waiting));
            assertInstanceOf(IllegalStateException.class, Futures.failure(throwing));
        } finally {
            executor.shutdown();
        }
    }

    /** Many futures that are served in one step take few tasks. */
    @Test
    void fewTasks() throws Exception {
        int count = 20_000;
        SharedDeque<String> deque = create(count);
        AtomicInteger tasks = new AtomicInteger();
        AsyncDeque<String> async = deque.async(task -> {
            tasks.incrementAndGet();
            CompletableFuture<Void> unused = CompletableFuture.runAsync(task);
        });
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            takes.add(async.take());
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add("" + i);
        }
        deque.addAll(elements);
        for (int i = 0; i < count; i++) {
            assertEquals("" + i, Futures.get(takes.get(i)));
        }
        assertTrue(tasks.get() < count / 100, tasks::toString);
    }

    /** On the common pool, however few threads it has, a callback that waits keeps no other deque's futures waiting. */
    @Test
    void waitingCallback() throws Exception {
        SharedDeque<String> deque = create(8);
        SharedDeque<String> other = stage.closing(
                SharedDeque.builder(Codec.utf8()).create(stage.directory().resolve("other")));
        CountDownLatch latch = new CountDownLatch(1);
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(deque.async().take().thenAccept(e -> {
                try {
                    latch.await();
                } catch (InterruptedException ended) {
                    throw new IllegalStateException(ended);
                }
            }));
        }
        CompletableFuture<String> here = deque.async().take();
        CompletableFuture<String> there = other.async().take();
        deque.addAll(List.of("a", "b", "c", "d", "e"));
        other.put("x");
        assertEquals("e", Futures.get(here));
        assertEquals("x", Futures.get(there));
        latch.countDown();
        for (CompletableFuture<Void> future : waiting) {
            Futures.get(future);
        }
    }
}
