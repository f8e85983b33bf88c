package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.CorruptDequeException;
import dev.sluice.ElementDecodeException;
import dev.sluice.SharedDeque;
import dev.sluice.layout.ParticipantLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose task an element is once it has left the deque. */
class TasksInHandTest extends JoinFixture {
    /** What has been taken and not been done keeps who waits, though the deque is empty; and what is discarded does not. */
    @Test
    void inHand() throws Exception {
        SharedDeque<String> deque = create(4);
        SharedDeque<String> peer = stage.open();
        deque.addAll(List.of("a", "b", "c"));
        peer.take();
        Background<Void> waiter = waiter(deque);
        deque.clear();
        assertTrue(waiter.staysBlocked());
        assertCounts(deque, 1, 0);
        peer.taskDone();
        waiter.get(WOKEN_SECONDS);
    }

    /** A collection that lets in so many. */
    private static final class Refusing extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        private final int most;
        private final transient Runnable before;

        Refusing(int most, Runnable before) {
            this.most = most;
            this.before = before;
        }

        @Override
        public boolean add(String element) {
            if (size() == most) {
                before.run();
                throw new UnsupportedOperationException();
            }
            return super.add(element);
        }
    }

    /** What drainTo gives back is in the deque again, and no task in hand any more. */
    @Test
    void givenBack() throws Exception {
        SharedDeque<String> deque = create(8);
        deque.addAll(List.of("a", "b", "c", "d"));
        assertThrows(UnsupportedOperationException.class, () -> deque.drainTo(new Refusing(1, () -> {})));
        assertEquals(List.of("b", "c", "d"), List.copyOf(deque));
        assertCounts(deque, 4, 0);
        deque.taskDone();
        assertThrows(IllegalStateException.class, deque::taskDone);
        assertCounts(deque, 3, 0);
    }

    /** What drainTo cannot give back stays in hand. */
    @Test
    void notGivenBack() throws Exception {
        SharedDeque<String> deque = create(3);
        deque.addAll(List.of("a", "b", "c"));
        Refusing refusing = new Refusing(1, () -> deque.addAll(List.of("x", "y")));
        UnsupportedOperationException refused =
                assertThrows(UnsupportedOperationException.class, () -> deque.drainTo(refusing));
        assertEquals(2, refused.getSuppressed().length);
        assertCounts(deque, 5, 0);
        deque.taskDone(3);
        assertCounts(deque, 2, 0);
    }

    /** Who says of what is given back that it is done spoils nobody's counts. */
    @Test
    void doneAndGivenBack() throws Exception {
        SharedDeque<String> deque = create(8);
        deque.addAll(List.of("a", "b", "c", "d"));
        assertThrows(
                UnsupportedOperationException.class, () -> deque.drainTo(new Refusing(1, () -> deque.taskDone(3))));
        assertEquals(List.of("b", "c", "d"), List.copyOf(deque));
        assertCounts(deque, 3, 0);
        assertEquals(3, deque.drainTo(new ArrayList<>()));
        assertThrows(IllegalStateException.class, () -> deque.taskDone(4));
        deque.taskDone(3);
        assertCounts(deque, 0, 0);
    }

    /** What leaves the deque as the bytes of an exception is in hand. */
    @Test
    void undecodable() throws Exception {
        Codec<String> broken = new Codec<>() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public int maxBytes(String element) {
                return 4;
            }

            @Override
            public void encode(String element, ByteBuffer target) {
                target.putInt(element.length());
            }

            @Override
            public String decode(ByteBuffer source) {
                throw new UnsupportedOperationException();
            }
        };
        try (SharedDeque<String> deque = SharedDeque.builder(broken).joinable().create(stage.file())) {
            deque.addAll(List.of("a", "b"));
            assertThrows(ElementDecodeException.class, deque::poll);
            assertThrows(ElementDecodeException.class, () -> deque.drainTo(new ArrayList<>()));
            assertCounts(deque, 2, 0);
            deque.taskDone(2);
            assertCounts(deque, 0, 0);
        }
    }

    /** A future's element is in the hands of its handle; a future that was cancelled has none. */
    @Test
    void futures() throws Exception {
        SharedDeque<String> deque = create(4);
        SharedDeque<String> peer = stage.open();
        CompletableFuture<String> cancelled = peer.async().take();
        CompletableFuture<String> first = peer.async().takeFirst();
        CompletableFuture<String> last = peer.async().takeLast();
        assertTrue(cancelled.cancel(false));
        deque.addAll(List.of("a", "b", "c"));
        assertEquals("a", Futures.get(first));
        assertEquals("c", Futures.get(last));
        assertEquals("b", Futures.get(peer.async().take()));
        assertCounts(deque, 3, 0);
        assertThrows(IllegalStateException.class, deque::taskDone);
        peer.taskDone(2);
        Background<Void> waiter = waiter(deque);
        assertTrue(waiter.staysBlocked());
        peer.taskDone();
        waiter.get(WOKEN_SECONDS);
    }

    /** What a handle had in hand when it was closed is abandoned, and the next one in its place begins with nothing in hand. */
    @Test
    void abandoned() throws Exception {
        SharedDeque<String> deque = create(16);
        for (int round = 1; round <= 3; round++) {
            deque.addAll(List.of("a", "b", "c"));
            SharedDeque<String> peer = stage.open();
            assertThrows(IllegalStateException.class, peer::taskDone);
            assertEquals(3, peer.drainTo(new ArrayList<>()));
            peer.taskDone();
            assertCounts(deque, 2, 2L * (round - 1));
            peer.close();
            assertCounts(deque, 0, 2L * round);
        }
        assertEquals(6, Bytes.getLong(stage.file(), ParticipantLayout.slotOffset(1) + ParticipantLayout.ABANDONED));
    }

    /** Threads of one handle that take and finish together lose and gain nothing. */
    @Test
    void oneHandleManyThreads() throws Exception {
        SharedDeque<String> deque = create(64);
        int each = 3000;
        List<Background<Integer>> threads = IntStream.range(0, 4)
                .mapToObj(i -> stage.run(() -> {
                    int own = 0;
                    for (int k = 0; k < each; k++) {
                        deque.put("x");
                        own += (i % 2 == 0 ? deque.pollFirst() : deque.pollLast()) == null ? 0 : 1;
                        if (own > 2) {
                            deque.taskDone(2);
                            own -= 2;
                        }
                    }
                    return own;
                }))
                .toList();
        long left = 0;
        for (Background<Integer> thread : threads) {
            left += thread.get();
        }
        assertCounts(deque, left + deque.size(), 0);
        deque.clear();
        deque.taskDone((int) left);
        assertCounts(deque, 0, 0);
        assertThrows(IllegalStateException.class, deque::taskDone);
    }

    /** Counts that make no sense are reported, whatever they are. */
    @ParameterizedTest
    @CsvSource({
        "40, -1",
        "40, 9223372036854775807",
        "72, -1",
        "72, 1",
        "72, 9223372036854775807",
        "80, -1",
        "80, -9223372036854775808"
    })
    void senselessCounts(int field, long value) throws Exception {
        SharedDeque<String> deque = create(4);
        Bytes.setLong(stage.file(), ParticipantLayout.slotOffset(0) + field, value);
        assertThrows(CorruptDequeException.class, deque::unfinished);
        assertThrows(CorruptDequeException.class, () -> deque.awaitAllDone(1, TimeUnit.SECONDS));
        deque.put("a");
        assertEquals("a", deque.take());
    }
}
