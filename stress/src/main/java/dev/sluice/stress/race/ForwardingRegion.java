package dev.sluice.stress.race;

import dev.sluice.memory.Region;
import java.nio.ByteBuffer;

/** A region that is another one, seen through something: a subclass says what it changes. */
class ForwardingRegion extends Region {
    final Region target;

    ForwardingRegion(Region target) {
        this.target = target;
    }

    /** Where the other region has what is at this offset here. */
    int at(int offset) {
        return offset;
    }

    @Override
    public int getInt(int offset) {
        return target.getInt(at(offset));
    }

    @Override
    public int getIntAcquire(int offset) {
        return target.getIntAcquire(at(offset));
    }

    @Override
    public int getIntVolatile(int offset) {
        return target.getIntVolatile(at(offset));
    }

    @Override
    public void setInt(int offset, int value) {
        target.setInt(at(offset), value);
    }

    @Override
    public void setIntRelease(int offset, int value) {
        target.setIntRelease(at(offset), value);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        target.setIntVolatile(at(offset), value);
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        return target.compareAndSetInt(at(offset), expected, value);
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        return target.getAndSetInt(at(offset), value);
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        return target.getAndAddInt(at(offset), delta);
    }

    @Override
    public long getLong(int offset) {
        return target.getLong(at(offset));
    }

    @Override
    public long getLongAcquire(int offset) {
        return target.getLongAcquire(at(offset));
    }

    @Override
    public long getLongVolatile(int offset) {
        return target.getLongVolatile(at(offset));
    }

    @Override
    public void setLong(int offset, long value) {
        target.setLong(at(offset), value);
    }

    @Override
    public void setLongRelease(int offset, long value) {
        target.setLongRelease(at(offset), value);
    }

    @Override
    public void setLongVolatile(int offset, long value) {
        target.setLongVolatile(at(offset), value);
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        return target.compareAndSetLong(at(offset), expected, value);
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        return target.getAndAddLong(at(offset), delta);
    }

    @Override
    public void storeFence() {
        target.storeFence();
    }

    @Override
    public void getBytes(int offset, byte[] bytes, int index, int length) {
        target.getBytes(at(offset), bytes, index, length);
    }

    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        target.setBytes(at(offset), source, sourceIndex, length);
    }

    @Override
    public void setBytes(int offset, ByteBuffer source, int sourceIndex, int length) {
        target.setBytes(at(offset), source, sourceIndex, length);
    }

    @Override
    public void copyBytes(int fromOffset, int toOffset, int length) {
        target.copyBytes(at(fromOffset), at(toOffset), length);
    }

    @Override
    public int size() {
        return target.size();
    }
}
