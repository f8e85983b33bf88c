package dev.sluice.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/** A mapped file through views of its buffer, which every JVM has. */
final class BufferRegion extends MappedRegion {
    // The order is fixed by the file format; on the supported platforms it is the native one, which is what the
    // kernel's futexes need and what makes these accesses single instructions.
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private BufferRegion(MappedByteBuffer mapping) {
        super(mapping);
    }

    static MappedRegion over(MappedByteBuffer mapping) {
        return new BufferRegion(mapping);
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
}
