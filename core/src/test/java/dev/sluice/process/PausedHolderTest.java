package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.deque.GuardGrabber.Which;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** P2: a process that is merely paused is never robbed, and whoever waits for it can still be told to stop. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PausedHolderTest {
    private static final long TIMEOUT_MILLIS = 300;
    private static final int INTERRUPTS = 30;

    @RegisterExtension
    final Stage stage = new Stage();

    private Remote pausedHolder(Which which) throws Exception {
        Remote holder = stage.remote();
        holder.now("grab", "g", stage.file(), which);
        holder.child().pause();
        return holder;
    }

    private SharedDeque<String> create(Waiting waiting) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(8).waiting(waiting));
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** Nothing is taken from a stopped holder: timed calls time out, others stay blocked, and go on when it does. */
    @ParameterizedTest
    @CsvSource({"HEAD,KERNEL", "TAIL,KERNEL", "BOTH,KERNEL", "BOTH,BACKOFF"})
    void neverRobbed(Which which, Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(waiting);
        deque.put("a");
        Remote other = stage.remote();
        other.now("open", "d", stage.file());
        Remote holder = pausedHolder(which);

        Remote.Reply blocked = other.on("blocked", which == Which.TAIL ? "offer" : "poll", "d", "b");
        Background<Boolean> both = stage.run(() -> deque.offerFirst("c"));
        for (int i = 0; i < 4; i++) {
            long begin = System.nanoTime();
            if (which == Which.HEAD) {
                assertNull(deque.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
            } else {
                assertFalse(deque.offer("x", TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
            }
            long millis = millisSince(begin);
            assertTrue(millis >= TIMEOUT_MILLIS, () -> "timed out after " + millis + " ms");
            assertTrue(
                    millis < TimeUnit.SECONDS.toMillis(Stage.LIMIT_SECONDS), () -> "time-out took " + millis + " ms");
        }
        assertFalse(blocked.isDone());
        assertFalse(both.isDone());
        assertEquals(0, deque.stats().repairs());
        assertEquals(3, deque.stats().participants());

        holder.child().resume();
        assertFalse(both.isDone(), "it still holds the guard");
        holder.now("release", "g", which);
        assertEquals(which == Which.TAIL ? "true" : "a", blocked.value().replace('c', 'a'));
        assertTrue(both.get());
        assertEquals(0, deque.stats().repairs());
    }

    /** A stopped process that holds nothing hinders nobody and stays attached. */
    @Test
    void stoppedWithoutGuard() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Remote stopped = stage.remote();
        stopped.now("open", "d", stage.file());
        Remote.Reply take = stopped.on("taker", "take", "d");
        assertTrue(take.staysBlocked());
        stopped.child().pause();
        Background<String> here = stage.run(deque::take);
        // One for each: whichever of the two the first one wakes.
        deque.put("a");
        deque.put("a");
        assertEquals("a", here.get());
        assertEquals(2, deque.stats().participants());
        stopped.child().resume();
        assertEquals("a", take.value());
        assertEquals(0, deque.stats().repairs());
    }

    /** Interrupts end calls that wait for a stopped holder, at once. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void interruptible(Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(waiting);
        deque.put("a");
        pausedHolder(Which.BOTH);
        long begin = System.nanoTime();
        for (int i = 0; i < INTERRUPTS; i++) {
            int kind = i % 4;
            Background<?> call = stage.run(() -> {
                switch (kind) {
                    case 0 -> deque.put("x");
                    case 1 -> deque.take();
                    case 2 -> deque.putFirst("x");
                    default -> deque.poll(1, TimeUnit.MINUTES);
                }
                return null;
            });
            assertTrue(call.staysBlocked(20));
            call.interrupt();
            call.failure(InterruptedException.class);
        }
        // Each one within a second would be 30 s.
        assertTrue(millisSince(begin) < TimeUnit.SECONDS.toMillis(Stage.LIMIT_SECONDS));
    }

    /** An interrupt does not end a call that does not throw InterruptedException, and is still pending after it. */
    @Test
    void interruptIsKept() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Remote holder = pausedHolder(Which.TAIL);
        Background<Boolean> offer =
                stage.run(() -> deque.offer("a") && Thread.currentThread().isInterrupted());
        assertTrue(offer.staysBlocked());
        offer.interrupt();
        assertTrue(offer.staysBlocked());
        holder.child().resume();
        holder.now("release", "g", "TAIL");
        assertTrue(offer.get());
    }

    /** Closing a handle ends its calls that wait for a stopped holder, whatever they are; other handles' calls wait on. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void closeEndsThem(Waiting waiting) throws Exception {
        SharedDeque<String> other = create(waiting);
        other.addAll(List.of("a", "b"));
        SharedDeque<String> deque = stage.open();
        Remote holder = pausedHolder(Which.BOTH);
        List<Background<?>> calls = new ArrayList<>();
        calls.add(stage.run(() -> deque.offer("x")));
        calls.add(stage.run(deque::poll));
        calls.add(stage.run(deque::pollLast));
        calls.add(stage.run(() -> deque.offerFirst("x")));
        calls.add(stage.run(deque::take));
        calls.add(stage.run(() -> deque.poll(1, TimeUnit.MINUTES)));
        calls.add(stage.run(() -> deque.remove("b")));
        calls.add(stage.run(() -> deque.contains("b")));
        calls.add(stage.run(() -> deque.addAll(List.of("x", "y"))));
        calls.add(stage.run(() -> deque.drainTo(new ArrayList<>())));
        calls.add(stage.run(() -> {
            deque.clear();
            return null;
        }));
        calls.add(stage.run(() -> {
            deque.shutdown();
            return null;
        }));
        Background<Boolean> unaffected = stage.run(() -> other.offer("c"));
        for (Background<?> call : calls) {
            assertTrue(call.staysBlocked(20));
        }
        stage.run(() -> {
                    deque.close();
                    return null;
                })
                .get();
        for (Background<?> call : calls) {
            call.failure(DequeClosedException.class);
        }
        assertTrue(unaffected.staysBlocked());
        holder.child().resume();
        holder.now("release", "g", "BOTH");
        assertTrue(unaffected.get());
        assertEquals(List.of("a", "b", "c"), List.copyOf(other));
        assertFalse(other.isShutdown());
    }

    /** What is told without a guard is told though everything is held by a stopped process. */
    @Test
    void statsDoNotWait() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        deque.put("a");
        pausedHolder(Which.BOTH);
        assertEquals(1, stage.run(() -> deque.stats().size()).get());
        assertEquals(1, stage.run(deque::size).get());
        assertFalse(stage.run(deque::isShutdown).get());
        assertTrue(stage.run(deque::toString).get().contains("1 of 8"));
    }

    /** A holder that is killed while it is stopped is relieved. */
    @Test
    void killedWhileStopped() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Remote holder = pausedHolder(Which.BOTH);
        Background<Boolean> offer = stage.run(() -> deque.offer("a"));
        assertTrue(offer.staysBlocked());
        holder.child().kill();
        assertTrue(offer.get());
        Eventually.holds(() -> deque.stats().repairs() == 1, "the repair is counted");
    }
}
