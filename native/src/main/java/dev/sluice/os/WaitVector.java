package dev.sluice.os;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sleep on several words at once: {@code futex_waitv(2)}, Linux 5.16 and later.
 *
 * <p>Fill it ({@link #addShared}, {@link #addPrivate}), {@link #await}, {@link #clear}, fill it again. Made for one
 * thread; nothing allocates but the constructor. Words, results, interrupts and memory effects are those of
 * {@link Futex}, word by word: for each, the comparison and the lying down are one step against a {@code wake} on it,
 * and a wake-up that comes while others are still being compared is not lost but ends the wait.
 */
public final class WaitVector {
    /** The kernel's limit of words in one call ({@code FUTEX_WAITV_MAX}). */
    public static final int MAX_WORDS = 128;

    // struct futex_waitv { u64 value; u64 address; u32 flags; u32 reserved }
    private static final int ENTRY_BYTES = 24;
    private static final int VALUE = 0;
    private static final int ADDRESS = 8;
    private static final int FLAGS = 16;
    private static final int RESERVED = 20;
    private static final int FUTEX2_SIZE_U32 = 2;
    private static final int FUTEX2_PRIVATE = 128;

    private static final boolean AVAILABLE = probe();

    private final int capacity;
    private final ByteBuffer entries;
    private final long entriesAddress;
    private final Timespec deadline = new Timespec();
    private int size;
    private int wokenIndex = -1;

    /**
     * Makes an empty vector.
     *
     * @param capacity how many words it can hold, 1 to {@value #MAX_WORDS}
     * @throws UnsupportedOperationException where {@link Platform#unavailable()} says so
     */
    public WaitVector(int capacity) {
        if (capacity < 1 || capacity > MAX_WORDS) {
            throw new IllegalArgumentException("capacity must be 1 to " + MAX_WORDS + ": " + capacity);
        }
        this.capacity = capacity;
        this.entries = ByteBuffer.allocateDirect(capacity * ENTRY_BYTES + 8)
                .alignedSlice(8)
                .order(ByteOrder.nativeOrder());
        this.entriesAddress = NativeMemory.addressOf(entries);
    }

    /** Whether the kernel offers this. Asked once. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    /** Forgets all words. */
    public void clear() {
        size = 0;
        wokenIndex = -1;
    }

    /** How many words there are. */
    public int size() {
        return size;
    }

    /** Whether no further word can be added. */
    public boolean isFull() {
        return size == capacity;
    }

    /**
     * Adds a word that other processes wake by {@link Futex#wake}.
     *
     * @param address of the word, a multiple of 4; it stays mapped during the wait
     * @param expected the value to sleep on
     * @throws IllegalStateException if the vector is full
     */
    public void addShared(long address, int expected) {
        add(address, expected, FUTEX2_SIZE_U32);
    }

    /**
     * Adds the word of a {@link PrivateWord}.
     *
     * @param address of the word
     * @param expected the value to sleep on
     * @throws IllegalStateException if the vector is full
     */
    public void addPrivate(long address, int expected) {
        add(address, expected, FUTEX2_SIZE_U32 | FUTEX2_PRIVATE);
    }

    /**
     * Sleeps until one of the words is woken, if each holds its expected value.
     *
     * @param timeoutNanos how long at most, on {@code CLOCK_MONOTONIC}; {@link Long#MAX_VALUE} is for ever; zero or
     *     less compares and returns at once
     * @return {@link Futex.Result#CHANGED} if any word held another value (the kernel does not say which)
     * @throws IllegalStateException if there are no words, and as {@link Futex#await}
     */
    public Futex.Result await(long timeoutNanos) {
        if (size == 0) {
            throw new IllegalStateException("nothing to wait on");
        }
        wokenIndex = -1;
        if (!AVAILABLE) {
            return Futex.Result.UNSUPPORTED;
        }
        long answer = call(timeoutNanos);
        Futex.Result result = Futex.resultOf(answer, "futex_waitv");
        if (result == Futex.Result.WOKEN) {
            wokenIndex = (int) answer;
        }
        return result;
    }

    /**
     * Which word the last wait was woken by, counted from 0 in the order of adding; −1 if it was not woken. If several
     * were woken, one of them.
     */
    public int wokenIndex() {
        return wokenIndex;
    }

    private void add(long address, int expected, int flags) {
        if (isFull()) {
            throw new IllegalStateException("the vector is full: " + capacity + " words");
        }
        int entry = size * ENTRY_BYTES;
        entries.putLong(entry + VALUE, Integer.toUnsignedLong(expected)); // the upper half must be zero
        entries.putLong(entry + ADDRESS, address);
        entries.putInt(entry + FLAGS, flags);
        entries.putInt(entry + RESERVED, 0);
        size++;
    }

    private long call(long timeoutNanos) {
        long timespec = 0;
        if (timeoutNanos != Long.MAX_VALUE) {
            deadline.setDeadline(timeoutNanos); // unlike FUTEX_WAIT this call takes a moment, not a length
            timespec = deadline.address();
        }
        try {
            return Libc.call(SystemCalls.FUTEX_WAITV, entriesAddress, size, 0, timespec, Libc.CLOCK_MONOTONIC, 0);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** A stale value must be noticed; where the call is missing or refused, it answers something else. */
    private static boolean probe() {
        if (Platform.unavailable() != null) {
            return false;
        }
        PrivateWord word = new PrivateWord();
        WaitVector vector = new WaitVector(1);
        vector.addPrivate(word.address(), word.get() + 1);
        try {
            return vector.call(Long.MAX_VALUE) == -Errno.EAGAIN.code();
        } finally {
            Reference.reachabilityFence(word);
        }
    }
}
