package dev.sluice.os;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small file of 32-bit words, mapped; mapped twice, it is two views of the same words at different addresses. */
final class SharedWords {
    static final int WORDS = 1 << 15;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer memory;
    private final long address;

    private SharedWords(MappedByteBuffer memory) {
        this.memory = memory;
        this.address = NativeMemory.addressOf(memory);
    }

    static SharedWords map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return new SharedWords(channel.map(MapMode.READ_WRITE, 0, (long) WORDS * Integer.BYTES));
        }
    }

    long address(int word) {
        return address + (long) word * Integer.BYTES;
    }

    int get(int word) {
        return (int) INT.getVolatile(memory, word * Integer.BYTES);
    }

    void set(int word, int value) {
        INT.setVolatile(memory, word * Integer.BYTES, value);
    }

    /** Sets the value and wakes who sleeps on it. */
    void announce(int word, int value) {
        set(word, value);
        Futex.wake(address(word), Integer.MAX_VALUE);
    }

    /** Returns when the word no longer holds the value. */
    void awaitNot(int word, int value) {
        Eventually.holds(() -> get(word) != value, "word " + word + " changes");
    }
}
