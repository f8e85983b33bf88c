package dev.sluice.stress.crash;

import dev.sluice.memory.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A region on the heap, for one thread: every mode is plain. */
public class HeapRegion extends Region {
    private final ByteBuffer buffer;

    /** All zeros. */
    public HeapRegion(int bytes) {
        this(new byte[bytes]);
    }

    private HeapRegion(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of its own. */
    public HeapRegion copy() {
        byte[] bytes = new byte[size()];
        buffer.get(0, bytes);
        return new HeapRegion(bytes);
    }

    @Override
    public int getInt(int offset) {
        return buffer.getInt(offset);
    }

    @Override
    public int getIntAcquire(int offset) {
        return getInt(offset);
    }

    @Override
    public int getIntVolatile(int offset) {
        return getInt(offset);
    }

    @Override
    public void setInt(int offset, int value) {
        buffer.putInt(offset, value);
    }

    @Override
    public void setIntRelease(int offset, int value) {
        buffer.putInt(offset, value);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        buffer.putInt(offset, value);
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        if (getInt(offset) != expected) {
            return false;
        }
        buffer.putInt(offset, value);
        return true;
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        int previous = getInt(offset);
        buffer.putInt(offset, value);
        return previous;
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        int previous = getInt(offset);
        buffer.putInt(offset, previous + delta);
        return previous;
    }

    @Override
    public long getLong(int offset) {
        return buffer.getLong(offset);
    }

    @Override
    public long getLongAcquire(int offset) {
        return getLong(offset);
    }

    @Override
    public long getLongVolatile(int offset) {
        return getLong(offset);
    }

    @Override
    public void setLong(int offset, long value) {
        buffer.putLong(offset, value);
    }

    @Override
    public void setLongRelease(int offset, long value) {
        buffer.putLong(offset, value);
    }

    @Override
    public void setLongVolatile(int offset, long value) {
        buffer.putLong(offset, value);
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        if (getLong(offset) != expected) {
            return false;
        }
        buffer.putLong(offset, value);
        return true;
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        long previous = getLong(offset);
        buffer.putLong(offset, previous + delta);
        return previous;
    }

    @Override
    public void storeFence() {
        // One thread sees its own stores in order.
    }

    @Override
    public void getBytes(int offset, byte[] target, int targetIndex, int length) {
        buffer.get(/* index= */ offset, target, /* offset= */ targetIndex, length);
    }

    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        buffer.put(/* index= */ offset, source, /* offset= */ sourceIndex, length);
    }

    @Override
    public void setBytes(int offset, ByteBuffer source, int sourceIndex, int length) {
        buffer.put(/* index= */ offset, source, /* offset= */ sourceIndex, length);
    }

    @Override
    public void copyBytes(int fromOffset, int toOffset, int length) {
        byte[] bytes = new byte[length];
        getBytes(fromOffset, bytes, 0, length);
        setBytes(toOffset, bytes, 0, length);
    }

    @Override
    public int size() {
        return buffer.capacity();
    }
}
