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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a lock, within one process: among threads of one handle, and of two. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("LockNotBeforeTry") // what a lock does without all that is the question
class SharedLockTest {
    /** Three as a rule; over twenty once, when the calls near the end healed, for which each walked down the stack and was thrown out. */
    private static final int STACK_SECONDS = 150;

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedLock create() throws Exception {
        return stage.closing(SharedLock.create(stage.file()));
    }

    private SharedLock open() throws Exception {
        return stage.closing(SharedLock.open(stage.file()));
    }

    /** The same handle, or another one of the same file. */
    private SharedLock other(SharedLock lock, boolean sameHandle) throws Exception {
        return sameHandle ? lock : open();
    }

    /** Threads of two handles that add to an unprotected number lose nothing. */
    @Test
    void mutualExclusion() throws Exception {
        SharedLock one = create();
        SharedLock two = open();
        int[] number = new int[1];
        List<Background<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SharedLock lock = i % 2 == 0 ? one : two;
            threads.add(stage.run(() -> {
                for (int n = 0; n < 2000; n++) {
                    lock.lock();
                    number[0]++;
                    lock.unlock();
                }
                return 0;
            }));
        }
        for (Background<Integer> thread : threads) {
            thread.get();
        }
        assertEquals(20_000, number[0]);
        assertFalse(one.isLocked());
    }

    /** A thread may lock as often as it likes; the lock is free after as many unlocks, not before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reentrant(boolean sameHandle) throws Exception {
        SharedLock lock = create();
        SharedLock other = other(lock, sameHandle);
        lock.lock();
        lock.lockInterruptibly();
        assertTrue(lock.tryLock());
        assertTrue(lock.tryLock(1, TimeUnit.SECONDS));
        for (int held = 4; held > 0; held--) {
            assertEquals(held, lock.getHoldCount());
            assertTrue(lock.isHeldByCurrentThread());
            assertFalse(stage.run(() -> other.tryLock()).get());
            lock.unlock();
        }
        assertEquals(0, lock.getHoldCount());
        assertFalse(lock.isHeldByCurrentThread());
        assertTrue(stage.run(() -> other.tryLock() && other.isHeldByCurrentThread())
                .get());
        assertTrue(lock.isLocked());
    }

    /** Only the owner may unlock; and through the handle by which it has locked. */
    @Test
    void onlyTheOwnerUnlocks() throws Exception {
        SharedLock lock = create();
        SharedLock other = open();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
        assertThrows(IllegalMonitorStateException.class, lock::previousOwnerDied);
        lock.lock();
        assertThrows(IllegalMonitorStateException.class, other::unlock);
        stage.run(() -> {
                    lock.unlock();
                    return 0;
                })
                .failure(IllegalMonitorStateException.class);
        assertEquals(1, lock.getHoldCount());
        assertFalse(lock.previousOwnerDied());
        lock.unlock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    /** Whoever waits gets the lock when it is given back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waits(boolean sameHandle) throws Exception {
        SharedLock lock = create();
        SharedLock other = other(lock, sameHandle);
        lock.lock();
        Background<Integer> waiter = stage.run(() -> {
            other.lock();
            return other.getHoldCount();
        });
        assertTrue(waiter.staysBlocked());
        lock.unlock();
        assertEquals(1, waiter.get());
    }

    /** A timed call gives up when its time is up, at once if there is none; and leaves nothing behind. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void timesOut(boolean sameHandle) throws Exception {
        SharedLock lock = create();
        SharedLock other = other(lock, sameHandle);
        lock.lock();
        assertFalse(stage.run(() -> other.tryLock(0, TimeUnit.SECONDS)).get());
        assertFalse(stage.run(() -> other.tryLock(-1, TimeUnit.SECONDS)).get());
        long begin = System.nanoTime();
        assertFalse(stage.run(() -> other.tryLock(60, TimeUnit.MILLISECONDS)).get());
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(60));
        Background<Boolean> waiter = stage.run(() -> other.tryLock(20, TimeUnit.SECONDS));
        assertTrue(waiter.staysBlocked());
        lock.unlock();
        assertTrue(waiter.get());
    }

    /** An interrupt ends a wait that is interruptible, and only such a one, which keeps the mark. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interrupts(boolean sameHandle) throws Exception {
        SharedLock lock = create();
        SharedLock other = other(lock, sameHandle);
        lock.lock();
        Background<Integer> interruptible = stage.run(() -> {
            other.lockInterruptibly();
            return 0;
        });
        Background<Boolean> timed = stage.run(() -> other.tryLock(1, TimeUnit.DAYS));
        Background<Boolean> not = stage.run(() -> {
            other.lock();
            other.unlock();
            return Thread.interrupted();
        });
        assertTrue(interruptible.staysBlocked() && timed.staysBlocked() && not.staysBlocked());
        interruptible.interrupt();
        timed.interrupt();
        not.interrupt();
        interruptible.failure(InterruptedException.class);
        timed.failure(InterruptedException.class);
        assertTrue(not.staysBlocked());
        lock.unlock();
        assertTrue(not.get());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, lock::lockInterruptibly);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> lock.tryLock(1, TimeUnit.SECONDS));
        Thread.currentThread().interrupt();
        assertTrue(lock.tryLock());
        assertTrue(Thread.interrupted());
    }

    /** Closing ends the waits of the handle, those for a turn and the one for the word, and no others. */
    @Test
    void closeEndsWaits() throws Exception {
        SharedLock lock = create();
        SharedLock closing = open();
        SharedLock third = open();
        lock.lock();
        List<Background<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean interruptible = i % 2 == 0;
            waiters.add(stage.run(() -> {
                if (interruptible) {
                    closing.lockInterruptibly();
                } else {
                    closing.lock();
                }
                return 0;
            }));
        }
        Background<Boolean> stays = stage.run(() -> third.tryLock(1, TimeUnit.DAYS));
        assertTrue(stays.staysBlocked());
        closing.close();
        for (Background<Integer> waiter : waiters) {
            waiter.failure(HandleClosedException.class);
        }
        assertTrue(stays.staysBlocked());
        lock.unlock();
        assertTrue(stays.get());
    }

    /** Closing a handle through which the lock is held gives it back; its holder hears of that from unlock. */
    @Test
    void closeGivesBack() throws Exception {
        SharedLock lock = create();
        SharedLock held = open();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Background<Integer> holder = stage.run(() -> {
            held.lock();
            locked.countDown();
            closed.await();
            assertFalse(held.isHeldByCurrentThread());
            held.unlock();
            return 0;
        });
        locked.await();
        assertFalse(lock.tryLock());
        List<Background<Boolean>> inTheQueue = List.of(
                stage.run(() -> held.tryLock(1, TimeUnit.DAYS)), stage.run(() -> held.tryLock(1, TimeUnit.DAYS)));
        assertTrue(inTheQueue.get(1).staysBlocked());
        held.close();
        for (Background<Boolean> waiter : inTheQueue) {
            waiter.failure(HandleClosedException.class);
        }
        assertTrue(lock.tryLock(10, TimeUnit.SECONDS));
        assertFalse(lock.previousOwnerDied());
        closed.countDown();
        holder.failure(HandleClosedException.class);
        assertEquals(1, lock.getHoldCount());
        assertTrue(lock.isLocked());
        held.close();
        assertThrows(HandleClosedException.class, held::lock);
        assertThrows(HandleClosedException.class, held::tryLock);
        assertThrows(HandleClosedException.class, held::unlock);
        assertThrows(HandleClosedException.class, held::newCondition);
        assertTrue(held.toString().contains("closed"));
    }

    /** Handles that close while their threads lock and unlock leave a lock that others can use. */
    @Test
    void closeAtAnyMoment() throws Exception {
        SharedLock lock = create();
        for (int i = 0; i < 60; i++) {
            SharedLock closing = open();
            List<Background<Integer>> threads = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                threads.add(stage.run(() -> {
                    while (true) {
                        closing.lock();
                        closing.unlock();
                    }
                }));
            }
            lock.lock();
            lock.unlock();
            Thread.sleep(i % 5);
            closing.close();
            for (Background<Integer> thread : threads) {
                thread.failure(HandleClosedException.class);
            }
            assertTrue(lock.tryLock(10, TimeUnit.SECONDS));
            lock.unlock();
        }
    }

    /** A thread that is thrown out by a stack overflow, wherever, leaves a lock that it and others can use. */
    @Test
    void stackOverflow() throws Exception {
        SharedLock lock = create();
        SharedLock other = open();
        stage.run(() -> {
                    for (int i = 0; i < 200; i++) {
                        overflow(lock);
                        while (lock.isHeldByCurrentThread()) {
                            lock.unlock();
                        }
                        lock.lock();
                        assertEquals(1, lock.getHoldCount());
                        lock.unlock();
                    }
                    return 0;
                })
                .get(STACK_SECONDS);
        other.lock();
        other.unlock();
    }

    private static void overflow(SharedLock lock) {
        try {
            deeper(lock);
        } catch (StackOverflowError expected) {
            // That is what it is about.
        }
    }

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private static void deeper(SharedLock lock) {
        try {
            deeper(lock);
        } catch (StackOverflowError atTheEnd) {
            // Near the end of the stack, and further from it with each frame.
            lock.lock();
            lock.unlock();
            throw atTheEnd;
        }
    }

    /** Files appear once, open if they are locks, and say so if they are not. */
    @Test
    void files() throws Exception {
        assertThrows(NoSuchFileException.class, () -> SharedLock.open(stage.file()));
        SharedLock lock = stage.closing(SharedLock.openOrCreate(stage.file()));
        assertEquals(stage.file(), lock.path());
        SharedLock again = stage.closing(SharedLock.openOrCreate(stage.file()));
        lock.lock();
        assertTrue(again.isLocked());
        assertTrue(again.toString().contains("locked"));
        assertThrows(FileAlreadyExistsException.class, () -> SharedLock.create(stage.file()));
        assertThrows(FileFormatException.class, () -> SharedBarrier.open(stage.file()));
    }

    /** A word that names nobody is reported, and does not hang those who wait. */
    @Test
    void corruptWord() throws Exception {
        SharedLock lock = create();
        Bytes.setInt(stage.file(), 512, 0x7FFF_FFFF);
        assertThrows(CorruptFileException.class, lock::lock);
        Bytes.setInt(stage.file(), 512, 0);
        lock.lock();
        lock.unlock();
    }
}
