package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.SharedBarrier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A barrier whose parties are in different processes, of which some are killed or stopped. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedBarrierProcessTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedBarrier create(int parties) throws Exception {
        return stage.closing(SharedBarrier.create(stage.file(), parties));
    }

    private Remote remote() throws Exception {
        return stage.remote(ChildJvm.of(SynchronizerMain.class, "barrier", stage.file()));
    }

    /** Parties in three processes pass a thousand generations together, and each has an index of its own. */
    @Test
    void thousandGenerations() throws Exception {
        SharedBarrier barrier = create(3);
        Remote one = remote();
        Remote two = remote();
        List<Remote.Reply> replies = List.of(one.on("main", "arriveOften", 1000), two.on("main", "arriveOften", 1000));
        for (int i = 0; i < 1000; i++) {
            barrier.await();
        }
        for (Remote.Reply reply : replies) {
            reply.value();
        }
        assertEquals(0, barrier.getNumberWaiting());
        Remote.Reply first = one.on("main", "arrive");
        Remote.Reply second = two.on("main", "arrive");
        Set<Integer> indices =
                Set.of(barrier.await(), Integer.parseInt(first.value()), Integer.parseInt(second.value()));
        assertEquals(Set.of(0, 1, 2), indices);
        assertFalse(barrier.isBroken());
    }

    /** A party that is killed while it waits breaks the barrier for the others, who mend it and go on. */
    @Test
    void killedWaiter() throws Exception {
        SharedBarrier barrier = create(3);
        Remote victim = remote();
        victim.on("main", "arrive");
        Background<Integer> waiter = stage.run(barrier::await);
        Eventually.holds(() -> barrier.getNumberWaiting() == 2, "two wait");
        victim.child().kill();
        waiter.failure(BrokenBarrierException.class);
        assertTrue(barrier.isBroken());
        barrier.reset();
        Background<Integer> first = stage.run(barrier::await);
        Background<Integer> second = stage.run(barrier::await);
        barrier.await();
        first.get();
        second.get();
    }

    /** A process that is killed though it does not wait breaks nothing. */
    @Test
    void killedBystander() throws Exception {
        SharedBarrier barrier = create(2);
        Remote victim = remote();
        Remote.Reply passed = victim.on("main", "arrive");
        barrier.await();
        passed.value();
        Background<Integer> waiter = stage.run(barrier::await);
        assertTrue(waiter.staysBlocked());
        victim.child().kill();
        assertTrue(waiter.staysBlocked());
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.await());
        assertEquals(1, waiter.get());
    }

    /** A party that is stopped while it waits breaks nothing, and passes when it goes on, even after others' generations. */
    @Test
    void stoppedWaiter() throws Exception {
        SharedBarrier barrier = create(2);
        Remote stopped = remote();
        Remote.Reply passes = stopped.on("main", "arrive");
        Eventually.holds(() -> barrier.getNumberWaiting() == 1, "it waits");
        stopped.child().pause();
        assertEquals(0, barrier.await());
        for (int i = 0; i < 3; i++) {
            Background<Integer> other = stage.run(barrier::await);
            barrier.await();
            other.get();
        }
        stopped.child().resume();
        assertEquals("1", passes.value());
    }

    /** A party that is stopped through a reset, and generations after it, learns that it was sent away. */
    @Test
    void stoppedThroughAReset() throws Exception {
        SharedBarrier barrier = create(2);
        Remote stopped = remote();
        Remote.Reply sentAway = stopped.on("main", "arrive");
        Eventually.holds(() -> barrier.getNumberWaiting() == 1, "it waits");
        stopped.child().pause();
        barrier.reset();
        for (int i = 0; i < 3; i++) {
            Background<Integer> other = stage.run(barrier::await);
            barrier.await();
            other.get();
        }
        stopped.child().resume();
        sentAway.threw(BrokenBarrierException.class);
    }
}
