package dev.sluice.memory;

import dev.sluice.os.NativeMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * A mapped file. It is never unmapped by hand: a thread that still used it would die of SIGSEGV. The collector unmaps
 * it when nothing refers to it any more; whoever hands {@link #address} to the kernel keeps the region reachable.
 */
public final class MappedRegion extends Region {
    // The order is fixed by the file format; on the supported platforms it is the native one, which is what the
    // kernel's futexes need and what makes these accesses single instructions.
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final VarHandle ARRAY_LONG = MethodHandles.byteArrayViewVarHandle(
                    long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** Up to here a loop of words is quicker than the call of a copying stub. */
    private static final int FEW_BYTES = 128;

    private final ByteBuffer buffer;
    private final int size;
    private final long address;

    public MappedRegion(MappedByteBuffer mapping) {
        this.buffer = mapping.order(ByteOrder.LITTLE_ENDIAN);
        this.size = mapping.capacity();
        this.address = NativeMemory.addressOf(mapping);
    }

    /** The address of a word, for the kernel. */
    public long address(int offset) {
        return address + offset;
    }

    @Override
    public int getInt(int offset) {
        return (int) INT.get(buffer, offset);
    }

    @Override
    public int getIntAcquire(int offset) {
        return (int) INT.getAcquire(buffer, offset);
    }

    @Override
    public int getIntVolatile(int offset) {
        return (int) INT.getVolatile(buffer, offset);
    }

    @Override
    public void setInt(int offset, int value) {
        INT.set(buffer, offset, value);
    }

    @Override
    public void setIntRelease(int offset, int value) {
        INT.setRelease(buffer, offset, value);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        INT.setVolatile(buffer, offset, value);
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        return INT.compareAndSet(buffer, offset, expected, value);
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        return (int) INT.getAndSet(buffer, offset, value);
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        return (int) INT.getAndAdd(buffer, offset, delta);
    }

    @Override
    public long getLong(int offset) {
        return (long) LONG.get(buffer, offset);
    }

    @Override
    public long getLongAcquire(int offset) {
        return (long) LONG.getAcquire(buffer, offset);
    }

    @Override
    public long getLongVolatile(int offset) {
        return (long) LONG.getVolatile(buffer, offset);
    }

    @Override
    public void setLong(int offset, long value) {
        LONG.set(buffer, offset, value);
    }

    @Override
    public void setLongRelease(int offset, long value) {
        LONG.setRelease(buffer, offset, value);
    }

    @Override
    public void setLongVolatile(int offset, long value) {
        LONG.setVolatile(buffer, offset, value);
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        return LONG.compareAndSet(buffer, offset, expected, value);
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        return (long) LONG.getAndAdd(buffer, offset, delta);
    }

    @Override
    public void storeFence() {
        VarHandle.releaseFence();
    }

    @Override
    public void getBytes(int offset, byte[] target, int targetIndex, int length) {
        if (length > FEW_BYTES) {
            buffer.get(/* index= */ offset, target, /* offset= */ targetIndex, length);
            return;
        }
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            ARRAY_LONG.set(target, targetIndex + i, (long) LONG.get(buffer, offset + i));
        }
        for (; i < length; i++) {
            target[targetIndex + i] = buffer.get(offset + i);
        }
    }

    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        if (length > FEW_BYTES) {
            buffer.put(/* index= */ offset, source, /* offset= */ sourceIndex, length);
            return;
        }
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            LONG.set(buffer, offset + i, (long) ARRAY_LONG.get(source, sourceIndex + i));
        }
        for (; i < length; i++) {
            buffer.put(offset + i, source[sourceIndex + i]);
        }
    }

    @Override
    public void setBytes(int offset, ByteBuffer source, int sourceIndex, int length) {
        buffer.put(/* index= */ offset, source, /* offset= */ sourceIndex, length);
    }

    @Override
    public void copyBytes(int fromOffset, int toOffset, int length) {
        buffer.put(toOffset, buffer, fromOffset, length);
    }

    @Override
    public int size() {
        return size;
    }
}
