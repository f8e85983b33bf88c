package dev.sluice.os;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A 32-bit futex word of this process alone, off the heap, initially 0. What a thread sleeps on beside a shared word,
 * in a {@link WaitVector}, so that somebody in its own process can wake just it.
 *
 * <p>To wake without fail: {@link #set} another value than the sleeper expects, then {@link #wake}. The memory is freed
 * with the object, which must therefore stay reachable while a thread sleeps on its address.
 */
public final class PrivateWord {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /** A cache line to itself: it lies in some owner's spinning loop. */
    private static final int BYTES = 64;

    static final int FUTEX_PRIVATE_FLAG = 128;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(2 * BYTES).alignedSlice(BYTES);
    private final long address = NativeMemory.addressOf(memory);

    /**
     * Makes a word that holds 0.
     *
     * @throws UnsupportedOperationException where {@link Platform#unavailable()} says so
     */
    public PrivateWord() {}

    /** The address, for {@link WaitVector#addPrivate}. */
    public long address() {
        return address;
    }

    /** The value, with the memory effects of a volatile read. */
    public int get() {
        return (int) INT.getVolatile(memory, 0);
    }

    /** Sets the value, with the memory effects of a volatile write. */
    public void set(int value) {
        INT.setVolatile(memory, 0, value);
    }

    /** Wakes every thread of this process that sleeps on the word. Does nothing where futexes are not available. */
    public void wake() {
        if (Futex.isAvailable()) {
            try {
                Futex.wake(address, Integer.MAX_VALUE, FUTEX_PRIVATE_FLAG);
            } finally {
                Reference.reachabilityFence(this);
            }
        }
    }
}
