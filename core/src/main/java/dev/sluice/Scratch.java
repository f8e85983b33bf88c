package dev.sluice;

import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A thread's buffers for encoding and decoding, reused from call to call. A codec that itself uses a deque finds them in use
 * and gets others.
 */
final class Scratch {
    private static final int KEPT_BYTES = 1 << 20;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final Payload payload = new Payload();
    private final Payload raw = new Payload();
    /** What there is room for without a larger array. */
    private final byte[] small = new byte[256];

    private final ByteBuffer smallBuffer = wrap(small);
    private byte[] array = small;
    private ByteBuffer buffer = smallBuffer;
    private final Thread thread = Thread.currentThread();
    private @Nullable Batch batch;
    private boolean batching;
    private boolean inUse;

    private Scratch() {}

    static Scratch borrow() {
        return borrow(null);
    }

    /**
     * The calling thread's buffers.
     *
     * @param guess of any thread: mostly the one that asked last, which saves looking them up
     */
    static Scratch borrow(@Nullable Scratch guess) {
        Scratch mine = ofThread(guess);
        Scratch scratch = mine.inUse ? new Scratch() : mine;
        scratch.inUse = true;
        return scratch;
    }

    /** The calling thread's, of which only {@link #raw} may be used. */
    static Scratch ofThread(@Nullable Scratch guess) {
        return guess != null && guess.thread == Thread.currentThread() ? guess : OF_THREAD.get();
    }

    /** A payload for bytes that are elsewhere: no user code may run before it is {@linkplain #giveBackRaw given back}. */
    Payload raw() {
        return raw;
    }

    void giveBackRaw() {
        raw.trim(KEPT_BYTES);
    }

    void giveBack() {
        payload.clear();
        if (array.length > KEPT_BYTES) {
            useSmall();
        }
        if (batching && batch != null) {
            batching = false;
            if (batch.isGivenAway()) {
                batch = null;
            } else {
                batch.trim(KEPT_BYTES);
            }
        }
        inUse = false;
    }

    /** An empty batch. */
    Batch batch() {
        if (batch == null) {
            batch = new Batch();
        }
        batching = true;
        batch.clear();
        return batch;
    }

    /** An empty little-endian buffer with room for so many bytes. */
    ByteBuffer buffer(int bytes) {
        if (array.length < bytes) {
            use(new byte[(int) Math.min(Integer.MAX_VALUE - 8L, Math.max(bytes, 2L * array.length))]);
        }
        return buffer.clear().limit(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The payload that stands for the first bytes of the buffer. */
    Payload encoded(int length) {
        return payload.set(array, 0, length);
    }

    /** The payload to write from. */
    Payload payload() {
        return payload;
    }

    /** The payload to read into: the buffer's array, unless an element needs a larger one. */
    Payload sink() {
        return payload.set(array, 0, 0);
    }

    /** What has been read into the sink, as a buffer. */
    ByteBuffer received() {
        if (payload.array() != array) {
            use(payload.array());
        }
        return buffer.clear().limit(payload.length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Does not use that array any more, which somebody keeps. Needs no memory. */
    void giveAway(byte[] kept) {
        payload.clear();
        if (array == kept) {
            useSmall();
        }
    }

    private void useSmall() {
        array = small;
        buffer = smallBuffer;
    }

    private void use(byte[] other) {
        array = other;
        buffer = wrap(other);
    }

    private static ByteBuffer wrap(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }
}
