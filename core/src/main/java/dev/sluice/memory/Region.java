package dev.sluice.memory;

import java.nio.ByteBuffer;

/**
 * A piece of shared memory, read and written at byte offsets with the memory order in the method's name (those of
 * {@link java.lang.invoke.VarHandle}). Every access to shared state goes through here, so that a test can stand in
 * for the memory: on plain arrays, recording the order of stores, or dying at the n-th of them.
 *
 * <p>An abstract class rather than an interface: in production instances of a single subclass are made, and the compiler calls it
 * directly. Offsets of atomic accesses are multiples of the width.
 */
public abstract class Region {
    public abstract int getInt(int offset);

    public abstract int getIntAcquire(int offset);

    public abstract int getIntVolatile(int offset);

    public abstract void setInt(int offset, int value);

    public abstract void setIntRelease(int offset, int value);

    public abstract void setIntVolatile(int offset, int value);

    public abstract boolean compareAndSetInt(int offset, int expected, int value);

    public abstract int getAndSetInt(int offset, int value);

    public abstract int getAndAddInt(int offset, int delta);

    public abstract long getLong(int offset);

    public abstract long getLongAcquire(int offset);

    public abstract long getLongVolatile(int offset);

    public abstract void setLong(int offset, long value);

    public abstract void setLongRelease(int offset, long value);

    public abstract void setLongVolatile(int offset, long value);

    public abstract boolean compareAndSetLong(int offset, long expected, long value);

    public abstract long getAndAddLong(int offset, long delta);

    /**
     * Stores before the fence are made before stores after it. A release store alone lets later plain stores overtake it,
     * which only matters to whoever cleans up after a kill in between.
     */
    public abstract void storeFence();

    /** Plain copy out of the region. */
    public abstract void getBytes(int offset, byte[] target, int targetIndex, int length);

    /** Plain copy into the region. */
    public abstract void setBytes(int offset, byte[] source, int sourceIndex, int length);

    /** Plain copy into the region from an absolute index of a buffer. */
    public abstract void setBytes(int offset, ByteBuffer source, int sourceIndex, int length);

    /** Plain copy within the region; the two ranges do not overlap. */
    public abstract void copyBytes(int fromOffset, int toOffset, int length);

    /** Bytes of the region. */
    public abstract int size();
}
