package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.AsyncDeque;
import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Thousands of futures, and another process at the other end. */
class ManyFuturesTest {
    private static final int MANY = 100_000;
    private static final int LIMIT_SECONDS = 60;

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(int capacity) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity).elementBytes(16));
    }

    private Remote remote() throws Exception {
        Remote remote = stage.remote();
        remote.now("open", "d", stage.file());
        return remote;
    }

    private static long usedAfterCollection() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** 100,000 pending takes: three threads more at most, 300 bytes each; all completed once, in order, by another process. */
    @Test
    void pendingTakes() throws Exception {
        SharedDeque<String> deque = create(1024);
        Remote remote = remote();
        deque.async().take().cancel(false); // classes and threads that come with the first
        Eventually.holds(() -> !Futures.isThreadThere(), "no waiting thread");
        int threads = Thread.getAllStackTraces().size();
        List<CompletableFuture<String>> takes = new ArrayList<>(MANY);
        long before = usedAfterCollection();
        AsyncDeque<String> async = deque.async();
        for (int i = 0; i < MANY; i++) {
            takes.add(async.take());
        }
        long each = (usedAfterCollection() - before) / MANY;
        int more = Thread.getAllStackTraces().size() - threads;
        assertTrue(each <= 300, () -> each + " bytes each");
        assertTrue(more <= 3, () -> more + " threads more");

        List<Integer> order = Collections.synchronizedList(new ArrayList<>(MANY));
        AtomicInteger completions = new AtomicInteger();
        for (CompletableFuture<String> take : takes) {
            CompletableFuture<Void> unused = take.thenAccept(element -> {
                completions.incrementAndGet();
                order.add(Integer.parseInt(element));
            });
        }
        Remote.Reply putting = remote.on("putter", "putAll", "d", "", MANY);
        for (int i = 0; i < MANY; i++) {
            assertEquals("" + i, takes.get(i).get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals("done", putting.value());
        Eventually.holds(() -> completions.get() == MANY, "all callbacks have run");
        assertEquals(MANY, new TreeSet<>(order).size());
        assertTrue(deque.isEmpty());
        assertEquals(0, deque.stats().size());
    }

    /** Half of 100,000 takes are cancelled or time out while another process puts: what is received or left is what was put. */
    @Test
    void randomlyCancelledTakes() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SharedDeque<String> deque = create(1024);
        Remote remote = remote();
        List<CompletableFuture<String>> takes = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            takes.add(deque.async().take());
        }
        int puts = MANY / 2;
        Remote.Reply putting = remote.on("putter", "putAll", "d", "", puts);
        for (CompletableFuture<String> take : takes) {
            switch (random.nextInt(4)) {
                case 0 -> take.cancel(random.nextBoolean());
                case 1 -> take.orTimeout(random.nextInt(300), TimeUnit.MILLISECONDS);
                default -> {
                    // stays
                }
            }
        }
        // As long as takes are pending everything is taken; if more were withdrawn than there are, the rest is left.
        List<Integer> received = new ArrayList<>();
        Background<String> drained = stage.run(() -> {
            String result = putting.value();
            CompletableFuture.anyOf(
                            CompletableFuture.allOf(takes.toArray(CompletableFuture[]::new)), waitUntil(deque::isEmpty))
                    .handle((done, failure) -> done)
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return result;
        });
        assertEquals("done", drained.get(LIMIT_SECONDS));
        for (CompletableFuture<String> take : takes) {
            take.cancel(false); // what is still pending; in order, so that none behind it is served later
        }
        for (CompletableFuture<String> take : takes) {
            try {
                received.add(Integer.parseInt(take.get(LIMIT_SECONDS, TimeUnit.SECONDS)));
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.CancellationException withdrawn) {
                // took nothing
            }
        }
        for (String left = deque.poll(); left != null; left = deque.poll()) {
            received.add(Integer.parseInt(left));
        }
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < puts; i++) {
            expected.add(i);
        }
        assertEquals(expected, received, "seed " + seed);
    }

    private static CompletableFuture<Void> waitUntil(java.util.function.BooleanSupplier condition) {
        return CompletableFuture.runAsync(() -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
        });
    }

    /** Half of 100,000 puts are cancelled or time out while another process takes: what arrives is what was not withdrawn. */
    @Test
    void randomlyCancelledPuts() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SharedDeque<String> deque = create(64);
        List<CompletableFuture<Void>> puts = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            puts.add(deque.async().put("" + i));
        }
        Background<List<String>> taker = stage.run(() -> {
            List<String> taken = new ArrayList<>();
            SharedDeque<String> other = stage.open();
            for (String element = other.take(); !element.equals("end"); element = other.take()) {
                taken.add(element);
            }
            return taken;
        });
        for (CompletableFuture<Void> put : puts) {
            switch (random.nextInt(4)) {
                case 0 -> put.cancel(random.nextBoolean());
                case 1 -> put.orTimeout(random.nextInt(300), TimeUnit.MILLISECONDS);
                default -> {
                    // stays
                }
            }
        }
        deque.async().put("end").get(LIMIT_SECONDS, TimeUnit.SECONDS);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            assertTrue(
                    puts.get(i).isDone() || puts.get(i).handle((v, t) -> true).get(LIMIT_SECONDS, TimeUnit.SECONDS));
            if (!puts.get(i).isCompletedExceptionally()) {
                expected.add("" + i);
            }
        }
        assertEquals(expected, taker.get(LIMIT_SECONDS), "seed " + seed);
    }

    /** One process that puts and takes through one deque of capacity 1 with thousands of futures makes progress. */
    @Test
    void bothOnOne() throws Exception {
        int count = 20_000;
        SharedDeque<String> deque = create(1);
        List<CompletableFuture<String>> takes = new ArrayList<>();
        List<CompletableFuture<Void>> puts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            takes.add(deque.async().take());
        }
        for (int i = 0; i < 2 * count; i++) {
            puts.add(deque.async().put("" + i));
        }
        for (int i = 0; i < count; i++) {
            takes.add(deque.async().take());
        }
        for (int i = 0; i < 2 * count; i++) {
            assertEquals("" + i, takes.get(i).get(LIMIT_SECONDS, TimeUnit.SECONDS));
            puts.get(i).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        assertTrue(deque.isEmpty());
    }

    /** A process that is killed with futures pending has taken and put nothing. */
    @Test
    void killedWithPending() throws Exception {
        SharedDeque<String> deque = create(1);
        Remote takers = remote();
        takers.now("takeAsync", "d", 1000);
        takers.child().kill();
        deque.put("a");
        Eventually.holds(() -> deque.stats().participants() == 1, "it is repaired after");
        assertEquals(List.of("a"), List.copyOf(deque));

        Remote putters = remote();
        putters.now("putAsync", "d", 1000);
        putters.child().kill();
        assertEquals("a", deque.take());
        Eventually.holds(() -> deque.stats().participants() == 1, "it is repaired after");
        assertEquals(null, deque.poll());
    }
}
