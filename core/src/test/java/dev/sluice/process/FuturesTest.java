package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.AsyncDeque;
import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.DequeShutdownException;
import dev.sluice.ElementDecodeException;
import dev.sluice.ElementTooLargeException;
import dev.sluice.Overflow;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.deque.GuardGrabber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link AsyncDeque} promises. */
class FuturesTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(int capacity) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity));
    }

    /** What can be done at once is, at both ends, and the future is done when the call returns. */
    @Test
    void atOnce() throws Exception {
        SharedDeque<String> deque = create(4);
        AsyncDeque<String> async = deque.async();
        assertTrue(async.putLast("b").isDone());
        assertTrue(async.putFirst("a").isDone());
        assertTrue(async.put("c").isDone());
        assertEquals(List.of("a", "b", "c"), List.copyOf(deque));
        assertEquals("a", async.takeFirst().getNow(null));
        assertEquals("c", async.takeLast().getNow(null));
        assertEquals("b", async.take().getNow(null));
        assertFalse(async.take().isDone());
    }

    /** What cannot be done at once is done when another process makes it possible, in every wait mode, at both ends. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void anotherProcess(Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(2).waiting(waiting));
        Remote remote = stage.remote();
        remote.now("open", "d", stage.file());
        AsyncDeque<String> async = deque.async();
        CompletableFuture<String> first = async.takeFirst();
        CompletableFuture<String> last = async.takeLast();
        remote.now("put", "d", "1");
        assertEquals("1", Futures.get(first));
        assertFalse(last.isDone());
        remote.now("put", "d", "2");
        assertEquals("2", Futures.get(last));

        assertTrue(async.put("a").isDone());
        assertTrue(async.put("b").isDone());
        CompletableFuture<Void> front = async.putFirst("z");
        CompletableFuture<Void> back = async.putLast("c");
        assertFalse(front.isDone());
        assertEquals("a", remote.now("take", "d"));
        Futures.get(front);
        assertFalse(back.isDone());
        assertEquals("z", remote.now("take", "d"));
        Futures.get(back);
        assertEquals(List.of("b", "c"), List.copyOf(deque));
    }

    /** Pending takes are served in the order in which they came, whatever the end; later calls do not overtake them. */
    @Test
    void firstComeFirstServed() throws Exception {
        SharedDeque<String> deque = create(64);
        AsyncDeque<String> async = deque.async();
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            takes.add(i % 3 == 2 ? async.takeLast() : async.takeFirst());
        }
        for (int i = 0; i < 30; i++) {
            deque.put("e" + i);
            assertEquals("e" + i, Futures.get(takes.get(i)));
        }
        SharedDeque<String> full = stage.closing(SharedDeque.builder(Codec.utf8())
                .capacity(1)
                .create(stage.directory().resolve("full")));
        full.put("first");
        List<CompletableFuture<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            puts.add(i % 3 == 2 ? full.async().putFirst("p" + i) : full.async().putLast("p" + i));
        }
        assertEquals("first", full.take());
        for (int i = 0; i < 30; i++) {
            Futures.get(puts.get(i));
            assertEquals("p" + i, full.take());
        }
    }

    private interface Outside {
        void complete(CompletableFuture<String> future) throws Exception;
    }

    /** However a pending take is completed from outside, it takes nothing and keeps its result. */
    @Test
    void completedFromOutsideTakesNothing() throws Exception {
        List<Outside> ways = List.of(
                future -> assertTrue(future.cancel(true)),
                future -> assertTrue(future.complete("mine")),
                future -> assertTrue(future.completeExceptionally(new IllegalStateException("mine"))),
                future -> future.obtrudeValue("mine"),
                future -> future.obtrudeException(new IllegalStateException("mine")),
                future -> assertThrows(
                        ExecutionException.class, () -> Futures.get(future.orTimeout(20, TimeUnit.MILLISECONDS))),
                future ->
                        assertEquals("mine", Futures.get(future.completeOnTimeout("mine", 20, TimeUnit.MILLISECONDS))),
                future -> assertEquals("mine", Futures.get(future.completeAsync(() -> "mine"))),
                future -> assertThrows(
                        ExecutionException.class,
                        () -> Futures.get(future.completeAsync(() -> {
                            throw new IllegalStateException("mine");
                        }))));
        SharedDeque<String> deque = create(4);
        for (int i = 0; i < ways.size(); i++) {
            CompletableFuture<String> loser = deque.async().take();
            CompletableFuture<String> next = deque.async().take();
            ways.get(i).complete(loser);
            assertTrue(loser.isDone(), "way " + i);
            deque.put("e" + i);
            assertEquals("e" + i, Futures.get(next), "way " + i);
            assertTrue(deque.isEmpty());
            assertTrue(loser.isCompletedExceptionally() || loser.getNow(null).equals("mine"), "way " + i);
        }
    }

    /** A put that was cancelled or timed out has put nothing, and the one behind it gets the room. */
    @Test
    void completedFromOutsidePutsNothing() throws Exception {
        SharedDeque<String> deque = create(1);
        deque.put("there");
        CompletableFuture<Void> cancelled = deque.async().put("cancelled");
        CompletableFuture<Void> late = deque.async().put("late").orTimeout(20, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> kept = deque.async().put("kept");
        assertTrue(cancelled.cancel(false));
        assertInstanceOf(TimeoutException.class, Futures.failure(late));
        assertEquals("there", deque.take());
        Futures.get(kept);
        assertEquals("kept", deque.take());
        assertTrue(deque.isEmpty());
        assertThrows(CancellationException.class, cancelled::join);
    }

    /** What the deque has completed, nobody changes any more. */
    @Test
    void deliveredStays() throws Exception {
        SharedDeque<String> deque = create(1);
        CompletableFuture<String> pending = deque.async().take();
        deque.put("a");
        assertEquals("a", Futures.get(pending));
        assertFalse(pending.cancel(true));
        assertFalse(pending.complete("b"));
        assertFalse(pending.completeExceptionally(new IllegalStateException()));
        pending.obtrudeValue("b");
        pending.obtrudeException(new IllegalStateException());
        assertEquals("a", Futures.get(pending));
        assertFalse(pending.isCancelled());
    }

    /** Closing the handle ends what is pending through it, and calls on it, with DequeClosedException; no other handle's. */
    @Test
    void close() throws Exception {
        SharedDeque<String> deque = create(1);
        SharedDeque<String> other = stage.open();
        CompletableFuture<String> take = deque.async().take();
        CompletableFuture<String> others = other.async().take();
        deque.close();
        assertInstanceOf(DequeClosedException.class, Futures.failure(take));
        assertInstanceOf(
                DequeClosedException.class, Futures.failure(deque.async().take()));
        assertInstanceOf(
                DequeClosedException.class, Futures.failure(deque.async().put("a")));
        other.put("b");
        assertEquals("b", Futures.get(others));
        other.put("full");
        CompletableFuture<Void> put = other.async().put("c");
        other.close();
        assertInstanceOf(DequeClosedException.class, Futures.failure(put));
    }

    /** A shutdown, also by another process, ends pending puts, and pending takes when the deque is drained. */
    @Test
    void shutdown() throws Exception {
        SharedDeque<String> deque = create(1);
        Remote remote = stage.remote();
        remote.now("open", "d", stage.file());
        CompletableFuture<String> take = deque.async().take();
        remote.now("shutdown", "d");
        assertInstanceOf(DequeShutdownException.class, Futures.failure(take));
        assertInstanceOf(
                DequeShutdownException.class, Futures.failure(deque.async().take()));
        assertInstanceOf(
                DequeShutdownException.class, Futures.failure(deque.async().put("a")));

        SharedDeque<String> full = stage.closing(SharedDeque.builder(Codec.utf8())
                .capacity(1)
                .create(stage.directory().resolve("full")));
        remote.now("open", "full", full.path());
        full.put("left");
        CompletableFuture<Void> put = full.async().put("more");
        remote.now("shutdown", "full");
        assertInstanceOf(DequeShutdownException.class, Futures.failure(put));
        assertEquals("left", Futures.get(full.async().take()));
        assertInstanceOf(
                DequeShutdownException.class, Futures.failure(full.async().takeLast()));
    }

    /** After shutdownNow both end, and nothing is left. */
    @Test
    void shutdownNow() throws Exception {
        SharedDeque<String> deque = create(1);
        deque.put("left");
        CompletableFuture<Void> put = deque.async().put("more");
        deque.shutdownNow();
        assertInstanceOf(DequeShutdownException.class, Futures.failure(put));
        assertInstanceOf(
                DequeShutdownException.class, Futures.failure(deque.async().take()));
    }

    /** What is wrong with an argument is thrown by the call, and nothing has happened. */
    @Test
    void badArguments() throws Exception {
        SharedDeque<String> deque = create(1);
        assertThrows(NullPointerException.class, () -> deque.async().put(null));
        assertThrows(NullPointerException.class, () -> deque.async(null));
        String large = "x".repeat(deque.maxElementBytes() + 1);
        assertThrows(ElementTooLargeException.class, () -> deque.async().put(large));
        assertTrue(deque.isEmpty());
    }

    /** The element is encoded before the call returns, and what cannot be decoded is handed to the caller as bytes. */
    @Test
    void codec() throws Exception {
        Codec<byte[]> failing = new Codec<>() {
            @Override
            public String id() {
                return "failing";
            }

            @Override
            public int maxBytes(byte[] element) {
                return element.length;
            }

            @Override
            public void encode(byte[] element, ByteBuffer target) {
                target.put(element);
            }

            @Override
            public byte[] decode(ByteBuffer source) {
                if (source.get(0) < 0) {
                    throw new IllegalArgumentException("negative");
                }
                byte[] element = new byte[source.remaining()];
                source.get(element);
                return element;
            }
        };
        SharedDeque<byte[]> deque =
                stage.closing(SharedDeque.builder(failing).capacity(1).create(stage.file()));
        deque.put(new byte[] {1});
        byte[] changed = {2};
        CompletableFuture<Void> put = deque.async().put(changed);
        changed[0] = 3;
        assertEquals(1, deque.take()[0]);
        Futures.get(put);
        assertEquals(2, deque.take()[0]);

        CompletableFuture<byte[]> pending = deque.async().take();
        deque.put(new byte[] {-1, 5});
        ElementDecodeException undecodable = assertInstanceOf(ElementDecodeException.class, Futures.failure(pending));
        assertEquals(5, undecodable.bytes()[1]);
        deque.put(new byte[] {-1, 6});
        undecodable = assertInstanceOf(
                ElementDecodeException.class, Futures.failure(deque.async().take()));
        assertEquals(6, undecodable.bytes()[1]);
        assertTrue(deque.isEmpty());
    }

    /** An element too large for the room that there is waits, and those behind it with it. */
    @Test
    void sizes() throws Exception {
        SharedDeque<String> deque = create(64);
        String half = "h".repeat(deque.maxElementBytes() / 2);
        deque.put(half);
        CompletableFuture<Void> large = deque.async().put(half + "h".repeat(100));
        CompletableFuture<Void> small = deque.async().put("small");
        assertFalse(large.isDone());
        assertFalse(small.isDone());
        assertEquals(half, deque.take());
        Futures.get(large);
        Futures.get(small);
        assertEquals(half.length() + 100, deque.take().length());
        assertEquals("small", deque.take());
    }

    /** When the one at the front is withdrawn, the one behind it, who may want less, is served; nobody puts or takes then. */
    @Test
    void withdrawnFront() throws Exception {
        SharedDeque<String> deque = create(8);
        deque.put("there");
        CompletableFuture<Void> large = deque.async().put("l".repeat(deque.maxElementBytes()));
        CompletableFuture<Void> small = deque.async().put("small");
        Thread.sleep(50); // the waiting thread sleeps
        long begin = System.nanoTime();
        assertTrue(large.cancel(false));
        Futures.get(small);
        // Far above any noise; who is not woken sleeps for ten seconds.
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5), "served late");
    }

    /** Many threads that add, withdraw and put at the same time leave nobody asleep who could be served. */
    @Test
    void neverAsleepInVain() throws Exception {
        SharedDeque<String> deque = create(2);
        SharedDeque<String> other = stage.open();
        List<Background<Long>> workers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            boolean puts = w % 2 == 0;
            int seed = w;
            workers.add(stage.run(() -> {
                SplittableRandom random = new SplittableRandom(seed);
                SharedDeque<String> mine = seed < 4 ? deque : other;
                long longest = 0;
                for (int i = 0; i < 3000; i++) {
                    long begin = System.nanoTime();
                    CompletableFuture<?> future = anyCall(mine.async(), puts, random.nextBoolean());
                    if (random.nextInt(4) == 0 && future.cancel(false)) {
                        i--;
                        continue;
                    }
                    Futures.get(future);
                    longest = Math.max(longest, System.nanoTime() - begin);
                }
                return longest;
            }));
        }
        for (Background<Long> worker : workers) {
            long longest = worker.get(60);
            assertTrue(longest < TimeUnit.SECONDS.toNanos(5), () -> "waited " + longest + " ns");
        }
        assertTrue(deque.isEmpty());
    }

    private static CompletableFuture<?> anyCall(AsyncDeque<String> async, boolean puts, boolean first) {
        if (puts) {
            return first ? async.putFirst("p") : async.putLast("p");
        }
        return first ? async.takeFirst() : async.takeLast();
    }

    /** A call does not wait for a guard that a stopped process holds; what it returns is done when the guard is free. */
    @Test
    void stoppedHolder() throws Exception {
        SharedDeque<String> deque = create(4);
        GuardGrabber holder = stage.closing(GuardGrabber.attach(stage.file()));
        holder.grab(GuardGrabber.Which.TAIL);
        CompletableFuture<Void> put = stage.run(() -> deque.async().put("a")).get();
        CompletableFuture<String> take = stage.run(() -> deque.async().take()).get();
        assertFalse(put.isDone());
        // The other end is free: it works.
        assertFalse(take.isDone());
        holder.release(GuardGrabber.Which.TAIL);
        Futures.get(put);
        assertEquals("a", Futures.get(take));

        holder.grab(GuardGrabber.Which.HEAD);
        CompletableFuture<String> blocked = deque.async().take();
        Futures.get(deque.async().put("b"));
        assertFalse(blocked.isDone());
        holder.release(GuardGrabber.Which.HEAD);
        assertEquals("b", Futures.get(blocked));
    }

    /** Under EVICT a pending put, which only a guard can keep waiting, drops what is in its way, and only if it still wants. */
    @Test
    void evict() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(2).overflow(Overflow.EVICT));
        deque.addAll(List.of("a", "b"));
        GuardGrabber holder = stage.closing(GuardGrabber.attach(stage.file()));
        holder.grab(GuardGrabber.Which.BOTH);
        CompletableFuture<Void> cancelled = deque.async().putLast("x");
        CompletableFuture<Void> last = deque.async().putLast("c");
        CompletableFuture<Void> first = deque.async().putFirst("z");
        assertTrue(cancelled.cancel(false));
        holder.release(GuardGrabber.Which.BOTH);
        Futures.get(last);
        Futures.get(first);
        assertEquals(List.of("z", "b"), List.copyOf(deque));
    }

    /** A blocked call behind pending futures is woken when it is its turn: nobody's wake-up is swallowed. */
    @Test
    void besideBlockedCalls() throws Exception {
        SharedDeque<String> deque = create(8);
        for (int i = 0; i < 50; i++) {
            CompletableFuture<String> future = deque.async().take();
            Background<String> blocked = stage.run(deque::take);
            if (i % 2 == 0) {
                assertTrue(blocked.staysBlocked(5));
            }
            boolean cancelled = i % 3 == 0 && future.cancel(false);
            deque.put("a");
            if (!cancelled) {
                deque.put("b");
                assertNotSame(null, Futures.get(future));
            }
            assertNotSame(null, blocked.get());
            assertTrue(deque.isEmpty());
        }
    }

    /** join wraps as always. */
    @Test
    void joined() throws Exception {
        SharedDeque<String> deque = create(1);
        CompletableFuture<String> take = deque.async().take();
        deque.close();
        CompletionException wrapped = assertThrows(CompletionException.class, take::join);
        assertInstanceOf(DequeClosedException.class, wrapped.getCause());
        assertTrue(take.isCompletedExceptionally());
        CountDownLatch called = new CountDownLatch(1);
        CompletableFuture<String> unused = take.whenComplete((e, t) -> called.countDown());
        assertTrue(called.await(Stage.LIMIT_SECONDS, TimeUnit.SECONDS));
    }
}
