package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.DequeShutdownException;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P3 for batches: putAll and takeMany wait for other processes, and end when they can or must. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedBatchesTest {
    private record Put(int count, boolean interrupted) {}

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> deque;

    private void create(int capacity, Waiting waiting) throws Exception {
        deque = stage.create(
                SharedDeque.builder(Codec.utf8()).capacity(capacity).waiting(waiting));
    }

    private Remote remote() throws Exception {
        Remote remote = stage.remote();
        remote.now("open", "d", stage.file());
        return remote;
    }

    private Background<Put> putting(String... elements) {
        return stage.run(() -> {
            int count = deque.putAll(List.of(elements));
            return new Put(count, Thread.interrupted());
        });
    }

    /** A blocked putAll puts more whenever another process takes, and a blocked takeMany takes what another one puts at once. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void acrossProcesses(Waiting waiting) throws Exception {
        create(3, waiting);
        Remote remote = remote();
        Background<Put> put = putting("1", "2", "3", "4", "5", "6", "7");
        Eventually.holds(() -> deque.size() == 3, "the first piece is there");
        assertTrue(put.staysBlocked());
        List<String> taken = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            taken.add(remote.now("take", "d"));
        }
        assertEquals(List.of("1", "2", "3", "4"), taken);
        assertEquals(new Put(7, false), put.get());
        assertEquals(List.of("5", "6", "7"), deque.takeMany(10));

        Background<List<String>> taker = stage.run(() -> deque.takeMany(2));
        assertTrue(taker.staysBlocked());
        remote.now("addBatch", "d", "a,b,c");
        assertEquals(List.of("a", "b"), taker.get());
        assertEquals("[c]", remote.now("takeMany", "d", 5));

        Remote.Reply theirs = remote.on("t", "takeMany", "d", 5);
        assertTrue(theirs.staysBlocked());
        deque.addAll(List.of("x", "y", "z"));
        assertEquals("[x, y, z]", theirs.value());
        Remote.Reply batch = remote.on("t", "putBatch", "d", "p,q,r,s");
        Eventually.holds(() -> deque.size() == 3, "the first piece is there");
        assertTrue(batch.staysBlocked());
        assertEquals(List.of("p"), deque.takeMany(1));
        assertEquals("4", batch.value());
    }

    /** Takers wake each other: one wake-up for a batch is enough for all that it can serve. */
    @Test
    void takersPassOn() throws Exception {
        create(8, Waiting.KERNEL);
        List<Background<List<String>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(stage.run(() -> deque.takeMany(2)));
        }
        assertTrue(takers.get(3).staysBlocked());
        deque.addAll(List.of("0", "1", "2", "3", "4", "5", "6", "7"));
        List<String> taken = new ArrayList<>();
        for (Background<List<String>> taker : takers) {
            assertEquals(2, taker.get().size());
            taken.addAll(taker.get());
        }
        taken.sort(null);
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7"), taken);
    }

    /** An interrupt ends putAll with the number put and the status set, and takeMany with an exception and nothing taken. */
    @Test
    void interrupted() throws Exception {
        create(2, Waiting.KERNEL);
        Background<Put> put = putting("1", "2", "3");
        Eventually.holds(() -> deque.size() == 2, "the first piece is there");
        assertTrue(put.staysBlocked());
        put.interrupt();
        assertEquals(new Put(2, true), put.get());
        assertEquals(List.of("1", "2"), deque.takeMany(5));
        Background<List<String>> taker = stage.run(() -> deque.takeMany(2));
        assertTrue(taker.staysBlocked());
        taker.interrupt();
        taker.failure(InterruptedException.class);
        deque.put("there");
        assertEquals(1, deque.size());
    }

    /** A shutdown by another process ends both; putAll says how many were put. */
    @Test
    void shutDown() throws Exception {
        create(2, Waiting.KERNEL);
        Remote remote = remote();
        Background<Put> put = putting("1", "2", "3");
        Eventually.holds(() -> deque.size() == 2, "the first piece is there");
        assertTrue(put.staysBlocked());
        remote.now("shutdown", "d");
        String message = put.failure(DequeShutdownException.class).getMessage();
        assertTrue(message.contains("had put 2 of its elements"), message);
        assertEquals("[1, 2]", remote.now("takeMany", "d", 5));
    }

    /** Whoever waits in takeMany when the deque is shut down learns of it. */
    @Test
    void shutDownWhileEmpty() throws Exception {
        create(2, Waiting.KERNEL);
        Remote remote = remote();
        Background<List<String>> taker = stage.run(() -> deque.takeMany(2));
        assertTrue(taker.staysBlocked());
        remote.now("shutdown", "d");
        taker.failure(DequeShutdownException.class);
    }

    /** Closing the handle ends both; putAll says how many were put. */
    @Test
    void closed() throws Exception {
        create(2, Waiting.KERNEL);
        SharedDeque<String> other = stage.open();
        Background<List<String>> taker = stage.run(() -> other.takeMany(2));
        assertTrue(taker.staysBlocked());
        other.close();
        taker.failure(DequeClosedException.class);
        Background<Put> put = putting("1", "2", "3");
        SharedDeque<String> third = stage.open();
        Eventually.holds(() -> third.size() == 2, "the first piece is there");
        assertTrue(put.staysBlocked());
        deque.close();
        String message = put.failure(DequeClosedException.class).getMessage();
        assertTrue(message.contains("had put 2 of its elements"), message);
        assertEquals(List.of("1", "2"), third.snapshot());
    }

    /** While others rotate and reverse, the deque never looks smaller or larger than it is, nor drained. */
    @Test
    void rotationIsOneStep() throws Exception {
        create(8, Waiting.KERNEL);
        deque.addAll(List.of("a", "b", "c"));
        SharedDeque<String> other = stage.open();
        Background<Integer> rotating = stage.run(() -> {
            int count = 0;
            while (!Thread.interrupted()) {
                other.rotate(count++ % 5 - 2);
            }
            return count;
        });
        for (int i = 0; i < 2_000_000; i++) {
            assertEquals(3, deque.size());
            assertFalse(deque.isEmpty());
        }
        deque.shutdown();
        for (int i = 0; i < 20_000; i++) {
            assertEquals(3, deque.snapshot().size());
            String first = deque.getFirst();
            assertTrue(List.of("a", "b", "c").contains(first), first);
        }
        rotating.interrupt();
        assertTrue(rotating.get() > 0);
    }
}
