package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.CorruptDequeException;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever has had a guard to himself takes it without an atomic instruction, until somebody else wants it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BiasTest {
    private static final int ENOUGH = 200;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(3);

    @RegisterExtension
    final Stage stage = new Stage();

    private long bias(int offset) throws Exception {
        return Bytes.getLong(stage.file(), offset);
    }

    private SharedDeque<Long> create(Waiting waiting) throws Exception {
        return SharedDeque.builder(Codec.int64()).capacity(64).waiting(waiting).create(stage.file());
    }

    private static void use(SharedDeque<Long> deque) {
        for (long i = 0; i < ENOUGH; i++) {
            assertTrue(deque.offer(i));
            assertEquals(i, deque.poll());
        }
    }

    /** Where waiting is polling a lone user gets the bias of both ends, and closing ends it; where it is sleeping nobody does. */
    @Test
    void isGivenAndEnds() throws Exception {
        SharedDeque<Long> deque = create(Waiting.SPIN);
        use(deque);
        assertTrue(bias(HeaderLayout.HEAD_BIAS_OFFSET) != 0, "no bias of the head");
        assertTrue(bias(HeaderLayout.TAIL_BIAS_OFFSET) != 0, "no bias of the tail");
        deque.close();
        assertEquals(0, bias(HeaderLayout.HEAD_BIAS_OFFSET));
        assertEquals(0, bias(HeaderLayout.TAIL_BIAS_OFFSET));
    }

    /** Where sleepers have to be seen after each commit there is none. */
    @Test
    void isNotGivenToThoseWhoSleep() throws Exception {
        SharedDeque<Long> deque = create(Waiting.KERNEL);
        use(deque);
        assertEquals(0, bias(HeaderLayout.HEAD_BIAS_OFFSET));
        assertEquals(0, bias(HeaderLayout.TAIL_BIAS_OFFSET));
        deque.close();
    }

    /** Another handle, another thread of the same one, an operation that needs both guards: each gets what it wants. */
    @Test
    void isTakenAway() throws Exception {
        SharedDeque<Long> deque = create(Waiting.SPIN);
        SharedDeque<Long> other = SharedDeque.builder(Codec.int64()).open(stage.file());
        use(deque);
        assertTrue(other.offer(7L));
        assertEquals(0, bias(HeaderLayout.TAIL_BIAS_OFFSET));
        assertEquals(7L, other.poll());
        assertEquals(0, bias(HeaderLayout.HEAD_BIAS_OFFSET));
        other.close();
        for (int i = 0; i < 10; i++) {
            use(deque);
        }
        assertTrue(bias(HeaderLayout.TAIL_BIAS_OFFSET) != 0, "it does not come back");
        assertEquals(
                List.of(8L, 9L),
                stage.run(() -> {
                            deque.addFirst(9L);
                            deque.addFirst(8L);
                            return new ArrayList<>(deque);
                        })
                        .get());
        deque.close();
    }

    /** However often it is given and taken away, nobody is in the middle of anything together with somebody else. */
    @Test
    void excludes() throws Exception {
        try (SharedDeque<Long> visitor = create(Waiting.SPIN)) {
            BitSet seen = new BitSet();
            Background<Long> resident = stage.run(() -> {
                long begin = System.nanoTime();
                long next = 0;
                while (System.nanoTime() - begin < NANOS) {
                    // Another handle each time: one whose bias has been taken away often gets it back less often.
                    try (SharedDeque<Long> deque =
                            SharedDeque.builder(Codec.int64()).open(stage.file())) {
                        for (int i = 0; i < 2_000; i++) {
                            next += deque.offer(next) ? 1 : 0;
                            note(seen, deque.poll());
                        }
                    }
                }
                return next;
            });
            int biased = 0;
            while (!resident.isDone()) {
                biased += bias(HeaderLayout.TAIL_BIAS_OFFSET) != 0 ? 1 : 0;
                Long element = visitor.pollLast();
                while (element != null && !visitor.offerFirst(element)) {
                    Thread.onSpinWait();
                }
                LockSupport.parkNanos(20_000);
            }
            long put = resident.get();
            for (Long rest = visitor.poll(); rest != null; rest = visitor.poll()) {
                note(seen, rest);
            }
            assertEquals(put, seen.cardinality());
            assertTrue(put > 10_000, "hardly anything was done");
            assertTrue(biased > 100, "the bias was there at " + biased + " visits only");
        }
    }

    private static void note(BitSet seen, Long element) {
        if (element != null) {
            assertTrue(!seen.get(element.intValue()), () -> element + " came twice");
            seen.set(element.intValue());
        }
    }

    /** A busy word that is none is damage, which is reported to whoever wants the guard, and not waited for. */
    @Test
    void damageIsReported() throws Exception {
        SharedDeque<Long> deque = create(Waiting.SPIN);
        SharedDeque<Long> other = SharedDeque.builder(Codec.int64()).open(stage.file());
        use(deque);
        Bytes.setInt(stage.file(), ParticipantLayout.slotOffset(0) + ParticipantLayout.TAIL_BUSY, 7);
        assertThrows(CorruptDequeException.class, () -> other.offer(1L));
        assertThrows(CorruptDequeException.class, () -> other.addFirst(1L));
        Bytes.setInt(stage.file(), ParticipantLayout.slotOffset(0) + ParticipantLayout.TAIL_BUSY, 0);
        assertTrue(other.offer(1L));
        assertEquals(1L, deque.poll());
        other.close();
        deque.close();
    }
}
