package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.CorruptFileException;
import dev.sluice.HandleClosedException;
import dev.sluice.SharedLock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of a lock's conditions, among threads of two handles. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "JavaUtilDate"
}) // what a lock does without all that is the question
class SharedConditionTest {
    /** Waiting as it is to be tested. */
    private interface Wait {
        Object on(Condition condition) throws InterruptedException;
    }

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedLock lock;
    private Condition condition;
    private SharedLock other;
    private Condition others;

    @BeforeEach
    void open() throws Exception {
        lock = stage.closing(SharedLock.create(stage.file()));
        condition = lock.newCondition();
        other = stage.closing(SharedLock.open(stage.file()));
        others = other.newCondition();
    }

    private static Object forEver(Condition condition) throws InterruptedException {
        condition.await();
        return true;
    }

    /** A thread that waits, and holds the lock as often before as after; returns what the wait did. */
    private Background<Object> waiter(boolean here, Wait wait) {
        SharedLock mine = here ? lock : other;
        return stage.run(() -> {
            mine.lock();
            mine.lock();
            try {
                return wait.on(here ? condition : others);
            } finally {
                assertEquals(2, mine.getHoldCount());
                mine.unlock();
                mine.unlock();
            }
        });
    }

    /** Threads of both handles in turn, which are asleep. */
    private List<Background<Object>> waiters(int count) throws Exception {
        List<Background<Object>> waiters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiters.add(waiter(i % 2 == 0, SharedConditionTest::forEver));
        }
        for (Background<Object> waiter : waiters) {
            assertTrue(waiter.staysBlocked());
        }
        return waiters;
    }

    private void signal(int times) {
        lock.lock();
        for (int i = 0; i < times; i++) {
            condition.signal();
        }
        lock.unlock();
    }

    private void signalAll() {
        other.lock();
        others.signalAll();
        other.unlock();
    }

    private static void expectAwake(List<Background<Object>> waiters, int count) throws Exception {
        Eventually.holds(() -> waiters.stream().filter(Background::isDone).count() == count, count + " are awake");
        Thread.sleep(60);
        assertEquals(count, waiters.stream().filter(Background::isDone).count());
    }

    /** A signal wakes exactly one, two wake two, and signalAll the rest; none is left over. */
    @Test
    void signals() throws Exception {
        List<Background<Object>> waiters = waiters(6);
        signal(1);
        expectAwake(waiters, 1);
        signal(2);
        expectAwake(waiters, 3);
        signalAll();
        expectAwake(waiters, 6);
        signal(3);
        Background<Object> late = waiter(true, SharedConditionTest::forEver);
        assertTrue(late.staysBlocked());
        signal(1);
        late.get();
    }

    /** Whoever begins to wait after a signal does not get it, even if it comes before the one who was meant. */
    @Test
    void lateWaiterStealsNothing() throws Exception {
        for (int i = 0; i < 50; i++) {
            Background<Object> early = waiter(i % 2 == 0, SharedConditionTest::forEver);
            Eventually.holds(() -> waiting() == 1, "it waits");
            lock.lock();
            condition.signal();
            boolean late = condition.await(1, TimeUnit.NANOSECONDS);
            lock.unlock();
            assertFalse(late);
            early.get();
        }
    }

    private int waiting() throws Exception {
        return Bytes.read(stage.file(), 2304 + 20, 4).getInt();
    }

    /** Only the owner may wait and signal. */
    @Test
    void ownerOnly() {
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::awaitUninterruptibly);
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        assertThrows(IllegalMonitorStateException.class, condition::signalAll);
        lock.lock();
        assertThrows(IllegalMonitorStateException.class, others::signal);
        condition.signal();
        lock.unlock();
    }

    /** Timed waits end with the time, and say so; with a signal they say that. */
    @Test
    void timeOuts() throws Exception {
        lock.lock();
        long begin = System.nanoTime();
        assertFalse(condition.await(50, TimeUnit.MILLISECONDS));
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(50));
        assertTrue(condition.awaitNanos(1000) <= 0);
        assertTrue(condition.awaitNanos(-1) <= 0);
        assertFalse(condition.awaitUntil(new Date(System.currentTimeMillis() + 30)));
        assertFalse(condition.awaitUntil(new Date(0)));
        assertFalse(condition.awaitUntil(new Date(Long.MIN_VALUE)), "longer ago than can be said in nanoseconds");
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
        assertEquals(0, waiting());
        List<Background<Object>> waiters = List.of(
                waiter(true, c -> c.await(1, TimeUnit.DAYS)),
                waiter(false, c -> c.awaitNanos(TimeUnit.DAYS.toNanos(1)) > 0),
                waiter(true, c -> c.awaitUntil(new Date(Long.MAX_VALUE))));
        for (Background<Object> waiter : waiters) {
            assertTrue(waiter.staysBlocked());
        }
        signalAll();
        for (Background<Object> waiter : waiters) {
            assertEquals(true, waiter.get());
        }
    }

    /** An interrupt ends a wait; after a signal it does not, but leaves its mark; nor does it end an uninterruptible one. */
    @Test
    void interrupts() throws Exception {
        List<Background<Object>> waiters = waiters(2);
        waiters.get(0).interrupt();
        waiters.get(0).failure(InterruptedException.class);
        assertTrue(waiters.get(1).staysBlocked());
        signal(1);
        waiters.get(1).get();
        Background<Object> deaf = waiter(true, c -> {
            c.awaitUninterruptibly();
            return Thread.interrupted();
        });
        assertTrue(deaf.staysBlocked());
        deaf.interrupt();
        assertTrue(deaf.staysBlocked());
        signal(1);
        assertEquals(true, deaf.get());
        Background<Object> both = waiter(false, c -> {
            c.await();
            return Thread.interrupted();
        });
        assertTrue(both.staysBlocked());
        lock.lock();
        condition.signal();
        both.interrupt();
        assertTrue(both.staysBlocked());
        lock.unlock();
        assertEquals(true, both.get());
        lock.lock();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, condition::await);
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
    }

    /** A signal is not lost on those who leave: of many that time out as it comes, as many as were signalled say so. */
    @Test
    void signalsAgainstTimeOuts() throws Exception {
        for (int i = 0; i < 40; i++) {
            List<Background<Object>> waiters = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                waiters.add(waiter(w % 2 == 0, c -> c.await(3, TimeUnit.MILLISECONDS)));
            }
            Background<Object> stays = waiter(true, SharedConditionTest::forEver);
            Eventually.holds(() -> waiting() >= 1, "it waits");
            int signalled = 0;
            while (!stays.isDone()) {
                signal(1);
                signalled++;
            }
            int served = 0;
            for (Background<Object> waiter : waiters) {
                served += waiter.get().equals(true) ? 1 : 0;
            }
            assertTrue(served + 1 <= signalled, served + " + 1 served by " + signalled + " signals");
            assertEquals(0, waiting());
        }
    }

    /** Two threads of two handles that hand a turn to each other through two conditions go on. */
    @Test
    void pingPong() throws Exception {
        Condition second = lock.newCondition();
        Condition otherSecond = other.newCondition();
        int[] turn = new int[1];
        Background<Integer> ponger = stage.run(() -> {
            other.lock();
            for (int i = 1; i < 4000; i += 2) {
                while (turn[0] != i) {
                    otherSecond.await();
                }
                turn[0]++;
                others.signal();
            }
            other.unlock();
            return turn[0];
        });
        lock.lock();
        for (int i = 0; i < 4000; i += 2) {
            while (turn[0] != i) {
                condition.await();
            }
            turn[0]++;
            second.signal();
        }
        lock.unlock();
        assertTrue(ponger.get() >= 3999);
    }

    /** Closing the handle ends its waits, without the lock, and takes none of the others' signals. */
    @Test
    void close() throws Exception {
        Background<Object> closed = stage.run(() -> {
            other.lock();
            others.await();
            return 0;
        });
        assertTrue(closed.staysBlocked());
        Background<Object> stays = waiter(true, SharedConditionTest::forEver);
        assertTrue(stays.staysBlocked());
        other.close();
        closed.failure(HandleClosedException.class);
        assertTrue(stays.staysBlocked());
        signal(1);
        stays.get();
        lock.lock();
        condition.signal();
        assertEquals(0, waiting());
        lock.unlock();
    }

    /** A lock has sixteen conditions, which are different ones. */
    @Test
    void many() throws Exception {
        List<Condition> conditions = new ArrayList<>(List.of(condition));
        while (conditions.size() < SharedLock.MAX_CONDITIONS) {
            conditions.add(lock.newCondition());
        }
        assertEquals(16, conditions.size());
        assertThrows(IllegalStateException.class, lock::newCondition);
        assertThrows(IllegalStateException.class, lock::newCondition);
        Background<Object> waiter = waiter(false, SharedConditionTest::forEver);
        assertTrue(waiter.staysBlocked());
        lock.lock();
        conditions.subList(1, 16).forEach(Condition::signalAll);
        lock.unlock();
        assertTrue(waiter.staysBlocked());
        signal(1);
        waiter.get();
    }

    /** Counts that cannot be are reported, and the lock can still be given back. */
    @Test
    void corruptCounts() throws Exception {
        for (int offset : new int[] {2304 + 16, 2304 + 20}) {
            Bytes.setInt(stage.file(), 2304 + 20, 1);
            Bytes.setInt(stage.file(), offset, -5);
            lock.lock();
            assertThrows(CorruptFileException.class, condition::signal);
            lock.unlock();
            Bytes.setInt(stage.file(), offset, 0);
        }
        lock.close();
    }
}
