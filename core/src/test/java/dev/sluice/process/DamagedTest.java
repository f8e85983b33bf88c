package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.CorruptDequeException;
import dev.sluice.CorruptFileException;
import dev.sluice.SharedDeque;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import dev.sluice.Waiting;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.MappedRegion;
import dev.sluice.os.Futex;
import dev.sluice.ring.Index;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage while handles are open is told of by whoever meets it, also by calls that wait or do not look under a guard. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedTest {
    private static final int WORDS_OF_A_NUMBER = RecordLayout.words(Long.BYTES);

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<Long> numbers(int capacity, Waiting waiting) throws Exception {
        return stage.closing(SharedDeque.builder(Codec.int64())
                .capacity(capacity)
                .elementBytes(Long.BYTES)
                .waiting(waiting)
                .create(stage.file()));
    }

    private void moveTail(int elements, int words) throws Exception {
        long tail = Bytes.getLong(stage.file(), HeaderLayout.TAIL_OFFSET);
        Bytes.setLong(stage.file(), HeaderLayout.TAIL_OFFSET, Index.plus(tail, elements, words));
    }

    /** Has the one who is blocked look again, who would do so after ten seconds where he sleeps in the kernel. */
    private void wake(Background<?> blocked, int eventCount, Waiting waiting) {
        if (waiting == Waiting.KERNEL) {
            Eventually.holds(() -> blocked.isDone() || wake(eventCount) == 1, "somebody is woken");
        }
    }

    /** Wakes all who sleep on the event count, of which nothing is changed; returns how many. */
    private int wake(int eventCount) throws IOException {
        try (FileChannel channel = FileChannel.open(stage.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedRegion region = MappedRegion.of(channel.map(MapMode.READ_WRITE, 0, RecordLayout.RING_OFFSET));
            try {
                return Futex.wake(region.address(eventCount + HeaderLayout.EVENT_SEQUENCE), Integer.MAX_VALUE);
            } finally {
                Reference.reachabilityFence(region);
            }
        }
    }

    /** Whoever waits for an element does not wait for ever where there are fewer than none. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void waitingTakers(Waiting waiting) throws Exception {
        SharedDeque<Long> deque = numbers(8, waiting);
        Background<Long> blocked = stage.run(deque::take);
        assertTrue(blocked.staysBlocked());
        moveTail(-3, -3 * WORDS_OF_A_NUMBER);
        wake(blocked, HeaderLayout.NOT_EMPTY_OFFSET, waiting);
        blocked.failure(CorruptDequeException.class);
        CompletableFuture<Long> future = deque.async().take();
        assertInstanceOf(CorruptDequeException.class, Futures.failure(future));
    }

    /** Nor does whoever waits for room where there are more than all. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void waitingPutters(Waiting waiting) throws Exception {
        SharedDeque<Long> deque = numbers(2, waiting);
        deque.addAll(List.of(1L, 2L));
        Background<Void> blocked = stage.run(() -> {
            deque.put(3L);
            return null;
        });
        assertTrue(blocked.staysBlocked());
        long head = Bytes.getLong(stage.file(), HeaderLayout.HEAD_OFFSET);
        Bytes.setLong(stage.file(), HeaderLayout.HEAD_OFFSET, Index.plus(head, 5, 5 * WORDS_OF_A_NUMBER));
        wake(blocked, HeaderLayout.NOT_FULL_OFFSET, waiting);
        blocked.failure(CorruptDequeException.class);
    }

    /** No elements in some words are not an empty deque. */
    @Test
    void wordsOfNobody() throws Exception {
        SharedDeque<Long> deque = numbers(8, Waiting.KERNEL);
        moveTail(0, WORDS_OF_A_NUMBER);
        assertThrows(CorruptDequeException.class, deque::size);
        assertThrows(CorruptDequeException.class, deque::isEmpty);
        assertThrows(CorruptDequeException.class, deque::poll);
        assertThrows(CorruptDequeException.class, deque::pollLast);
        assertThrows(CorruptDequeException.class, () -> deque.drainTo(new ArrayList<>()));
        assertInstanceOf(
                CorruptDequeException.class, Futures.failure(deque.async().take()));
    }

    /** Where waiting is polling, a holder goes by a copy of what he or another has committed: it is not believed if it is none. */
    @ParameterizedTest
    @ValueSource(ints = {HeaderLayout.OWN_HEAD_OFFSET, HeaderLayout.OWN_TAIL_OFFSET})
    void copyOfAnIndex(int own) throws Exception {
        try (SharedDeque<Long> deque = numbers(8, Waiting.YIELD)) {
            deque.addAll(List.of(1L, 2L, 3L));
        }
        long before = Bytes.getLong(stage.file(), own);
        int elements = own == HeaderLayout.OWN_HEAD_OFFSET ? 1 : -1;
        Bytes.setLong(stage.file(), own, Index.plus(before, elements, elements * WORDS_OF_A_NUMBER));
        CorruptDequeException told = assertThrows(
                CorruptDequeException.class,
                () -> SharedDeque.builder(Codec.int64()).open(stage.file()));
        assertTrue(told.getMessage().contains("offset " + own), told.getMessage());
        Bytes.setLong(stage.file(), own, before);
        try (SharedDeque<Long> deque = SharedDeque.builder(Codec.int64()).open(stage.file())) {
            assertEquals(List.of(1L, 2L, 3L), List.copyOf(deque));
        }
    }

    /** A record that is damaged is found before others are moved, on whichever side of the removed one it is. */
    @ParameterizedTest
    @ValueSource(ints = {2, 9})
    void besideARemoval(int damaged) throws Exception {
        SharedDeque<Long> deque = numbers(16, Waiting.KERNEL);
        for (long i = 1; i <= 10; i++) {
            deque.add(i);
        }
        long footer = RecordLayout.RING_OFFSET
                + (long) damaged * WORDS_OF_A_NUMBER * RecordLayout.WORD_BYTES
                - RecordLayout.FOOTER_BYTES;
        int before = Bytes.getInt(stage.file(), footer);
        long removed = damaged < 5 ? 4 : 7;
        Iterator<Long> iterator = deque.iterator();
        while (iterator.next() != removed) {
            // towards it
        }
        Bytes.setInt(stage.file(), footer, before ^ 1);
        assertThrows(CorruptDequeException.class, iterator::remove);
        Bytes.setInt(stage.file(), footer, before);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), List.copyOf(deque));
        assertTrue(deque.remove(removed));
        assertEquals(9, deque.size());
    }

    /** Who owns a lock beyond the slots that are said to be in use is not looked for in vain. */
    @Test
    void slotsUsedOfALock() throws Exception {
        SharedLock lock = stage.closing(SharedLock.create(stage.file()));
        SharedLock other = stage.closing(SharedLock.open(stage.file()));
        assertTrue(other.tryLock());
        Bytes.setInt(stage.file(), HeaderLayout.SLOTS_USED_OFFSET, 0);
        Background<Boolean> waiting = stage.run(() -> lock.tryLock(1, TimeUnit.HOURS));
        waiting.failure(CorruptFileException.class);
    }

    /** Permits of slots that are said not to be in use are not given out once more. */
    @ParameterizedTest
    @ValueSource(ints = {0, -5})
    void slotsUsedOfASemaphore(int said) throws Exception {
        int many = 5_000;
        SharedSemaphore first = stage.closing(SharedSemaphore.create(stage.file(), many));
        SharedSemaphore second = stage.closing(SharedSemaphore.open(stage.file()));
        first.acquire(many);
        SharedSemaphore.open(stage.file()).close(); // from here on the sum is made anew
        Bytes.setInt(stage.file(), HeaderLayout.SLOTS_USED_OFFSET, said);
        assertThrows(CorruptFileException.class, second::drainPermits);
        assertThrows(CorruptFileException.class, () -> first.release(1));
    }

    /** Nor are tasks forgotten. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, -5})
    void slotsUsedOfTasks(int said) throws Exception {
        SharedDeque<String> work =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(4).joinable());
        SharedDeque<String> peer = stage.open();
        work.put("task");
        work.take();
        Bytes.setInt(stage.file(), HeaderLayout.SLOTS_USED_OFFSET, said);
        assertThrows(CorruptDequeException.class, () -> peer.awaitAllDone(1, TimeUnit.SECONDS));
    }
}
