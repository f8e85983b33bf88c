package dev.sluice.stress.storm;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is about to do and has done, in a mapped file: its pages stay when the process is killed, with every store
 * that was made. The beginning of a call is written before anything of the call happens, its end after all of it.
 *
 * <pre>
 *   entry   0  word   kind (8 bits), operation or outcome (8), 16 idle, value (32); never 0, stored last
 *           8  time   of a beginning or an end
 *          16  element
 * </pre>
 */
final class Ledger {
    /** Enough for 1.3 million entries; a file of holes where nothing was written. */
    static final int BYTES = 32 << 20;

    private static final int ENTRY_BYTES = 24;
    private static final int RESERVE_BYTES = 256 * ENTRY_BYTES;
    private static final int BEGIN = 1;
    private static final int ITEM = 2;
    private static final int END = 3;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer buffer;
    private int position;

    private Ledger(MappedByteBuffer mapping) {
        this.buffer = mapping.order(ByteOrder.LITTLE_ENDIAN);
    }

    static Ledger create(Path directory, int number) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file(directory, number),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return new Ledger(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    private static Path file(Path directory, int number) {
        return directory.resolve("ledger-" + number);
    }

    /** Whether there is no room for another call. */
    boolean isFull() {
        return position > BYTES - RESERVE_BYTES;
    }

    /** A call begins; returns when. */
    long begin(Op op, int count, long first) {
        long now = System.nanoTime();
        buffer.putLong(position + 8, now).putLong(position + 16, first);
        // A full fence: nothing of the call may be seen before its beginning.
        LONG.setVolatile(buffer, position, word(BEGIN, op.code, count));
        position += ENTRY_BYTES;
        return now;
    }

    /** An element came out of the call, or was chosen by it. */
    void item(long element) {
        buffer.putLong(position + 16, element);
        LONG.setRelease(buffer, position, word(ITEM, 0, 0));
        position += ENTRY_BYTES;
    }

    /** The call is over; returns when. */
    long end(Outcome outcome, int value) {
        long now = System.nanoTime();
        end(outcome, value, now);
        return now;
    }

    void end(Outcome outcome, int value, long time) {
        buffer.putLong(position + 8, time);
        LONG.setRelease(buffer, position, word(END, outcome.code, value));
        position += ENTRY_BYTES;
    }

    private static long word(int kind, int what, int value) {
        return (long) value << 32 | (long) what << 8 | kind;
    }

    /** The calls of a ledger; there are none if its process was killed before it made the file. */
    static List<Call> read(Path directory, int number) throws IOException {
        Path file = file(directory, number);
        if (!file.toFile().exists()) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < BYTES) {
                return List.of(); // killed before it had its size
            }
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, BYTES).order(ByteOrder.LITTLE_ENDIAN), number);
        }
    }

    /** Whether a ledger grows. */
    static final class Growth {
        private final ByteBuffer buffer;
        private int position;

        private Growth(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        /** Whether it has grown since the last time that this was asked, or can grow no more. */
        boolean hasGrown() {
            int before = position;
            while (position < BYTES - RESERVE_BYTES && (long) LONG.getAcquire(buffer, position) != 0) {
                position += ENTRY_BYTES;
            }
            return position > before || position >= BYTES - RESERVE_BYTES;
        }
    }

    /** Null while there is no such ledger. */
    static @Nullable Growth growth(Path directory, int number) throws IOException {
        Path file = file(directory, number);
        if (!file.toFile().exists()) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.size() < BYTES ? null : new Growth(channel.map(FileChannel.MapMode.READ_ONLY, 0, BYTES));
        }
    }

    private static List<Call> read(ByteBuffer buffer, int number) {
        List<Call> calls = new ArrayList<>();
        Call open = null;
        for (int at = 0; at < BYTES - ENTRY_BYTES; at += ENTRY_BYTES) {
            long word = (long) LONG.getAcquire(buffer, at);
            if (word == 0) {
                break;
            }
            int what = (int) (word >>> 8) & 0xff;
            int value = (int) (word >>> 32);
            long time = buffer.getLong(at + 8);
            long element = buffer.getLong(at + 16);
            switch ((int) word & 0xff) {
                case BEGIN ->
                    open = new Call(
                            number,
                            Op.of(what),
                            value,
                            element,
                            time,
                            Long.MAX_VALUE,
                            Outcome.IN_FLIGHT,
                            0,
                            new ArrayList<>());
                case ITEM -> required(open).items().add(element);
                case END -> {
                    calls.add(ended(required(open), Outcome.of(what), value, time));
                    open = null;
                }
                default -> throw new StormFailure("ledger " + number + " has a word " + word + " at " + at);
            }
        }
        if (open != null) {
            calls.add(open);
        }
        return calls;
    }

    private static Call required(@Nullable Call open) {
        if (open == null) {
            throw new StormFailure("a ledger has an entry outside a call");
        }
        return open;
    }

    private static Call ended(Call call, Outcome outcome, int value, long time) {
        return new Call(
                call.ledger(), call.op(), call.count(), call.first(), call.begin(), time, outcome, value, call.items());
    }
}
