package dev.sluice.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The one class that talks to JNA.
 *
 * <p>The C functions are bound once, by direct mapping, with nothing but primitive arguments: a call allocates nothing
 * and adds some 100–300 ns to the system call. Everything goes through the variadic {@code syscall(2)} wrapper, whose
 * arguments are all machine words (passing them as a fixed list is right on x86-64 and on Linux/aarch64, where variadic
 * and fixed arguments travel alike), except what the C library does better than the kernel alone.
 *
 * <p>Results follow the kernel's own convention: zero or more is success, {@code -errno} is failure. So a caller needs
 * no second look at a thread-local error number.
 */
final class Libc {
    private static final @Nullable String FAILURE = bind();
    private static final boolean BOUND = FAILURE == null;

    private Libc() {}

    /** Why the C library cannot be called, or null when it can. */
    static @Nullable String failure() {
        return FAILURE;
    }

    /** Does the system call; answers {@code -ENOSYS} where the C library cannot be called. */
    static long call(long number, long a, long b, long c, long d, long e, long f) {
        if (!BOUND) {
            return -Errno.ENOSYS.code();
        }
        long result = syscall(number, a, b, c, d, e, f);
        return result == -1 ? -Native.getLastError() : result;
    }

    static long call(long number, long a, long b, long c) {
        return call(number, a, b, c, 0, 0, 0);
    }

    /** Reserves the bytes, by writing to them if the file system knows no better way; 0 or {@code -errno}. */
    static long fallocate(int descriptor, long offset, long length) {
        return BOUND ? -posix_fallocate(descriptor, offset, length) : -Errno.ENOSYS.code();
    }

    /** Stores the time of {@code CLOCK_MONOTONIC} in the {@code struct timespec} there; 0 or {@code -errno}. */
    static long monotonicTime(long timespecAddress) {
        if (!BOUND) {
            return -Errno.ENOSYS.code();
        }
        return clock_gettime(CLOCK_MONOTONIC, timespecAddress) == -1 ? -Native.getLastError() : 0;
    }

    static final int CLOCK_MONOTONIC = 1;

    static long addressOf(ByteBuffer buffer) {
        requireBound();
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** Memory that is never freed, not even when this class is unloaded. */
    static long allocateForEver(int bytes) {
        requireBound();
        return Native.malloc(bytes);
    }

    /** A view, in native byte order, of memory that somebody else keeps alive. */
    static ByteBuffer view(long address, int bytes) {
        requireBound();
        return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }

    private static void requireBound() {
        if (!BOUND) {
            throw new UnsupportedOperationException(FAILURE);
        }
    }

    private static @Nullable String bind() {
        String unsupported = Platform.unsupported(
                System.getProperty("os.name", ""), System.getProperty("os.arch", ""), ByteOrder.nativeOrder());
        if (unsupported != null) {
            return unsupported;
        }
        try {
            // The process itself rather than the library "c": libc is always loaded, whatever its file is called.
            Native.register(Libc.class, NativeLibrary.getProcess());
            return null;
        } catch (LinkageError | RuntimeException e) {
            // JNA is missing, cannot unpack its library (a /tmp mounted noexec), or is refused native access
            // (--illegal-native-access=deny). Must not escape: this is a static initialiser.
            Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
            return "Sluice needs JNA, which cannot be loaded: " + cause;
        }
    }

    private static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    @SuppressWarnings("MethodName") // JNA finds a function by the name of the method
    private static native int posix_fallocate(int descriptor, long offset, long length);

    @SuppressWarnings("MethodName")
    private static native int clock_gettime(int clock, long timespecAddress);
}
