package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.HandleClosedException;
import dev.sluice.SharedCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counter changes as an AtomicLong does, and wakes whoever waits for what it has become. */
class SharedCounterTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedCounter create(long initial) throws Exception {
        return stage.closing(SharedCounter.create(stage.file(), initial));
    }

    private SharedCounter open() throws Exception {
        return stage.closing(SharedCounter.open(stage.file()));
    }

    /** Every operation on values of 64 bits; the file begins with its initial value, which an opener does not change. */
    @Test
    void values() throws Exception {
        SharedCounter one = create(Long.MIN_VALUE);
        SharedCounter two = stage.closing(SharedCounter.openOrCreate(stage.file(), 5));
        assertEquals(Long.MIN_VALUE, two.get());
        assertEquals(Long.MAX_VALUE, two.decrementAndGet());
        assertEquals(Long.MAX_VALUE, one.getAndAdd(2));
        assertEquals(Long.MIN_VALUE + 1, one.get());
        one.set(1L << 40);
        assertEquals((1L << 40) + 3, two.addAndGet(3));
        assertFalse(two.compareAndSet(0, 1));
        assertTrue(two.compareAndSet((1L << 40) + 3, -7));
        assertEquals(-6, one.incrementAndGet());
        assertTrue(one.toString().contains(stage.file().toString()));
        SharedCounter another =
                stage.closing(SharedCounter.openOrCreate(stage.directory().resolve("another"), 5));
        assertEquals(5, another.get());
    }

    /** Each wait ends when its bound is kept, and not before. */
    @Test
    void waits() throws Exception {
        SharedCounter one = create(0);
        SharedCounter two = open();
        two.awaitAtLeast(0);
        two.awaitAtMost(0);
        assertTrue(two.awaitAtLeast(-1, 0, TimeUnit.SECONDS));
        assertFalse(two.awaitAtLeast(1, 0, TimeUnit.SECONDS));
        assertFalse(two.awaitAtMost(-1, 2, TimeUnit.MILLISECONDS));
        assertEquals(0L, two.awaitAtLeastAsync(0).getNow(99L));
        Background<Object> five = stage.run(() -> {
            two.awaitAtLeast(5);
            return null;
        });
        Background<Boolean> ten = stage.run(() -> two.awaitAtLeast(10, 1, TimeUnit.HOURS));
        Background<Boolean> below = stage.run(() -> two.awaitAtMost(-3, 1, TimeUnit.HOURS));
        CompletableFuture<Long> seven = two.awaitAtLeastAsync(7);
        CompletableFuture<Long> six = two.awaitAtLeastAsync(6);
        CompletableFuture<Long> less = two.awaitAtMostAsync(-1, Runnable::run);
        assertTrue(ten.staysBlocked());
        one.addAndGet(6);
        five.get();
        assertEquals(6L, Futures.get(six));
        assertTrue(ten.staysBlocked());
        assertFalse(seven.isDone() || less.isDone());
        one.set(12);
        assertTrue(ten.get());
        assertEquals(12L, Futures.get(seven));
        assertTrue(one.compareAndSet(12, -3));
        assertTrue(below.get());
        assertEquals(-3L, Futures.get(less));
    }

    /** Interrupts and the closing of the handle end waits. */
    @Test
    void endsOfWaits() throws Exception {
        SharedCounter one = create(0);
        SharedCounter two = open();
        Background<Boolean> interrupted = stage.run(() -> two.awaitAtLeast(1, 1, TimeUnit.HOURS));
        Background<Boolean> closed = stage.run(() -> two.awaitAtLeast(1, 1, TimeUnit.HOURS));
        CompletableFuture<Long> pending = two.awaitAtLeastAsync(1);
        assertTrue(interrupted.staysBlocked());
        interrupted.interrupt();
        interrupted.failure(InterruptedException.class);
        two.close();
        closed.failure(HandleClosedException.class);
        assertInstanceOf(HandleClosedException.class, Futures.failure(pending));
        assertThrows(HandleClosedException.class, two::get);
        assertThrows(HandleClosedException.class, two::incrementAndGet);
        assertThrows(HandleClosedException.class, () -> two.compareAndSet(0, 1));
        assertThrows(HandleClosedException.class, () -> two.awaitAtLeast(0));
        assertEquals(0, one.get());
    }

    /** Thousands of futures with bounds of their own are each done with the first value that the thread saw keep them. */
    @Test
    void manyFutures() throws Exception {
        SharedCounter one = create(0);
        SharedCounter two = open();
        List<Integer> bounds = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            bounds.add(i);
        }
        Collections.shuffle(bounds, new java.util.Random(1));
        int before = Thread.getAllStackTraces().size();
        List<CompletableFuture<Long>> futures = new ArrayList<>();
        for (int bound : bounds) {
            futures.add(two.awaitAtLeastAsync(bound));
        }
        assertTrue(Thread.getAllStackTraces().size() <= before + 3);
        for (int value = 1000; value <= 10_000; value += 1000) {
            one.set(value);
        }
        for (int i = 0; i < futures.size(); i++) {
            long seen = Futures.get(futures.get(i));
            assertTrue(seen >= bounds.get(i), seen + " for " + bounds.get(i));
        }
    }

    /** What several processes add at once is all there, and whoever waits for the sum sees it. */
    @Test
    void addsUp() throws Exception {
        SharedCounter counter = create(0);
        CompletableFuture<Long> all = counter.awaitAtLeastAsync(130_000);
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(stage.start(ChildJvm.of(ObjectMain.class, "counter", stage.file())));
        }
        for (ChildJvm child : children) {
            child.expect("ready");
            child.send("add 40000");
        }
        for (int i = 0; i < 10_000; i++) {
            counter.incrementAndGet();
        }
        for (ChildJvm child : children) {
            child.expect("about add 40000");
            child.expect("done add 40000");
        }
        assertEquals(130_000, counter.get());
        assertEquals(130_000L, Futures.get(all));
    }
}
