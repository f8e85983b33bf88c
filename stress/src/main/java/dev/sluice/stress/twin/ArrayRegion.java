package dev.sluice.stress.twin;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Region;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A region on the heap that many threads share, made of atomic longs, which tools can see that cannot see mapped memory. Every
 * access is at least as strong as it is called. Of the participants' table there are the first slots only. Tests extend it to
 * plant defects.
 */
public class ArrayRegion extends Region {
    private static final int SLOTS = 4;
    private static final int TABLE_BYTES = SLOTS * ParticipantLayout.SLOT_BYTES;
    private static final long INT_MASK = 0xFFFF_FFFFL;

    private final AtomicLongArray words;
    private final int size;

    /** A region of zeros of that many bytes, as it is seen from outside. */
    public ArrayRegion(int bytes) {
        this.size = bytes;
        this.words = new AtomicLongArray(index(bytes));
    }

    private static int index(int offset) {
        if (offset < HeaderLayout.HEADER_BYTES + TABLE_BYTES) {
            return offset >>> 3;
        }
        if (offset < RecordLayout.RING_OFFSET) {
            throw new IndexOutOfBoundsException("only " + SLOTS + " slots are there: " + offset);
        }
        return (offset - RecordLayout.RING_OFFSET + HeaderLayout.HEADER_BYTES + TABLE_BYTES) >>> 3;
    }

    private static int shift(int offset) {
        return (offset & 7) << 3;
    }

    @Override
    public int getInt(int offset) {
        return (int) (words.get(index(offset)) >>> shift(offset));
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
        getAndSetInt(offset, value);
    }

    @Override
    public void setIntRelease(int offset, int value) {
        getAndSetInt(offset, value);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        getAndSetInt(offset, value);
    }

    private static long with(long word, int shift, int value) {
        return (word & ~(INT_MASK << shift)) | ((value & INT_MASK) << shift);
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        int shift = shift(offset);
        while (true) {
            long word = words.get(index(offset));
            if ((int) (word >>> shift) != expected) {
                return false;
            }
            if (words.compareAndSet(index(offset), word, with(word, shift, value))) {
                return true;
            }
        }
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        int shift = shift(offset);
        long word;
        do {
            word = words.get(index(offset));
        } while (!words.compareAndSet(index(offset), word, with(word, shift, value)));
        return (int) (word >>> shift);
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        int shift = shift(offset);
        long word;
        do {
            word = words.get(index(offset));
        } while (!words.compareAndSet(index(offset), word, with(word, shift, (int) (word >>> shift) + delta)));
        return (int) (word >>> shift);
    }

    @Override
    public long getLong(int offset) {
        return words.get(index(offset));
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
        words.set(index(offset), value);
    }

    @Override
    public void setLongRelease(int offset, long value) {
        setLong(offset, value);
    }

    @Override
    public void setLongVolatile(int offset, long value) {
        setLong(offset, value);
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        return words.compareAndSet(index(offset), expected, value);
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        return words.getAndAdd(index(offset), delta);
    }

    @Override
    public void storeFence() {
        // All stores are in order.
    }

    private byte getByte(int offset) {
        return (byte) (words.get(index(offset)) >>> shift(offset));
    }

    private void setByte(int offset, byte value) {
        int shift = shift(offset);
        long word;
        do {
            word = words.get(index(offset));
        } while (!words.compareAndSet(index(offset), word, (word & ~(0xFFL << shift)) | ((value & 0xFFL) << shift)));
    }

    @Override
    public void getBytes(int offset, byte[] target, int targetIndex, int length) {
        for (int i = 0; i < length; ) {
            if (isWord(offset + i, length - i)) {
                putLong(target, targetIndex + i, words.get(index(offset + i)));
                i += Long.BYTES;
            } else {
                target[targetIndex + i] = getByte(offset + i);
                i++;
            }
        }
    }

    private static void putLong(byte[] target, int at, long word) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[at + i] = (byte) (word >>> (i << 3));
        }
    }

    /** A whole word in one go: what goes round very often is waiting, to the checker. */
    private static boolean isWord(int offset, int left) {
        return shift(offset) == 0 && left >= Long.BYTES;
    }

    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        for (int i = 0; i < length; ) {
            if (isWord(offset + i, length - i)) {
                words.set(index(offset + i), longAt(source, sourceIndex + i));
                i += Long.BYTES;
            } else {
                setByte(offset + i, source[sourceIndex + i]);
                i++;
            }
        }
    }

    private static long longAt(byte[] source, int at) {
        long word = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (source[at + i] & 0xFF);
        }
        return word;
    }

    @Override
    public void setBytes(int offset, ByteBuffer source, int sourceIndex, int length) {
        for (int i = 0; i < length; i++) {
            setByte(offset + i, source.get(sourceIndex + i));
        }
    }

    @Override
    public void copyBytes(int fromOffset, int toOffset, int length) {
        for (int i = 0; i < length; i++) {
            setByte(toOffset + i, getByte(fromOffset + i));
        }
    }

    @Override
    public int size() {
        return size;
    }
}
