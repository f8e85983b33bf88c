package dev.sluice.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A {@code struct timespec} off the heap (two 64-bit words: seconds, nanoseconds), to be reused by one thread. */
final class Timespec {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS = 0;
    private static final int NANOS = 8;
    private static final int BYTES = 16;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(BYTES + 8).alignedSlice(8).order(ByteOrder.nativeOrder());
    private final long address = NativeMemory.addressOf(memory);

    long address() {
        return address;
    }

    /** A length of time; a negative one counts as zero, since the kernel refuses it. */
    void setDuration(long nanos) {
        long positive = Math.max(nanos, 0);
        memory.putLong(SECONDS, positive / NANOS_PER_SECOND);
        memory.putLong(NANOS, positive % NANOS_PER_SECOND);
    }

    /** The moment of {@code CLOCK_MONOTONIC} so long after now; without a system call if that is not in the future. */
    void setDeadline(long nanosFromNow) {
        if (nanosFromNow <= 0) {
            setDuration(0);
            return;
        }
        long error = Libc.monotonicTime(address);
        if (error < 0) {
            throw new IllegalStateException("clock_gettime: " + OsException.reason((int) -error));
        }
        // At most 9.3e9 seconds are added to the machine's up-time: neither word can overflow.
        long nanos = memory.getLong(NANOS) + nanosFromNow % NANOS_PER_SECOND;
        long carry = nanos / NANOS_PER_SECOND;
        memory.putLong(SECONDS, memory.getLong(SECONDS) + nanosFromNow / NANOS_PER_SECOND + carry);
        memory.putLong(NANOS, nanos % NANOS_PER_SECOND);
    }

    long seconds() {
        return memory.getLong(SECONDS);
    }

    long nanos() {
        return memory.getLong(NANOS);
    }
}
