package dev.sluice.os;

import java.lang.ref.Reference;

/**
 * Sleep until a 32-bit word of shared memory is woken, and wake those who sleep on it: {@code futex(2)}, operations
 * {@code FUTEX_WAIT} and {@code FUTEX_WAKE}.
 *
 * <p>The words are <em>shared</em>: the kernel knows them by file and offset, so processes that map the same file
 * anywhere meet on the same word. ({@code FUTEX_PRIVATE_FLAG} would be faster by some 50 ns and would let both sides
 * time out; for words of one process there is {@link PrivateWord}.)
 *
 * <p>Addresses must be multiples of 4 and stay mapped during the call. Neither method allocates.
 *
 * <p><b>Interrupts.</b> {@link Thread#interrupt()} does not end an {@code await}, and the waiting thread is
 * {@code RUNNABLE} to the JVM. A virtual thread would pin its carrier.
 *
 * <p><b>Memory effects.</b> The kernel compares the word and goes to sleep in one step against any {@code wake} on it,
 * with a full barrier before the comparison. So if a waker stores to the word and then calls {@code wake}, a waiter
 * either sees the new value ({@link Result#CHANGED}) or is woken. Nothing else is ordered: data that goes with the word
 * needs its own release and acquire.
 */
public final class Futex {
    /** How a wait ended. */
    public enum Result {
        /** Woken, possibly for nothing: as with a condition variable, look at the word again. */
        WOKEN,
        /** Did not sleep, since the word did not hold the expected value ({@code EAGAIN}). */
        CHANGED,
        /** The time was up ({@code ETIMEDOUT}). */
        TIMED_OUT,
        /** A Unix signal ended the wait ({@code EINTR}), not a Java interrupt. Wait again. */
        INTERRUPTED,
        /** The kernel has no such call, or a seccomp filter refuses it ({@code ENOSYS}, {@code EPERM}). */
        UNSUPPORTED
    }

    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;

    private static final ThreadLocal<Timespec> TIMEOUT = ThreadLocal.withInitial(Timespec::new);
    private static final long NUMBER = SystemCalls.current().futex;
    private static final boolean AVAILABLE = probe();

    private Futex() {}

    /** Whether waiting and waking work here. Asked of the kernel once. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    /**
     * Sleeps until the word is woken, if it holds {@code expected}.
     *
     * @param address of the word, a multiple of 4
     * @param expected the value to sleep on
     * @param timeoutNanos how long at most, on {@code CLOCK_MONOTONIC} (time in suspend does not count);
     *     {@link Long#MAX_VALUE} is for ever; zero or less compares and returns at once
     * @throws IllegalStateException for any error that is not a {@link Result}: {@code EINVAL} is a misaligned address,
     *     {@code EFAULT} one that is not mapped, or whose file has been truncated
     */
    public static Result await(long address, int expected, long timeoutNanos) {
        if (!AVAILABLE) {
            return Result.UNSUPPORTED;
        }
        return await(address, expected, timeoutNanos, 0);
    }

    /** As {@link #await(long, int, long)}, on a word of this process alone. */
    public static Result awaitPrivate(PrivateWord word, int expected, long timeoutNanos) {
        if (!AVAILABLE) {
            return Result.UNSUPPORTED;
        }
        try {
            return await(word.address(), expected, timeoutNanos, PrivateWord.FUTEX_PRIVATE_FLAG);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    private static Result await(long address, int expected, long timeoutNanos, int flags) {
        if (timeoutNanos == Long.MAX_VALUE) {
            return resultOf(wait(address, expected, 0, flags), "futex_wait");
        }
        Timespec timeout = TIMEOUT.get();
        timeout.setDuration(timeoutNanos);
        try {
            return resultOf(wait(address, expected, timeout.address(), flags), "futex_wait");
        } finally {
            Reference.reachabilityFence(timeout);
        }
    }

    /**
     * Wakes those who sleep on the word, in whatever process.
     *
     * @param address of the word, a multiple of 4
     * @param count how many at most; {@link Integer#MAX_VALUE} for all
     * @return how many were woken; 0 where futexes are not available, since nobody can sleep there
     * @throws IllegalStateException as {@link #await}
     */
    public static int wake(long address, int count) {
        return AVAILABLE ? wake(address, count, 0) : 0;
    }

    /** As {@link #wake(long, int)}, with flags such as {@code FUTEX_PRIVATE_FLAG}. */
    static int wake(long address, int count, int flags) {
        long answer = Libc.call(NUMBER, address, FUTEX_WAKE | flags, count);
        if (answer < 0) {
            throw failed("futex_wake", answer);
        }
        return (int) answer;
    }

    /** The meaning of what a waiting call answered: zero or more, or {@code -errno}. */
    static Result resultOf(long answer, String operation) {
        if (answer >= 0) {
            return Result.WOKEN;
        }
        return switch (Errno.of((int) -answer)) {
            case EAGAIN -> Result.CHANGED;
            case ETIMEDOUT -> Result.TIMED_OUT;
            case EINTR -> Result.INTERRUPTED;
            case ENOSYS, EPERM -> Result.UNSUPPORTED;
            default -> throw failed(operation, answer);
        };
    }

    private static IllegalStateException failed(String operation, long answer) {
        return new IllegalStateException(operation + ": " + OsException.reason((int) -answer));
    }

    private static long wait(long address, int expected, long timespecAddress, int flags) {
        return Libc.call(NUMBER, address, FUTEX_WAIT | flags, expected, timespecAddress, 0, 0);
    }

    /** A stale value must be noticed and a wake-up find nobody; a filter may refuse either. */
    private static boolean probe() {
        if (Platform.unavailable() != null) {
            return false;
        }
        PrivateWord word = new PrivateWord();
        try {
            return wait(word.address(), word.get() + 1, 0, 0) == -Errno.EAGAIN.code()
                    && Libc.call(NUMBER, word.address(), FUTEX_WAKE, 1) == 0;
        } finally {
            Reference.reachabilityFence(word);
        }
    }
}
