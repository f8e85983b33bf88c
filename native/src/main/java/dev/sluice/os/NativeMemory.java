package dev.sluice.os;

import java.nio.ByteBuffer;

/** Addresses of direct and mapped buffers. */
public final class NativeMemory {
    private NativeMemory() {}

    /**
     * The address of the buffer's byte 0 (of index 0, whatever its position). It is good for as long as the buffer, or
     * the buffer that it is a view of, is reachable: a mapping may be unmapped, and the address reused, after that.
     *
     * @param direct a direct or mapped buffer
     * @throws IllegalArgumentException if the buffer is on the heap
     * @throws UnsupportedOperationException where {@link Platform#unavailable()} says so
     */
    public static long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer: " + direct);
        }
        return Libc.addressOf(direct);
    }
}
