package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.SharedLock;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lock and its conditions among processes, of which some are killed or stopped. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // what a lock does without all that is the question
class SharedLockProcessTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedLock create() throws Exception {
        return stage.closing(SharedLock.create(stage.file()));
    }

    private Remote remote() throws Exception {
        return stage.remote(ChildJvm.of(SynchronizerMain.class, "lock", stage.file()));
    }

    /** What a killed process held goes to the one who waits, who is told once; the one after is told nothing. */
    @Test
    void killedHolder() throws Exception {
        SharedLock lock = create();
        Remote victim = remote();
        victim.now("lock");
        Background<List<Boolean>> waiter = stage.run(() -> {
            lock.lock();
            List<Boolean> told = List.of(lock.previousOwnerDied(), lock.previousOwnerDied());
            lock.unlock();
            return told;
        });
        assertTrue(waiter.staysBlocked());
        assertFalse(lock.tryLock());
        victim.child().kill();
        assertEquals(List.of(true, false), waiter.get());
        lock.lock();
        assertFalse(lock.previousOwnerDied());
        lock.unlock();
    }

    /** A killed process's lock is free again though nobody waits for it; the next owner, much later, is told. */
    @Test
    void killedHolderWhomNobodyAwaits() throws Exception {
        SharedLock lock = create();
        Remote victim = remote();
        victim.now("lock");
        assertTrue(lock.isLocked());
        victim.child().kill();
        Eventually.holds(() -> !lock.isLocked(), 5, "the lock is free");
        assertTrue(lock.tryLock());
        assertTrue(lock.previousOwnerDied());
        lock.unlock();
    }

    /** A process that is killed while it waits takes nothing with it, and nobody is told of a death. */
    @Test
    void killedWaiter() throws Exception {
        SharedLock lock = create();
        lock.lock();
        Remote victim = remote();
        Remote.Reply blocked = victim.on("main", "lock");
        assertTrue(blocked.staysBlocked());
        Remote other = remote();
        Remote.Reply next = other.on("main", "lock");
        assertTrue(next.staysBlocked());
        victim.child().kill();
        lock.unlock();
        next.value();
        other.now("unlock");
        lock.lock();
        assertFalse(lock.previousOwnerDied());
        lock.unlock();
    }

    /** A holder that is stopped keeps its lock, however long others wait. */
    @Test
    void stoppedHolder() throws Exception {
        SharedLock lock = create();
        Remote holder = remote();
        holder.now("lock");
        holder.child().pause();
        assertFalse(lock.tryLock(1500, TimeUnit.MILLISECONDS));
        assertTrue(lock.isLocked());
        Background<Boolean> waiter = stage.run(() -> lock.tryLock(20, TimeUnit.SECONDS));
        assertTrue(waiter.staysBlocked());
        holder.child().resume();
        holder.now("unlock");
        assertTrue(waiter.get());
    }

    /** Threads of three processes, of which some are killed at any moment, hold the lock one at a time; each death is told. */
    @Test
    void mutualExclusionAmongTheKilled() throws Exception {
        SharedLock lock = create();
        var counterFile = stage.directory().resolve("counter");
        MappedByteBuffer numbers = SynchronizerMain.map(counterFile);
        List<Remote> steady = List.of(remote(), remote());
        List<Remote.Reply> counting = new ArrayList<>();
        for (Remote remote : steady) {
            for (String thread : List.of("one", "two")) {
                counting.add(remote.on(thread, "count", counterFile, 20_000));
            }
        }
        for (int i = 0; i < 4; i++) {
            Remote victim = remote();
            victim.on("one", "count", counterFile, Integer.MAX_VALUE);
            victim.on("two", "count", counterFile, Integer.MAX_VALUE);
            Thread.sleep(300 + 61 * i);
            victim.child().kill();
        }
        for (Remote.Reply done : counting) {
            done.value();
        }
        for (int i = 0; i < 10; i++) {
            lock.lock();
            SynchronizerMain.addOne(numbers, lock.previousOwnerDied());
            lock.unlock();
        }
        assertEquals(0, numbers.getLong(24), "half-made changes that nobody was told of");
        assertTrue(numbers.getLong(16) <= 4, "deaths told: " + numbers.getLong(16));
        assertEquals(numbers.getLong(0), numbers.getLong(8));
        assertTrue(numbers.getLong(0) >= 80_010, "counted " + numbers.getLong(0));
    }

    /** Threads of three processes that add to a number without any other protection lose nothing. */
    @Test
    void mutualExclusion() throws Exception {
        SharedLock lock = create();
        var counterFile = stage.directory().resolve("counter");
        MappedByteBuffer numbers = SynchronizerMain.map(counterFile);
        List<Remote.Reply> counting = new ArrayList<>();
        for (Remote remote : List.of(remote(), remote(), remote())) {
            counting.add(remote.on("one", "count", counterFile, 20_000));
            counting.add(remote.on("two", "count", counterFile, 20_000));
        }
        for (Remote.Reply done : counting) {
            done.value();
        }
        assertFalse(lock.isLocked());
        assertEquals(120_000, numbers.getLong(0));
        assertEquals(0, numbers.getLong(16) + numbers.getLong(24));
    }

    /** A condition is the same one in all processes: a signal here wakes a waiter there, which has the lock again then. */
    @Test
    void signalOfAnotherProcess() throws Exception {
        SharedLock lock = create();
        lock.newCondition();
        Condition second = lock.newCondition();
        Remote waiter = remote();
        waiter.now("lock");
        Remote.Reply waits = waiter.on("main", "await", 1);
        Eventually.holds(lock::tryLock, "the waiter has given the lock back");
        second.signal();
        assertTrue(waits.staysBlocked());
        lock.unlock();
        waits.value();
        assertTrue(lock.isLocked());
        waiter.now("unlock");
        assertFalse(lock.isLocked());
    }

    /** A waiter that is killed swallows no signal: the one that came after it gets the next one, and only one. */
    @Test
    void killedConditionWaiter() throws Exception {
        SharedLock lock = create();
        Condition condition = lock.newCondition();
        Remote victim = remote();
        victim.now("lock");
        victim.on("main", "await", 0);
        Eventually.holds(lock::tryLock, "the victim waits");
        lock.unlock();
        List<Background<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiters.add(stage.run(() -> {
                lock.lock();
                try {
                    return condition.await(20, TimeUnit.SECONDS);
                } finally {
                    lock.unlock();
                }
            }));
            assertTrue(waiters.get(i).staysBlocked());
        }
        victim.child().kill();
        signal(lock, condition);
        Eventually.holds(() -> waiters.stream().filter(Background::isDone).count() == 1, "one of them is awake");
        signal(lock, condition);
        for (Background<Boolean> waiter : waiters) {
            assertTrue(waiter.get());
        }
    }

    /** A signaller that is killed while it holds the lock has signalled, and the waiter is told of the death. */
    @Test
    void killedSignaller() throws Exception {
        SharedLock lock = create();
        Condition condition = lock.newCondition();
        Background<Boolean> waiter = stage.run(() -> {
            lock.lock();
            condition.await();
            return lock.previousOwnerDied();
        });
        assertTrue(waiter.staysBlocked());
        Remote victim = remote();
        victim.now("lock");
        victim.now("signal", 0);
        assertTrue(waiter.staysBlocked());
        victim.child().kill();
        assertTrue(waiter.get());
    }

    private static void signal(SharedLock lock, Condition condition) {
        lock.lock();
        condition.signal();
        lock.unlock();
    }
}
