package dev.sluice.memory;

import dev.sluice.os.NativeMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/**
 * A mapped file. It is never unmapped by hand: a thread that still used it would die of SIGSEGV. The collector unmaps
 * it when nothing refers to it any more; whoever hands {@link #address} to the kernel keeps the region reachable.
 */
public abstract sealed class MappedRegion extends Region permits BufferRegion, UnsafeRegion {
    private static final VarHandle ARRAY_LONG = MethodHandles.byteArrayViewVarHandle(
                    long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** Up to here a loop of words is quicker than the call of a copying stub. */
    private static final int FEW_BYTES = 128;

    /** What a JVM is to be given. */
    private static final String FLAG = "--add-opens java.base/jdk.internal.misc="
            + (UnsafeApi.class.getModule().isNamed() ? "org.agrona" : "ALL-UNNAMED");

    private static final boolean BY_ADDRESS = canUseAddresses();

    /** The mapping. */
    final ByteBuffer buffer;

    private final int size;
    private final long address;

    MappedRegion(MappedByteBuffer mapping) {
        this.buffer = mapping.order(ByteOrder.LITTLE_ENDIAN);
        this.size = mapping.capacity();
        this.address = NativeMemory.addressOf(mapping);
    }

    /** Whether this JVM has the flag of Agrona's buffers, and the machine the order of the format. */
    private static boolean canUseAddresses() {
        return missingFlag() == null && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    /** The flag of Agrona's buffers, null if this JVM has it. */
    public static @Nullable String missingFlag() {
        // Asked like this, so that whoever uses Agrona without the flag is still told by the JVM what is missing.
        return Object.class.getModule().isExported("jdk.internal.misc", UnsafeApi.class.getModule()) ? null : FLAG;
    }

    /** The region of a mapping: by addresses if this JVM has the flag for it, else by views of the buffer. */
    public static MappedRegion of(MappedByteBuffer mapping) {
        // The other class is not even loaded: the compiler calls directly what only one class has.
        return BY_ADDRESS ? UnsafeRegion.over(mapping) : BufferRegion.over(mapping);
    }

    /** The address of a word, for the kernel. */
    public long address(int offset) {
        return address + offset;
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
            ARRAY_LONG.set(target, targetIndex + i, getLong(offset + i));
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
            setLong(offset + i, (long) ARRAY_LONG.get(source, sourceIndex + i));
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
