package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.CorruptFileException;
import dev.sluice.FileFormatException;
import dev.sluice.HandleClosedException;
import dev.sluice.SharedEvent;
import dev.sluice.SharedSemaphore;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The semaphore does what its counterparts in the JDK and in Python do, through one handle and through two. */
class SharedSemaphoreTest {
    private static final long HOUR = 3600;

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedSemaphore create(int permits) throws Exception {
        return stage.closing(SharedSemaphore.create(stage.file(), permits));
    }

    private SharedSemaphore open() throws Exception {
        return stage.closing(SharedSemaphore.open(stage.file()));
    }

    /** Permits go down and up again, and no further than they were. */
    @Test
    void counts() throws Exception {
        SharedSemaphore semaphore = create(2);
        assertEquals(2, semaphore.availablePermits());
        semaphore.acquire();
        assertTrue(semaphore.tryAcquire());
        assertEquals(0, semaphore.availablePermits());
        assertFalse(semaphore.tryAcquire());
        assertFalse(semaphore.tryAcquire(-1, TimeUnit.SECONDS));
        assertFalse(semaphore.tryAcquire(1, TimeUnit.MILLISECONDS));
        assertTrue(semaphore.tryAcquire(0));
        semaphore.release(2);
        assertEquals(2, semaphore.availablePermits());
        assertThrows(IllegalStateException.class, semaphore::release);
        assertEquals(2, semaphore.availablePermits());
        assertEquals(2, semaphore.drainPermits());
        assertEquals(0, semaphore.drainPermits());
        semaphore.release();
        assertEquals(1, semaphore.availablePermits());
        semaphore.release(0);
        assertTrue(semaphore.toString().contains(stage.file().toString()));
    }

    /** A handle releases only what it holds itself, all or nothing. */
    @Test
    void permitsAreTheHandles() throws Exception {
        SharedSemaphore one = create(3);
        SharedSemaphore two = open();
        one.acquire(2);
        two.acquire();
        assertThrows(IllegalStateException.class, () -> two.release(2));
        assertEquals(0, one.availablePermits());
        Background<Object> other = stage.run(() -> {
            one.release(2); // another thread, the same handle
            return null;
        });
        other.get();
        assertEquals(2, two.availablePermits());
        assertThrows(IllegalStateException.class, one::release);
    }

    /** Numbers that make no sense are refused, and nothing happens. */
    @Test
    void negativeNumbers() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> SharedSemaphore.create(stage.file(), -1));
        SharedSemaphore semaphore = create(1);
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquire(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquireUninterruptibly(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(-1, 1, TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> semaphore.release(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquireAsync(-1));
        assertEquals(1, semaphore.availablePermits());
    }

    /** Files are created once, opened as what they are, and opened with another number only by mistake. */
    @Test
    void files() throws Exception {
        assertThrows(NoSuchFileException.class, () -> SharedSemaphore.open(stage.file()));
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.openOrCreate(stage.file(), Integer.MAX_VALUE));
        assertThrows(FileAlreadyExistsException.class, () -> SharedSemaphore.create(stage.file(), 1));
        assertThrows(FileFormatException.class, () -> SharedSemaphore.openOrCreate(stage.file(), 1));
        assertThrows(FileFormatException.class, () -> SharedEvent.open(stage.file()));
        SharedSemaphore again = stage.closing(SharedSemaphore.openOrCreate(stage.file(), Integer.MAX_VALUE));
        assertEquals(Integer.MAX_VALUE, again.drainPermits());
        assertEquals(0, semaphore.availablePermits());
        again.close();
        again.close();
        assertEquals(Integer.MAX_VALUE, semaphore.availablePermits());
        assertEquals(stage.file(), again.path());
    }

    /** A release through one handle wakes one who sleeps at another; one for whom there is enough, whoever slept first. */
    @Test
    void wakes() throws Exception {
        SharedSemaphore one = create(3);
        SharedSemaphore two = open();
        one.acquire(3);
        Background<Boolean> three = stage.run(() -> two.tryAcquire(3, HOUR, TimeUnit.SECONDS));
        assertTrue(three.staysBlocked());
        Background<Boolean> single = stage.run(() -> two.tryAcquire(1, HOUR, TimeUnit.SECONDS));
        assertTrue(single.staysBlocked());
        one.release();
        assertTrue(single.get());
        assertTrue(three.staysBlocked());
        one.release(2);
        assertTrue(three.staysBlocked());
        two.release();
        assertTrue(three.get());
    }

    /** Many permits that come at once reach everybody who waits for one. */
    @Test
    void oneReleaseForMany() throws Exception {
        SharedSemaphore one = create(20);
        SharedSemaphore two = open();
        one.acquire(20);
        List<Background<Object>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SharedSemaphore handle = i % 2 == 0 ? one : two;
            waiting.add(stage.run(() -> {
                handle.acquire();
                return null;
            }));
        }
        assertTrue(waiting.get(19).staysBlocked());
        one.release(20);
        for (Background<Object> each : waiting) {
            each.get();
        }
        assertEquals(0, one.availablePermits());
    }

    /** An interrupt ends the wait at once and takes nothing, unless it is for later. */
    @Test
    void interrupts() throws Exception {
        SharedSemaphore one = create(1);
        SharedSemaphore two = open();
        one.acquire();
        Background<Object> now = stage.run(() -> {
            two.acquire();
            return null;
        });
        Background<Boolean> later = stage.run(() -> {
            two.acquireUninterruptibly();
            return Thread.interrupted();
        });
        assertTrue(now.staysBlocked());
        now.interrupt();
        now.failure(InterruptedException.class);
        later.interrupt();
        assertTrue(later.staysBlocked());
        one.release();
        assertTrue(later.get());
        two.release();
        assertEquals(1, one.availablePermits());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, one::acquire);
        assertEquals(1, one.availablePermits());
    }

    /** Closing a handle ends its waits, and gives back what it holds to those who wait at another. */
    @Test
    void closing() throws Exception {
        SharedSemaphore one = create(2);
        SharedSemaphore two = open();
        one.acquire();
        two.acquire();
        Background<Boolean> closed = stage.run(() -> two.tryAcquire(2, HOUR, TimeUnit.SECONDS));
        Background<Boolean> other = stage.run(() -> one.tryAcquire(HOUR, TimeUnit.SECONDS));
        Eventually.holds(() -> closed.isWaiting() && other.isWaiting(), "both wait");
        two.close();
        closed.failure(HandleClosedException.class);
        assertTrue(other.get());
        assertThrows(HandleClosedException.class, two::acquire);
        assertThrows(HandleClosedException.class, two::release);
        assertThrows(HandleClosedException.class, two::availablePermits);
        one.release(2);
        assertEquals(2, one.availablePermits());
    }

    /** Of four contending handles' threads no more than there are permits are ever inside. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6000})
    void excludes(int permits) throws Exception {
        SharedSemaphore first = create(permits);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Background<Object>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SharedSemaphore handle = i == 0 ? first : open();
            int seed = i;
            threads.add(stage.run(() -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int k = 0; k < 5000; k++) {
                    int count = (1 + random.nextInt(3)) * (permits / 3);
                    if (random.nextInt(4) == 0) {
                        if (!handle.tryAcquire(count, random.nextInt(100), TimeUnit.MICROSECONDS)) {
                            continue;
                        }
                    } else {
                        handle.acquire(count);
                    }
                    most.accumulateAndGet(inside.addAndGet(count), Math::max);
                    inside.addAndGet(-count);
                    handle.release(count);
                }
                return null;
            }));
        }
        for (Background<Object> thread : threads) {
            thread.get(60);
        }
        assertTrue(most.get() <= permits, () -> most + " inside");
        assertEquals(permits, first.availablePermits());
    }

    /** Any sequence of operations through three handles, closed and opened in between, gives what adding up gives. */
    @ParameterizedTest
    @ValueSource(ints = {7, 4095, 4096, Integer.MAX_VALUE})
    void randomModel(int permits) throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SharedSemaphore watching = create(permits);
        SharedSemaphore[] handles = {open(), open(), open()};
        int[] held = new int[3];
        for (int step = 0; step < 20_000; step++) {
            int i = random.nextInt(3);
            int count = random.nextInt(5) * (permits / 7);
            int free = permits - held[0] - held[1] - held[2];
            String where = "seed " + seed + ", step " + step;
            switch (random.nextInt(20)) {
                case 0 -> {
                    handles[i].close();
                    handles[i] = open();
                    held[i] = 0;
                }
                case 1 -> {
                    assertEquals(free, handles[i].drainPermits(), where);
                    held[i] += free;
                }
                case 2, 3, 4, 5, 6, 7, 8, 9 -> {
                    boolean enough = held[i] >= count;
                    try {
                        handles[i].release(count);
                        assertTrue(enough, where);
                        held[i] -= count;
                    } catch (IllegalStateException tooMany) {
                        assertFalse(enough, where);
                    }
                }
                default -> {
                    assertEquals(free >= count, handles[i].tryAcquire(count), where);
                    held[i] += free >= count ? count : 0;
                }
            }
            assertEquals(permits - held[0] - held[1] - held[2], watching.availablePermits(), where);
        }
    }

    /** Numbers in the file that cannot be are reported; once they are mended, all goes on. */
    @Test
    void damagedFile() throws Exception {
        SharedSemaphore semaphore = create(2);
        write(SynchronizerLayout.VALUE_OFFSET, 3);
        assertThrows(CorruptFileException.class, semaphore::availablePermits);
        assertThrows(CorruptFileException.class, semaphore::tryAcquire);
        assertThrows(CorruptFileException.class, semaphore::release);
        write(SynchronizerLayout.VALUE_OFFSET, 1 | 2 << SynchronizerLayout.PACKED_HELD_SHIFT);
        assertThrows(CorruptFileException.class, semaphore::tryAcquire);
        write(SynchronizerLayout.VALUE_OFFSET, 0);
        assertTrue(semaphore.tryAcquire());
        semaphore.release();
        // A slot is looked at when somebody else has changed last.
        write(ParticipantLayout.slotOffset(0) + SynchronizerLayout.SLOT_HELD, -1);
        try (SharedSemaphore two = open()) {
            assertTrue(two.tryAcquire());
            write(ParticipantLayout.slotOffset(0) + SynchronizerLayout.SLOT_HELD, -1);
            assertThrows(CorruptFileException.class, semaphore::tryAcquire);
            assertThrows(CorruptFileException.class, semaphore::release);
            write(ParticipantLayout.slotOffset(0) + SynchronizerLayout.SLOT_HELD, 0);
        }
        assertEquals(2, semaphore.availablePermits());
    }

    /** The same where there is a guard, which is given back. */
    @Test
    void damagedFileOfManyPermits() throws Exception {
        SharedSemaphore semaphore = create(5000);
        write(SynchronizerLayout.VALUE_OFFSET, 5001);
        assertThrows(CorruptFileException.class, semaphore::availablePermits);
        assertThrows(CorruptFileException.class, semaphore::tryAcquire);
        assertThrows(CorruptFileException.class, semaphore::release);
        write(SynchronizerLayout.VALUE_OFFSET, 0);
        assertTrue(semaphore.tryAcquire());
        semaphore.release();
        // A slot is looked at when the sum is made anew.
        write(ParticipantLayout.slotOffset(0) + SynchronizerLayout.SLOT_HELD, -1);
        write(SynchronizerLayout.SEMAPHORE_CHANGES_OFFSET, 77);
        assertThrows(CorruptFileException.class, semaphore::availablePermits);
        assertThrows(CorruptFileException.class, () -> semaphore.acquire(1));
    }

    private void write(int offset, int value) throws Exception {
        try (FileChannel channel = FileChannel.open(stage.file(), StandardOpenOption.WRITE)) {
            channel.write(
                    ByteBuffer.allocate(Integer.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(0, value),
                    offset);
        }
    }

    // ---- futures ----------------------------------------------------------------------------------------------------

    /** Futures are served first come, first served, when there is enough for the first. */
    @Test
    void futuresInOrder() throws Exception {
        SharedSemaphore one = create(2);
        SharedSemaphore two = open();
        assertTrue(two.acquireAsync(2).isDone());
        CompletableFuture<Void> both = one.acquireAsync(2);
        CompletableFuture<Void> single = one.acquireAsync();
        two.release();
        Thread.sleep(50);
        assertFalse(both.isDone() || single.isDone());
        two.release();
        Futures.get(both);
        assertFalse(single.isDone());
        one.release();
        Futures.get(single);
        assertEquals(0, one.availablePermits());
    }

    /** A cancelled future holds nothing and lets the next one on; a closed handle ends what is pending. */
    @Test
    void endedFutures() throws Exception {
        SharedSemaphore one = create(2);
        SharedSemaphore two = open();
        two.acquire();
        CompletableFuture<Void> both = one.acquireAsync(2);
        CompletableFuture<Void> single = one.acquireAsync(1, Runnable::run);
        Thread.sleep(20);
        assertTrue(both.cancel(true));
        Futures.get(single);
        one.release();
        assertEquals(1, one.availablePermits());
        CompletableFuture<Void> closed = one.acquireAsync(2);
        one.close();
        assertInstanceOf(HandleClosedException.class, Futures.failure(closed));
        assertInstanceOf(HandleClosedException.class, Futures.failure(one.acquireAsync()));
        assertEquals(1, two.availablePermits());
    }

    /** Futures that are cancelled while permits come and go hold what they say, or nothing. */
    @Test
    void cancelStorm() throws Exception {
        SharedSemaphore one = create(2);
        SharedSemaphore two = open();
        SplittableRandom random = new SplittableRandom(7);
        Background<Object> coming = stage.run(() -> {
            for (int i = 0; i < 20_000; i++) {
                two.acquire();
                two.release();
            }
            return null;
        });
        int cancelled = 0;
        for (int round = 0; round < 500; round++) {
            List<Integer> wanted = new ArrayList<>();
            List<CompletableFuture<Void>> futures = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                wanted.add(1 + random.nextInt(2));
                futures.add(one.acquireAsync(wanted.get(i)));
            }
            int expected = 0;
            for (int i = 0; i < futures.size(); i++) {
                if (futures.get(i).cancel(true)) {
                    cancelled++;
                } else {
                    expected += wanted.get(i);
                }
            }
            int held = 0;
            while (isReleased(one)) {
                held++;
            }
            assertEquals(expected, held);
        }
        coming.get();
        assertTrue(cancelled > 0);
        assertEquals(2, one.availablePermits());
    }

    /**
     * Permits that have been taken for a future nobody has asked yet are not this handle's to release: who tries waits until it
     * is decided. What it holds besides can be released meanwhile.
     */
    @ParameterizedTest
    @CsvSource({"4095, false", "4095, true", "4096, false", "4096, true"})
    void theUndecidedAreNobodysToRelease(int permits, boolean wanted) throws Exception {
        Handle<SemaphoreEngine> handle = SemaphoreEngine.KIND.create(stage.file(), permits);
        try {
            SemaphoreEngine semaphore = handle.holdings();
            List<Background<Boolean>> releasing = new ArrayList<>();
            AtomicBoolean waited = new AtomicBoolean();
            BooleanSupplier deciding = () -> {
                releasing.add(stage.run(() -> semaphore.release(1)));
                try {
                    waited.set(releasing.get(0).staysBlocked());
                } catch (InterruptedException impossible) {
                    throw new IllegalStateException(impossible);
                }
                return wanted;
            };
            assertEquals(wanted, semaphore.acquireFor(1, deciding, Deadline.UNINTERRUPTED));
            assertTrue(waited.get());
            assertEquals(wanted, releasing.get(0).get());
            assertEquals(0, semaphore.held());
            assertTrue(semaphore.tryAcquire(1, Deadline.AT_ONCE));
            if (permits < 4096) {
                BooleanSupplier releasesTheOther = () -> semaphore.release(1) && wanted;
                assertEquals(wanted, semaphore.acquireFor(1, releasesTheOther, Deadline.UNINTERRUPTED));
                assertEquals(wanted ? 1 : 0, semaphore.held());
            }
            assertTrue(semaphore.release(semaphore.held()));
            assertEquals(permits, semaphore.available());
        } finally {
            handle.close();
        }
    }

    private static boolean isReleased(SharedSemaphore semaphore) {
        try {
            semaphore.release();
            return true;
        } catch (IllegalStateException holdsNone) {
            return false;
        }
    }

    /** Ten thousand pending futures need three threads more at most, and each is served once. */
    @Test
    void manyFutures() throws Exception {
        SharedSemaphore one = create(1);
        SharedSemaphore two = open();
        two.acquire();
        int before = Thread.getAllStackTraces().size();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<Void> unused = one.acquireAsync().thenRun(() -> {
                served.incrementAndGet();
                one.release();
            });
        }
        assertTrue(Thread.getAllStackTraces().size() <= before + 3);
        two.release();
        Eventually.holds(() -> served.get() == 10_000, "all were served");
        Eventually.holds(() -> two.availablePermits() == 1, "the permit is back");
    }
}
