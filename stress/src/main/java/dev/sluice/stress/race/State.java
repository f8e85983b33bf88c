package dev.sluice.stress.race;

import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.ring.Index;
import dev.sluice.synchronizer.BarrierEngine;
import dev.sluice.synchronizer.CounterEngine;
import dev.sluice.synchronizer.EventEngine;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.LockEngine;
import dev.sluice.synchronizer.SemaphoreEngine;
import org.jspecify.annotations.Nullable;

/**
 * What a race begins with.
 *
 * @param name how the matrix calls it
 * @param kind of synchronizer, null for a deque, or for no file at all
 * @param parameter capacity of a deque, permits of a semaphore, parties of a barrier
 * @param bytes what an element has at least
 * @param startWord where the first record begins, counted in words from the end of the ring
 * @param elements that are there, one digit each
 */
record State(
        String name,
        Handle.@Nullable Kind<?> kind,
        int parameter,
        Overflow overflow,
        Waiting waiting,
        boolean joinable,
        int bytes,
        int startWord,
        String elements) {
    private static final int SMALL = 9;
    private static final int LARGE = 1300;
    private static final int RESERVED = 40;

    private static final int FIRST_WORD = HeaderLayout.HEAD_OFFSET;
    private static final int END_OF_WORDS = 2304;

    /** Words before and behind the first record that the next one may come to. */
    private static final int SCRAMBLED = 40;

    static final State EMPTY = deque("empty", 6, "");
    static final State ONE = deque("one", 6, "1");
    static final State TWO = deque("two", 6, "12");
    static final State THREE = deque("three", 6, "123");
    static final State FOUR = deque("four", 6, "1234");
    static final State ROOM_FOR_ONE = deque("room for one", 2, "1");
    static final State FULL = deque("full", 2, "12");
    static final State FULL_OF_BYTES =
            new State("full of bytes", null, 64, Overflow.REJECT, Waiting.KERNEL, false, LARGE, 0, "123");
    static final State EVICTING =
            new State("full, EVICT", null, 2, Overflow.EVICT, Waiting.KERNEL, false, SMALL, 0, "12");
    static final State JOINABLE = new State("one task", null, 6, Overflow.REJECT, Waiting.KERNEL, true, SMALL, 0, "1");
    static final State EVENT = synchronizer("event", EventEngine.KIND, 0);
    static final State LOCK = synchronizer("lock", LockEngine.KIND, 0);
    static final State COUNTER = synchronizer("counter", CounterEngine.KIND, 0);
    static final State BARRIER = synchronizer("barrier of two", BarrierEngine.KIND, 2);
    /** Only the two words beside the actors are used. */
    static final State WORDS = deque("two words", 0, "");

    private static State deque(String name, int capacity, String elements) {
        return new State(name, null, capacity, Overflow.REJECT, Waiting.KERNEL, false, SMALL, 0, elements);
    }

    private static State synchronizer(String name, Handle.Kind<?> kind, int parameter) {
        return new State(name, kind, parameter, Overflow.REJECT, Waiting.KERNEL, false, SMALL, 0, "");
    }

    static State semaphore(int permits) {
        return synchronizer("semaphore of " + permits, SemaphoreEngine.KIND, permits);
    }

    /** The same, so near to the end of the ring that a record straddles it. */
    State wrapped(int words) {
        return new State(
                name + ", wrapped by " + words, kind, parameter, overflow, waiting, joinable, bytes, words, elements);
    }

    /** The same, where waiting is polling: no full fence when a guard is given back. */
    State polling() {
        return new State(
                name + ", polling", kind, parameter, overflow, Waiting.YIELD, joinable, bytes, startWord, elements);
    }

    Identity identity() {
        return Identity.of(parameter, RESERVED, overflow, waiting, joinable, "digit");
    }

    /** Whether there is no file, only the words that the actors have. */
    boolean isBare() {
        return kind == null && parameter == 0;
    }

    boolean polls() {
        return waiting != Waiting.KERNEL;
    }

    /** No record, and no element, of the race before: nobody shall be right who reads too early. */
    private void scramble(Region region) {
        for (int word = -SCRAMBLED; word < SCRAMBLED; word++) {
            int offset = (word - startWord) * RecordLayout.WORD_BYTES & (Window.RING_BYTES - 1);
            region.setLong(RecordLayout.RING_OFFSET + offset, 0x5A5A_5A5A_5A5A_5A5AL);
        }
    }

    /** Makes a file what it was when it was new, with everybody attached. */
    void reset(Region region) {
        Referee.reset(region);
        if (isBare()) {
            return;
        }
        for (int offset = FIRST_WORD; offset < END_OF_WORDS; offset += Long.BYTES) {
            region.setLong(offset, 0);
        }
        for (int slot = 0; slot < Window.SLOTS; slot++) {
            int begin = ParticipantLayout.slotOffset(slot);
            for (int offset = begin; offset < begin + ParticipantLayout.SLOT_BYTES; offset += Long.BYTES) {
                region.setLong(offset, 0);
            }
            region.setInt(begin + ParticipantLayout.STATUS, (1 << 1) | 1);
        }
        region.setInt(HeaderLayout.SLOTS_USED_OFFSET, Window.SLOTS);
        if (kind == null) {
            // As if elements had gone through before: sequences and positions that are about to overflow.
            long start = Index.of(-1, -startWord);
            region.setLong(HeaderLayout.HEAD_OFFSET, start);
            region.setLong(HeaderLayout.TAIL_OFFSET, start);
            region.setLong(HeaderLayout.OWN_HEAD_OFFSET, start);
            region.setLong(HeaderLayout.OWN_TAIL_OFFSET, start);
            region.setLong(HeaderLayout.CACHED_HEAD_OFFSET, start);
            region.setLong(HeaderLayout.CACHED_TAIL_OFFSET, start);
            scramble(region);
        } else if (kind.file() == FileKind.LOCK) {
            for (int offset = END_OF_WORDS; offset < HeaderLayout.HEADER_BYTES; offset += Long.BYTES) {
                region.setLong(offset, 0);
            }
        }
    }
}
