package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.CorruptFileException;
import dev.sluice.SharedCounter;
import dev.sluice.SharedDeque;
import dev.sluice.SharedEvent;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import dev.sluice.Waiting;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are thrown out in the middle, by a stack overflow or by damage, leave nothing that others wait for in vain. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThrownOutTest {
    /** Shorter than the slices after which a sleeper looks by itself. */
    private static final int WOKEN_SECONDS = 8;

    private static final int LANE_SECONDS = 100;

    private static final long SMALL_STACK_BYTES = 256 << 10;

    @RegisterExtension
    final Stage stage = new Stage();

    /** Makes the call again and again where the stack is about to end, a little further from there each time, on a thread of its own. */
    private static void nearTheEnd(Runnable call) throws InterruptedException {
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        deeper(call);
                    } catch (StackOverflowError expected) {
                        // That is what it is about.
                    }
                },
                "near the end",
                SMALL_STACK_BYTES);
        thread.start();
        thread.join();
    }

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private static void deeper(Runnable call) {
        try {
            deeper(call);
        } catch (StackOverflowError atTheEnd) {
            call.run();
            throw atTheEnd;
        }
    }

    private static void atDepth(int depth, Runnable call) {
        if (depth == 0) {
            call.run();
        } else {
            atDepth(depth - 1, call);
        }
    }

    /** Makes the call as often, somewhere near the end of the stack, and the check after each, where there is plenty of it. */
    private Background<Integer> nearTheEnd(int times, Runnable call, Runnable check) {
        CompletableFuture<Integer> thrownOut = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        thrownOut.complete(overflows(times, call, check));
                    } catch (Throwable failed) {
                        thrownOut.completeExceptionally(failed);
                    }
                },
                "near the end",
                SMALL_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return stage.run(() -> Futures.get(thrownOut));
    }

    /** Returns how often it was thrown out. The depth is found anew again and again, as the compiler makes frames smaller. */
    private static int overflows(int times, Runnable call, Runnable check) {
        SplittableRandom random = new SplittableRandom(4);
        int overflows = 0;
        int depth = 300;
        for (int i = 0; i < times; i++) {
            try {
                atDepth(Math.max(1, depth + random.nextInt(-20, 20)), call);
                depth += overflows == 0 ? 1 + depth / 8 : random.nextInt(60);
            } catch (StackOverflowError thrownOut) {
                overflows++;
                depth -= random.nextInt(60);
            }
            check.run();
        }
        return overflows;
    }

    /** An insertion at an end, where nothing moves, has put the element in or has done nothing. */
    @ParameterizedTest
    @EnumSource(
            value = Waiting.class,
            names = {"KERNEL", "SPIN"})
    void insertedAtAnEnd(Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(8).waiting(waiting));
        Runnable check = () -> {
            String there = deque.poll();
            assertTrue(there == null || there.equals("x"), there);
            assertEquals(0, deque.size());
            assertNull(deque.poll());
        };
        int first = nearTheEnd(3_000, () -> deque.insert(0, "x"), check).get(60);
        int last =
                nearTheEnd(3_000, () -> deque.insert(deque.size(), "x"), check).get(60);
        assertTrue(first > 100 && last > 100, () -> first + " and " + last + " overflows");
    }

    /** Closing that was thrown out goes on at the next call; what the handle held is the others', and its slot is free. */
    @Test
    void closingGoesOn() throws Exception {
        SharedSemaphore semaphore =
                stage.closing(SharedSemaphore.create(stage.directory().resolve("few"), 2));
        SharedSemaphore many =
                stage.closing(SharedSemaphore.create(stage.directory().resolve("many"), 5000));
        SharedLock lock = stage.closing(SharedLock.create(stage.directory().resolve("lock")));
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).joinable());
        for (int i = 0; i < 25; i++) {
            SharedSemaphore few = SharedSemaphore.open(semaphore.path());
            SharedSemaphore other = SharedSemaphore.open(many.path());
            SharedLock held = SharedLock.open(lock.path());
            SharedDeque<String> worker = stage.open();
            few.acquire(2);
            other.acquire(5000);
            held.lock();
            deque.put("task");
            worker.take();
            for (AutoCloseable handle : new AutoCloseable[] {few, other, held, worker}) {
                nearTheEnd(() -> close(handle));
                close(handle);
            }
            assertEquals(2, semaphore.availablePermits());
            assertEquals(5000, many.availablePermits());
            assertTrue(lock.tryLock(WOKEN_SECONDS, TimeUnit.SECONDS));
            lock.unlock();
            assertEquals(0, deque.unfinished());
            assertEquals(1, deque.stats().participants());
        }
    }

    /** A thread that was thrown out of a call can close the handle, with nothing called in between. */
    @Test
    void closesByWhoWasThrownOut() throws Exception {
        stage.closing(SharedSemaphore.create(stage.directory().resolve("few"), 2));
        stage.closing(SharedLock.create(stage.directory().resolve("lock")));
        SharedDeque<String> deque = stage.create(SharedDeque.builder(Codec.utf8()));
        AtomicInteger left = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            SharedSemaphore few = SharedSemaphore.open(stage.directory().resolve("few"));
            SharedLock lock = SharedLock.open(stage.directory().resolve("lock"));
            SharedDeque<String> putter = stage.open();
            SharedDeque<String> taker = stage.open();
            thrownOutOnce(few::tryAcquire, few, left);
            thrownOutOnce(lock::tryLock, lock, left);
            thrownOutOnce(() -> putter.offer("x"), putter, left);
            thrownOutOnce(taker::poll, taker, left);
        }
        assertTrue(left.get() > 0, "nothing was ever left behind");
        assertEquals(1, deque.stats().participants());
    }

    /** Calls again and again where the stack is about to end, until that call is thrown out; then the same thread closes. */
    private static void thrownOutOnce(Runnable call, AutoCloseable handle, AtomicInteger left) throws Exception {
        AtomicBoolean out = new AtomicBoolean();
        call.run(); // its classes are not loaded where there is no room
        new Background<>(() -> {
                    try {
                        deeper(() -> {
                            if (!out.get()) {
                                out.set(true);
                                call.run();
                                out.set(false);
                            }
                        });
                    } catch (StackOverflowError expected) {
                        // That is what it is about.
                    }
                    left.addAndGet(out.get() ? 1 : 0);
                    handle.close();
                    return true;
                })
                .get();
    }

    /** Permits that have been taken, and a guard, when its thread is thrown out: closing gives them back. */
    @ParameterizedTest
    @ValueSource(ints = {4095, 4096})
    void closesInTheMiddle(int permits) throws Exception {
        Handle<SemaphoreEngine> handle = SemaphoreEngine.KIND.create(stage.file(), permits);
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.open(stage.file()));
        BooleanSupplier overflowing = () -> {
            throw new StackOverflowError("as if");
        };
        new Background<>(() -> {
                    assertThrows(
                            StackOverflowError.class,
                            () -> handle.holdings().acquireFor(2, overflowing, Deadline.UNINTERRUPTED));
                    handle.close();
                    return true;
                })
                .get();
        assertEquals(permits, semaphore.availablePermits());
        assertTrue(semaphore.tryAcquire(permits));
    }

    /** Something that a thread does for long without ever coming to a guard. */
    enum Activity {
        AWAITS_AN_EVENT,
        AWAITS_A_COUNT,
        POLLS_THE_EMPTY,
        ASKS_FOR_THE_SIZE
    }

    /** What a thread left behind that was thrown out is put in order even if it does not come to a guard again, but stays in a call. */
    @ParameterizedTest
    @EnumSource
    void nobodyWaitsForOneWhoDoesSomethingElse(Activity what) throws Exception {
        Handle<SemaphoreEngine> handle =
                SemaphoreEngine.KIND.create(stage.directory().resolve("few"), 4095);
        SharedEvent event = stage.closing(SharedEvent.create(stage.directory().resolve("event")));
        SharedCounter counter =
                stage.closing(SharedCounter.create(stage.directory().resolve("counter"), 0));
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).waiting(Waiting.SPIN));
        CountDownLatch out = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        BooleanSupplier overflowing = () -> {
            throw new StackOverflowError("as if");
        };
        Background<Boolean> victim = stage.run(() -> {
            assertThrows(
                    StackOverflowError.class,
                    () -> handle.holdings().acquireFor(2, overflowing, Deadline.UNINTERRUPTED));
            out.countDown();
            switch (what) {
                case AWAITS_AN_EVENT -> event.await();
                case AWAITS_A_COUNT -> counter.awaitAtLeast(1);
                case POLLS_THE_EMPTY -> {
                    while (!stop.get()) {
                        deque.poll();
                    }
                }
                case ASKS_FOR_THE_SIZE -> {
                    while (!stop.get()) {
                        assertEquals(0, deque.size());
                    }
                }
            }
            return true;
        });
        out.await();
        Background<Boolean> closing = stage.run(() -> {
            handle.close();
            return true;
        });
        assertTrue(closing.get());
        assertFalse(victim.isDone());
        stop.set(true);
        event.set();
        counter.set(1);
        assertTrue(victim.get());
    }

    private static void close(AutoCloseable handle) {
        try {
            handle.close();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Damage is reported by close, once, and the handle is gone all the same. */
    @Test
    void closingOverDamage() throws Exception {
        SharedSemaphore one = stage.closing(SharedSemaphore.create(stage.file(), 2));
        SharedSemaphore two = SharedSemaphore.open(stage.file());
        Bytes.setInt(stage.file(), SynchronizerLayout.VALUE_OFFSET, 3);
        assertThrows(CorruptFileException.class, two::close);
        two.close();
        Bytes.setInt(stage.file(), SynchronizerLayout.VALUE_OFFSET, 0);
        int status = Bytes.getInt(stage.file(), ParticipantLayout.slotOffset(1) + ParticipantLayout.STATUS);
        assertEquals(0, status & 1, "the slot is free");
        assertTrue(one.tryAcquire(2));
    }

    /** A release or a set that was thrown out after its change wakes those who wait, when its thread comes again. */
    @Test
    void nobodySleepsOn() throws Exception {
        // Side by side, as each round may wait for the watcher to look, which takes seconds.
        List<Background<Integer>> lanes = new ArrayList<>();
        for (int lane = 0; lane < 5; lane++) {
            Path directory = Files.createDirectory(stage.directory().resolve("lane-" + lane));
            lanes.add(stage.run(() -> releasesAndSets(directory)));
        }
        for (Background<Integer> lane : lanes) {
            assertEquals(1, lane.get(LANE_SECONDS));
        }
    }

    /** Three rounds; returns how many permits there are in the end. */
    private int releasesAndSets(Path directory) throws Exception {
        SharedSemaphore one = stage.closing(SharedSemaphore.create(directory.resolve("semaphore"), 1));
        SharedSemaphore two = stage.closing(SharedSemaphore.open(one.path()));
        SharedEvent event = stage.closing(SharedEvent.create(directory.resolve("event")));
        for (int i = 0; i < 3; i++) {
            one.acquire();
            event.clear();
            Background<Boolean> permit = stage.run(() -> two.tryAcquire(1, TimeUnit.HOURS));
            Background<Boolean> set = stage.run(() -> event.await(1, TimeUnit.HOURS));
            Eventually.holds(() -> permit.isWaiting() && set.isWaiting(), "both wait");
            nearTheEnd(() -> {
                if (two.availablePermits() == 0 && !permit.isDone()) {
                    one.release();
                }
            });
            nearTheEnd(event::set);
            // The thread that was thrown out is gone: the watcher finds what it has left behind.
            if (one.availablePermits() == 0 && !permit.isDone()) {
                one.release();
            }
            assertTrue(permit.get(WOKEN_SECONDS));
            event.set();
            assertTrue(set.get(WOKEN_SECONDS));
            two.release();
        }
        return one.availablePermits();
    }

    /** Who wakes from a wait in vain and owned the lock in between, unseen, does not keep the news of a death for himself. */
    @Test
    void deathIsNotHeardInVain() throws Exception {
        SharedLock one = stage.closing(SharedLock.create(stage.file()));
        SharedLock two = stage.closing(SharedLock.open(stage.file()));
        Condition here = one.newCondition();
        Condition there = two.newCondition();
        boolean[] meant = {false}; // under the lock
        Background<Object> waiter = stage.run(() -> {
            two.lock();
            try {
                while (!meant[0]) {
                    there.await();
                }
            } finally {
                two.unlock();
            }
            return "signalled";
        });
        Eventually.holds(() -> waiter.isIn("ConditionEngine", "sleep"), "it waits");
        one.lock();
        try {
            here.signal();
            Eventually.holds(
                    () -> waiter.isIn("ConditionEngine", "takeAgain") || waiter.isIn("LockEngine", "takeAgain"),
                    "it wants the lock");
            // As if somebody else had consumed the signal, returned, and died.
            Bytes.setInt(stage.file(), SynchronizerLayout.conditionOffset(0) + SynchronizerLayout.CONDITION_SIGNALS, 0);
            Bytes.setInt(stage.file(), SynchronizerLayout.LOCK_DIED_OFFSET, 1);
        } finally {
            one.unlock();
        }
        Eventually.holds(() -> waiter.isIn("ConditionEngine", "sleep"), "it waits again");
        assertFalse(waiter.isDone());
        one.lock();
        try {
            assertTrue(one.previousOwnerDied());
            meant[0] = true;
            here.signal();
        } finally {
            one.unlock();
        }
        assertEquals("signalled", waiter.get());
    }

    /** Permits that are said to be held, but by nobody who is attached, are reported to those who wait for them, not waited for. */
    @Test
    void permitsOfNobody() throws Exception {
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), 3));
        Bytes.setInt(stage.file(), SynchronizerLayout.VALUE_OFFSET, 3);
        Background<Boolean> waiter = stage.run(() -> semaphore.tryAcquire(1, TimeUnit.HOURS));
        waiter.failure(CorruptFileException.class);
    }
}
