package dev.sluice.stress.history;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The shared memory by which the processes of a history are kept together, and where each one writes what it has seen: words of
 * 8 bytes, first these, each on a cache line of its own, then the events of one process after the other.
 */
final class Board {
    /** Events of one process in one round, at most. */
    static final int MOST_EVENTS = 16;

    /** Elements of a result at most: a word holds so many. */
    static final int MOST_RESULT = 14;

    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final List<Call.Kind> KINDS = List.of(Call.Kind.values());
    private static final int LINE = 128;
    private static final int ROUND = 0;
    private static final int ARRIVED = LINE;
    private static final int TICKS = 2 * LINE;
    private static final int EVENTS = 3 * LINE;
    private static final int EVENT_BYTES = 5 * Long.BYTES;
    private static final int PROCESS_BYTES = MOST_EVENTS * EVENT_BYTES + LINE;

    private static final long END = -1;
    private static final int SPINS = 200;
    private static final int DIGIT = 4;

    private final ByteBuffer memory;
    private final Clock clock;

    private Board(ByteBuffer memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** Maps the file, which is made if there is none; so many processes take part. */
    static Board map(Path file, int processes, Clock clock) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            int bytes = EVENTS + processes * PROCESS_BYTES;
            ByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            return new Board(memory.order(ByteOrder.nativeOrder()), clock);
        }
    }

    private long get(int offset) {
        return (long) WORDS.getVolatile(memory, offset);
    }

    private void set(int offset, long value) {
        WORDS.setVolatile(memory, offset, value);
    }

    /** The time, of which there is one for all. */
    long now() {
        return clock == Clock.NANOS ? System.nanoTime() : (long) WORDS.getAndAdd(memory, TICKS, 1L);
    }

    /** Lets all begin a round. */
    void begin(long round) {
        set(ARRIVED, 0);
        set(ROUND, round);
    }

    /** Lets all end. */
    void end() {
        set(ROUND, END);
    }

    /** Waits for a round, which is 1 or more; returns false if there will be none. */
    boolean awaitRound(long round) {
        for (int spins = 0; ; spins++) {
            long now = get(ROUND);
            if (now >= round || now == END) {
                return now != END;
            }
            pause(spins);
        }
    }

    /** Says that this process has written all its events of the round. */
    void arrive() {
        long unused = (long) WORDS.getAndAdd(memory, ARRIVED, 1L);
    }

    /** How many have. */
    long arrived() {
        return get(ARRIVED);
    }

    /** There are more processes than processors. */
    @SuppressWarnings("ThreadPriorityCheck")
    static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private static int offset(int process, int event) {
        return EVENTS + process * PROCESS_BYTES + event * EVENT_BYTES;
    }

    /** Writes an event of this round. */
    void write(int index, Event<Call, List<Integer>> event) {
        int offset = offset(event.process(), index);
        memory.putLong(offset, KINDS.indexOf(event.call().kind()));
        memory.putLong(offset + 8, event.call().argument());
        memory.putLong(offset + 16, packed(event.result()));
        memory.putLong(offset + 24, event.invoked());
        memory.putLong(offset + 32, event.returned());
    }

    /** What a process has written, which has arrived. */
    List<Event<Call, List<Integer>>> events(int process, int count) {
        List<Event<Call, List<Integer>>> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int offset = offset(process, i);
            Call.Kind kind = KINDS.get((int) memory.getLong(offset));
            events.add(new Event<>(
                    process,
                    new Call(kind, (int) memory.getLong(offset + 8)),
                    unpacked(memory.getLong(offset + 16)),
                    memory.getLong(offset + 24),
                    memory.getLong(offset + 32)));
        }
        return events;
    }

    /** Hexadecimal digits behind a 1. */
    static long packed(List<Integer> result) {
        if (result.size() > MOST_RESULT) {
            throw new IllegalArgumentException("too many for a word: " + result);
        }
        long word = 1;
        for (int element : result) {
            if (element < 0 || element >= 1 << DIGIT) {
                throw new IllegalArgumentException("too large for a digit: " + result);
            }
            word = (word << DIGIT) | element;
        }
        return word;
    }

    static List<Integer> unpacked(long word) {
        List<Integer> result = new ArrayList<>();
        for (int shift = (Long.SIZE - 1 - Long.numberOfLeadingZeros(word)) / DIGIT * DIGIT; shift > 0; ) {
            shift -= DIGIT;
            result.add((int) (word >>> shift) & ((1 << DIGIT) - 1));
        }
        return result;
    }
}
