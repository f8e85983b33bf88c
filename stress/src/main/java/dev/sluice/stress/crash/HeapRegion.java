package dev.sluice.stress.crash;

import dev.sluice.memory.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A region on the heap, for one thread: every mode is plain. Made to be copied: copies share their pages until one of them
 * writes, as millions are made and most of them differ in a few words.
 */
public class HeapRegion extends Region {
    private static final int PAGE_BITS = 9;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;
    private static final int MASK = PAGE_BYTES - 1;
    private static final byte[] ZEROS = new byte[PAGE_BYTES];

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private final byte[][] pages;
    private final boolean[] own;
    private final int size;

    /** All zeros. */
    public HeapRegion(int bytes) {
        this(new byte[(bytes + MASK) >>> PAGE_BITS][], bytes);
        Arrays.fill(pages, ZEROS);
    }

    /** A copy of another one. */
    HeapRegion(HeapRegion original) {
        this(original.pages.clone(), original.size);
        Arrays.fill(original.own, false);
    }

    private HeapRegion(byte[][] pages, int size) {
        this.pages = pages;
        this.own = new boolean[pages.length];
        this.size = size;
    }

    /** A copy of its own. */
    public HeapRegion copy() {
        return new HeapRegion(this);
    }

    /** The page that holds so many bytes at an offset. */
    private byte[] page(int offset, int bytes) {
        check(offset, bytes);
        return pages[offset >>> PAGE_BITS];
    }

    private byte[] pageToWrite(int offset, int bytes) {
        check(offset, bytes);
        int number = offset >>> PAGE_BITS;
        if (!own[number]) {
            pages[number] = pages[number].clone();
            own[number] = true;
        }
        return pages[number];
    }

    private void check(int offset, int bytes) {
        if (offset < 0 || offset > size - bytes) {
            throw new IndexOutOfBoundsException(bytes + " bytes at " + offset + " of " + size);
        }
    }

    @Override
    public int getInt(int offset) {
        return (int) INT.get(page(offset, Integer.BYTES), offset & MASK);
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
        INT.set(pageToWrite(offset, Integer.BYTES), offset & MASK, value);
    }

    @Override
    public void setIntRelease(int offset, int value) {
        setInt(offset, value);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        setInt(offset, value);
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        if (getInt(offset) != expected) {
            return false;
        }
        setInt(offset, value);
        return true;
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        int previous = getInt(offset);
        setInt(offset, value);
        return previous;
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        int previous = getInt(offset);
        setInt(offset, previous + delta);
        return previous;
    }

    @Override
    public long getLong(int offset) {
        return (long) LONG.get(page(offset, Long.BYTES), offset & MASK);
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
        LONG.set(pageToWrite(offset, Long.BYTES), offset & MASK, value);
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
        if (getLong(offset) != expected) {
            return false;
        }
        setLong(offset, value);
        return true;
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        long previous = getLong(offset);
        setLong(offset, previous + delta);
        return previous;
    }

    @Override
    public void storeFence() {
        // One thread sees its own stores in order.
    }

    @Override
    public void getBytes(int offset, byte[] target, int targetIndex, int length) {
        check(offset, length);
        for (int done = 0; done < length; ) {
            int at = offset + done;
            int chunk = Math.min(length - done, PAGE_BYTES - (at & MASK));
            System.arraycopy(pages[at >>> PAGE_BITS], at & MASK, target, targetIndex + done, chunk);
            done += chunk;
        }
    }

    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        check(offset, length);
        for (int done = 0; done < length; ) {
            int at = offset + done;
            int chunk = Math.min(length - done, PAGE_BYTES - (at & MASK));
            System.arraycopy(source, sourceIndex + done, pageToWrite(at, chunk), at & MASK, chunk);
            done += chunk;
        }
    }

    @Override
    public void setBytes(int offset, ByteBuffer source, int sourceIndex, int length) {
        byte[] bytes = new byte[length];
        source.get(sourceIndex, bytes);
        setBytes(offset, bytes, 0, length);
    }

    @Override
    public void copyBytes(int fromOffset, int toOffset, int length) {
        byte[] bytes = new byte[length];
        getBytes(fromOffset, bytes, 0, length);
        setBytes(toOffset, bytes, 0, length);
    }

    @Override
    public int size() {
        return size;
    }
}
