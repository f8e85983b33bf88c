package dev.sluice.os;

import java.nio.ByteBuffer;

/**
 * The {@code struct flock} of one byte, and the two calls on it. Layout (both processors): short type at 0, short
 * whence at 2, long start at 8, long length at 16, int pid at 24; 32 bytes.
 */
final class ByteLock {
    /** {@code F_WRLCK}. */
    static final short WRITE = 1;

    /** {@code F_UNLCK}: as a request, unlock; as an answer, nobody has it. */
    static final short NONE = 2;

    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short SEEK_SET = 0;

    private ByteLock() {}

    static void describe(ByteBuffer flock, short type, long offset) {
        flock.putShort(0, type);
        flock.putShort(2, SEEK_SET);
        flock.putLong(8, offset);
        flock.putLong(16, 1);
        flock.putInt(24, 0); // must be zero, or the kernel answers EINVAL
    }

    static short kind(ByteBuffer flock) {
        return flock.getShort(0);
    }

    /** Locks or unlocks without waiting; 0 or {@code -errno}. */
    static long set(int descriptor, long flockAddress) {
        return call(descriptor, F_OFD_SETLK, flockAddress);
    }

    /** Asks who stands against the lock that is described, and overwrites the description; 0 or {@code -errno}. */
    static long get(int descriptor, long flockAddress) {
        return call(descriptor, F_OFD_GETLK, flockAddress);
    }

    private static long call(int descriptor, int command, long flockAddress) {
        long answer;
        do {
            answer = Libc.call(SystemCalls.current().fcntl, descriptor, command, flockAddress);
        } while (answer == -Errno.EINTR.code());
        return answer;
    }
}
