package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.layout.ParticipantLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seed Q6 is impossible: a consumer that dies after it has taken and before it has said that it is done does not keep {@code
 * awaitAllDone} for ever, and what it had in hand is reported.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinKilledTest {
    /** Shorter than the slices after which a sleeper looks by itself. */
    private static final int WOKEN_SECONDS = 5;

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(Waiting waiting) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).waiting(waiting).joinable());
    }

    /** Whoever waits, here and in another process, goes on when the last task died with its taker, and is told how many. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void withTasksInHand(Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(waiting);
        Remote victim = stage.remote();
        Remote other = stage.remote();
        victim.now("open", "d", stage.file());
        other.now("open", "d", stage.file());
        for (int i = 0; i < 6; i++) {
            deque.put("t" + i);
        }
        assertEquals("t0", victim.now("take", "d"));
        assertEquals("t5", victim.now("takeLast", "d"));
        assertEquals("4", victim.now("drain", "d"));
        victim.now("taskDone", "d", 3);
        assertEquals(3, deque.unfinished());
        Background<Boolean> here = stage.run(() -> deque.awaitAllDone(1, TimeUnit.HOURS));
        Remote.Reply there = other.on("waiter", "awaitAllDone", "d");
        assertTrue(there.staysBlocked());
        assertTrue(here.staysBlocked());
        victim.child().kill();

        assertTrue(here.get(WOKEN_SECONDS));
        assertEquals("done", there.value());
        assertEquals(3, deque.abandoned());
        assertEquals("3", other.now("abandoned", "d"));
        assertEquals(0, deque.unfinished());
    }

    /** A consumer that is killed while it waits for an element has nothing in hand. */
    @Test
    void whileBlocked() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Remote victim = stage.remote();
        victim.now("open", "d", stage.file());
        deque.put("a");
        assertEquals("a", victim.now("take", "d"));
        victim.now("taskDone", "d", 1);
        assertTrue(victim.on("blocked", "take", "d").staysBlocked());
        victim.child().kill();
        deque.put("b");
        assertEquals("b", deque.take());
        deque.taskDone();
        assertTrue(deque.awaitAllDone(WOKEN_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, deque.abandoned());
    }

    /** A consumer that is killed with tasks in hand and a guard held keeps nobody either. */
    @ParameterizedTest
    @CsvSource({"HEAD", "BOTH"})
    void withGuards(String which) throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Remote victim = stage.remote();
        victim.now("open", "d", stage.file());
        deque.put("a");
        assertEquals("a", victim.now("take", "d"));
        victim.now("grab", "g", stage.file(), which);
        Background<Boolean> waiter = stage.run(() -> deque.awaitAllDone(1, TimeUnit.HOURS));
        Background<Long> asker = stage.run(deque::unfinished);
        assertTrue(waiter.staysBlocked());
        victim.child().kill();
        assertTrue(waiter.get(WOKEN_SECONDS));
        assertTrue(asker.get(WOKEN_SECONDS) <= 1);
        assertEquals(1, deque.abandoned());
    }

    /** Wherever a consumer is killed, each element is still there, or done, or abandoned: exactly one of them. */
    @Test
    void anywhere() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Random random = new Random(7);
        long put = 0;
        long before = 0;
        for (int round = 0; round < 8; round++) {
            Remote victim = stage.remote();
            victim.now("open", "d", stage.file());
            Remote.Reply consuming = victim.on("consumer", "consume", "d");
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(100));
            // On a busy machine the victim may not have had a turn by then.
            while (System.nanoTime() < end || put - deque.size() == before) {
                put += deque.offer("x") ? 1 : 0;
            }
            victim.child().kill();
            assertTrue(consuming.isDone() || deque.stats().participants() >= 1);
            Eventually.holds(() -> deque.stats().participants() == 1, "the victim is cleaned up after");

            assertEquals(deque.size(), deque.unfinished(), "round " + round);
            int slot = ParticipantLayout.slotOffset(1);
            long taken = Bytes.getLong(stage.file(), slot + ParticipantLayout.TAKEN);
            long done = Bytes.getLong(stage.file(), slot + ParticipantLayout.DONE);
            assertEquals(put - deque.size(), taken, "round " + round);
            assertEquals(taken - done, deque.abandoned(), "round " + round);
            assertTrue(taken > before, "round " + round + " took nothing");
            before = taken;
        }
        deque.clear();
        assertTrue(deque.awaitAllDone(WOKEN_SECONDS, TimeUnit.SECONDS));
    }
}
