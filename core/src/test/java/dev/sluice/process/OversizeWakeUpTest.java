package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** P3 where room for one putter need not be room for another: none sleeps on although its element would fit. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OversizeWakeUpTest {
    private static final int ROUNDS = 1500;

    /** Far below the slice after which a waiter looks again by itself. */
    private static final int PATIENCE_SECONDS = 5;

    @RegisterExtension
    final Stage stage = new Stage();

    /** A putter of a small element gets the room of one that was taken, while putters of huge ones come, wait and leave. */
    @Test
    void smallOneGetsTheRoom() throws Exception {
        SharedDeque<byte[]> deque = stage.closing(
                SharedDeque.builder(Codec.bytes()).capacity(256).elementBytes(4).create(stage.file()));
        SharedDeque<byte[]> other =
                stage.closing(SharedDeque.builder(Codec.bytes()).open(stage.file()));
        byte[] small = new byte[200];
        while (deque.offer(small)) {
            // Until its bytes are what it has no more of.
        }
        byte[] huge = new byte[deque.maxElementBytes() - 8];
        Background<Boolean> stays = stage.run(() -> deque.offer(huge, 100, TimeUnit.SECONDS));
        Semaphore comes = new Semaphore(0);
        Background<Integer> comesAndGoes = stage.run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                comes.acquire();
                assertFalse(other.offer(huge, ThreadLocalRandom.current().nextInt(200_000), TimeUnit.NANOSECONDS));
            }
            return ROUNDS;
        });
        Semaphore turn = new Semaphore(0);
        Semaphore put = new Semaphore(0);
        Background<Integer> putter = stage.run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                turn.acquire();
                other.put(small);
                put.release();
            }
            return ROUNDS;
        });
        for (int i = 0; i < ROUNDS; i++) {
            turn.release();
            comes.release();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000));
            deque.remove();
            assertTrue(put.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "it sleeps on in round " + i);
        }
        assertEquals(ROUNDS, putter.get());
        assertEquals(ROUNDS, comesAndGoes.get());
        deque.clear();
        assertTrue(stays.get());
    }
}
