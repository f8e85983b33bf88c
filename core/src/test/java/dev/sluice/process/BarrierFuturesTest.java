package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.HandleClosedException;
import dev.sluice.SharedBarrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parties that arrive at a barrier and do not block. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BarrierFuturesTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedBarrier create(int parties) throws Exception {
        return stage.closing(SharedBarrier.create(stage.file(), parties));
    }

    /** Futures of two handles and a blocked thread pass together, generation after generation, each with its own index. */
    @Test
    void tripTogether() throws Exception {
        SharedBarrier one = create(4);
        SharedBarrier two = stage.closing(SharedBarrier.open(stage.file()));
        for (int generation = 0; generation < 200; generation++) {
            List<CompletableFuture<Integer>> futures =
                    new ArrayList<>(List.of(one.awaitAsync(), two.awaitAsync(Runnable::run), one.awaitAsync()));
            for (CompletableFuture<Integer> future : futures) {
                assertFalse(future.isDone());
            }
            Set<Integer> indices = new TreeSet<>(
                    Set.of(generation % 2 == 0 ? two.await() : one.awaitAsync().join()));
            for (CompletableFuture<Integer> future : futures) {
                indices.add(future.get(20, TimeUnit.SECONDS));
            }
            assertEquals(Set.of(0, 1, 2, 3), indices);
        }
        assertEquals(0, one.getNumberWaiting());
    }

    /** Whoever cancels, or has it time out, breaks the barrier for the others, blocked or not; a reset mends it. */
    @Test
    void whoLeavesBreaksIt() throws Exception {
        SharedBarrier barrier = create(4);
        CompletableFuture<Integer> leaver = barrier.awaitAsync();
        CompletableFuture<Integer> other = barrier.awaitAsync();
        Background<Integer> blocked = stage.run(barrier::await);
        Eventually.holds(() -> barrier.getNumberWaiting() == 3, "they wait");
        assertTrue(leaver.cancel(false));
        assertTrue(barrier.isBroken());
        assertInstanceOf(BrokenBarrierException.class, Futures.failure(other));
        blocked.failure(BrokenBarrierException.class);
        assertInstanceOf(BrokenBarrierException.class, Futures.failure(barrier.awaitAsync()));
        barrier.reset();
        CompletableFuture<Integer> late = barrier.awaitAsync().orTimeout(1, TimeUnit.MILLISECONDS);
        Eventually.holds(late::isCompletedExceptionally, "its time is up");
        Eventually.holds(barrier::isBroken, "so it is broken");
    }

    /** A cancellation after all have arrived comes too late: the barrier stays whole. */
    @Test
    void tooLateToLeave() throws Exception {
        SharedBarrier barrier = create(2);
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Integer> first = barrier.awaitAsync();
            assertEquals(0, barrier.await());
            first.cancel(false);
            assertFalse(barrier.isBroken());
        }
    }

    /** A reset sends pending futures away, and so does closing their handle. */
    @Test
    void resetAndClose() throws Exception {
        SharedBarrier barrier = create(2);
        SharedBarrier other = stage.closing(SharedBarrier.open(stage.file()));
        CompletableFuture<Integer> sentAway = barrier.awaitAsync();
        other.reset();
        assertInstanceOf(BrokenBarrierException.class, Futures.failure(sentAway));
        assertFalse(other.isBroken());
        CompletableFuture<Integer> closed = barrier.awaitAsync();
        barrier.close();
        Throwable failure = Futures.failure(closed);
        assertTrue(
                failure instanceof HandleClosedException || failure instanceof BrokenBarrierException,
                () -> "" + failure);
        assertTrue(other.isBroken());
    }
}
