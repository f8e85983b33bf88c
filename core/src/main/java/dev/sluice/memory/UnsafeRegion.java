package dev.sluice.memory;

import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * A mapped file by addresses, in JVMs that have the flag of Agrona's buffers: a quarter less for each put. As with the views of
 * a buffer an offset is within the mapping, which two instructions see to, and the mapping is there until the access is made. Unlike
 * with those, nobody checks that an atomic access is aligned: all offsets are made of constants, slots and words of the ring.
 */
final class UnsafeRegion extends MappedRegion {
    private final long address;

    /** Offsets below these have room for an int, and for a long. */
    private final int intOffsets;

    private final int longOffsets;

    private UnsafeRegion(MappedByteBuffer mapping) {
        super(mapping);
        this.address = address(0);
        this.intOffsets = Math.max(0, size() - Integer.BYTES + 1);
        this.longOffsets = Math.max(0, size() - Long.BYTES + 1);
    }

    static MappedRegion over(MappedByteBuffer mapping) {
        return new UnsafeRegion(mapping);
    }

    private long addressOfInt(int offset) {
        return address + Objects.checkIndex(offset, intOffsets);
    }

    private long addressOfLong(int offset) {
        return address + Objects.checkIndex(offset, longOffsets);
    }

    @Override
    public int getInt(int offset) {
        try {
            return UnsafeApi.getInt(null, addressOfInt(offset));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int getIntAcquire(int offset) {
        try {
            return UnsafeApi.getIntAcquire(null, addressOfInt(offset));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int getIntVolatile(int offset) {
        try {
            return UnsafeApi.getIntVolatile(null, addressOfInt(offset));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void setInt(int offset, int value) {
        try {
            UnsafeApi.putInt(null, addressOfInt(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void setIntRelease(int offset, int value) {
        try {
            UnsafeApi.putIntRelease(null, addressOfInt(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        try {
            UnsafeApi.putIntVolatile(null, addressOfInt(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        try {
            return UnsafeApi.compareAndSetInt(null, addressOfInt(offset), expected, value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        try {
            return UnsafeApi.getAndSetInt(null, addressOfInt(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        try {
            return UnsafeApi.getAndAddInt(null, addressOfInt(offset), delta);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long getLong(int offset) {
        try {
            return UnsafeApi.getLong(null, addressOfLong(offset));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long getLongAcquire(int offset) {
        try {
            return UnsafeApi.getLongAcquire(null, addressOfLong(offset));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long getLongVolatile(int offset) {
        try {
            return UnsafeApi.getLongVolatile(null, addressOfLong(offset));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void setLong(int offset, long value) {
        try {
            UnsafeApi.putLong(null, addressOfLong(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void setLongRelease(int offset, long value) {
        try {
            UnsafeApi.putLongRelease(null, addressOfLong(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void setLongVolatile(int offset, long value) {
        try {
            UnsafeApi.putLongVolatile(null, addressOfLong(offset), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        try {
            return UnsafeApi.compareAndSetLong(null, addressOfLong(offset), expected, value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        try {
            return UnsafeApi.getAndAddLong(null, addressOfLong(offset), delta);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
