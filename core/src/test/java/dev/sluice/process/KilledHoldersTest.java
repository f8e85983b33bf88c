package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.SharedCounter;
import dev.sluice.SharedEvent;
import dev.sluice.SharedSemaphore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed while they hold or wait: each of these hangs Python's counterparts. */
class KilledHoldersTest {
    private static final int LIMIT = Stage.LIMIT_SECONDS;

    @RegisterExtension
    final Stage stage = new Stage();

    private ChildJvm child(String kind) throws Exception {
        ChildJvm child = stage.start(ChildJvm.of(ObjectMain.class, kind, stage.file()));
        child.expect("ready");
        return child;
    }

    private static void done(ChildJvm child, String order) throws Exception {
        child.send(order);
        child.expect("about " + order);
        child.expect("done " + order);
    }

    /** Has it wait; returns when it has begun to, a moment ago. */
    private static void begins(ChildJvm child, String order) throws Exception {
        child.send(order);
        child.expect("about " + order);
        Thread.sleep(100);
    }

    /** What a killed process held goes to whoever waits for it, by call and by future. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5000})
    void permitsOfTheKilled(int permits) throws Exception {
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), permits));
        ChildJvm holder = child("semaphore");
        done(holder, "acquire " + (permits - 1));
        assertEquals(1, semaphore.availablePermits());
        Background<Boolean> blocked = stage.run(() -> semaphore.tryAcquire(2, LIMIT, TimeUnit.SECONDS));
        assertTrue(blocked.staysBlocked());
        holder.kill();
        assertTrue(blocked.get());
        assertEquals(permits - 2, semaphore.availablePermits());
        ChildJvm next = child("semaphore");
        done(next, "acquire " + (permits - 2));
        CompletableFuture<Void> future = semaphore.acquireAsync();
        assertFalse(future.isDone());
        next.kill();
        Futures.get(future);
        semaphore.release(3);
        assertEquals(permits, semaphore.availablePermits());
    }

    /** What a killed process held is back also when nobody waited for it. */
    @Test
    void permitsComeBackUnasked() throws Exception {
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), 3));
        ChildJvm holder = child("semaphore");
        done(holder, "acquire 3");
        holder.kill();
        Eventually.holds(() -> semaphore.availablePermits() == 3, "all permits are back");
    }

    /** A process that is killed while it waits takes no permit and no wake-up with it. */
    @Test
    void killedAcquirer() throws Exception {
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), 1));
        semaphore.acquire();
        for (int i = 0; i < 5; i++) {
            ChildJvm waiter = child("semaphore");
            begins(waiter, "acquire 1");
            ChildJvm next = child("semaphore");
            begins(next, "acquire 1");
            if (i % 2 == 0) {
                waiter.kill();
                semaphore.release();
            } else {
                semaphore.release();
                waiter.kill(); // perhaps with the wake-up, perhaps with the permit
            }
            next.expect("done acquire 1");
            done(next, "release 1");
            assertTrue(semaphore.tryAcquire(LIMIT, TimeUnit.SECONDS));
            next.kill();
        }
    }

    /** A process that is merely stopped keeps its permits, however long. */
    @Test
    void stoppedHolder() throws Exception {
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), 1));
        ChildJvm holder = child("semaphore");
        done(holder, "acquire 1");
        holder.pause();
        assertFalse(semaphore.tryAcquire(3, TimeUnit.SECONDS));
        assertEquals(0, semaphore.availablePermits());
        holder.resume();
        done(holder, "release 1");
        assertTrue(semaphore.tryAcquire());
    }

    /** Whenever processes are killed that acquire and release, all permits are there at the end. */
    @Test
    void conservation() throws Exception {
        int permits = 4;
        SharedSemaphore semaphore = stage.closing(SharedSemaphore.create(stage.file(), permits));
        SplittableRandom random = new SplittableRandom();
        for (int round = 0; round < 4; round++) {
            List<ChildJvm> children = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                children.add(child("semaphore"));
                children.get(i).send("churn " + (i + 1));
                children.get(i).expect("about churn " + (i + 1));
            }
            for (ChildJvm child : children) {
                int turns = 200 + random.nextInt(1000);
                for (int i = 0; i < turns; i++) {
                    int count = 1 + i % permits;
                    assertTrue(semaphore.tryAcquire(count, LIMIT, TimeUnit.SECONDS));
                    semaphore.release(count);
                }
                child.kill();
            }
            assertTrue(semaphore.tryAcquire(permits, LIMIT, TimeUnit.SECONDS));
            semaphore.release(permits);
            Eventually.holds(() -> semaphore.availablePermits() == permits, "all permits are back");
        }
    }

    /** An event goes on after one who waited for it has been killed: it can be set, asked, waited for. */
    @Test
    void killedWaiterOfAnEvent() throws Exception {
        SharedEvent event = stage.closing(SharedEvent.create(stage.file()));
        ChildJvm waiter = child("event");
        begins(waiter, "await");
        ChildJvm other = child("event");
        begins(other, "await");
        waiter.kill();
        assertFalse(event.isSet());
        event.set();
        assertTrue(event.isSet());
        other.expect("done await");
        event.clear();
        begins(other, "await");
        event.set();
        other.expect("done await");
        assertTrue(event.await(LIMIT, TimeUnit.SECONDS));
    }

    /** One that sets the event and is killed has set it for everybody. */
    @Test
    void killedSetter() throws Exception {
        SharedEvent event = stage.closing(SharedEvent.create(stage.file()));
        ChildJvm setter = child("event");
        Background<Boolean> waiting = stage.run(() -> event.await(LIMIT, TimeUnit.SECONDS));
        assertTrue(waiting.staysBlocked());
        done(setter, "set");
        setter.kill();
        assertTrue(waiting.get());
        assertTrue(event.isSet());
    }

    /** A counter goes on after one who waited for it has been killed. */
    @Test
    void killedWaiterOfACounter() throws Exception {
        SharedCounter counter = stage.closing(SharedCounter.create(stage.file(), 0));
        ChildJvm waiter = child("counter");
        begins(waiter, "await 5");
        ChildJvm other = child("counter");
        begins(other, "await 5");
        waiter.kill();
        counter.set(4);
        assertEquals(5, counter.incrementAndGet());
        other.expect("done await 5");
    }
}
