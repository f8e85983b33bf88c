package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The raw edges: bytes from and to Agrona's buffers. Apart from the rest, as only this needs Agrona's Unsafe buffers. */
final class RawMessages {
    /** The type that Agrona's handlers are told; must be positive there. */
    private static final int MESSAGE_TYPE = 1;

    private static final int KEPT_BYTES = 1 << 20;

    /** So much is copied out in one step: what stays in a processor's own cache until the handler has seen it. */
    private static final int STEP_BYTES = 1 << 18;

    private static final ThreadLocal<RawMessages> OF_THREAD = ThreadLocal.withInitial(RawMessages::new);

    private final Batch batch = new Batch(4096);
    private final UnsafeBuffer buffer = new UnsafeBuffer(batch.bytes());
    private boolean inUse;

    private RawMessages() {}

    /** Lets the payload stand for the range of the buffer, if the buffer shows what it wraps; else null. */
    static @Nullable Payload payload(DirectBuffer source, int index, int length, Payload payload) {
        source.boundsCheck(index, length);
        int start = source.wrapAdjustment() + index;
        byte[] array = source.byteArray();
        if (array != null) {
            return payload.set(array, start, length);
        }
        ByteBuffer wrapped = source.byteBuffer();
        if (wrapped != null && start >= 0 && start + length <= wrapped.limit()) {
            return payload.set(wrapped, start, length);
        }
        return null;
    }

    /** Takes up to limit messages step by step, and hands all of a step to the handler, whatever it throws. */
    static int poll(DequeEngine engine, MessageHandler handler, int limit) {
        RawMessages mine = OF_THREAD.get();
        RawMessages messages = mine.inUse ? new RawMessages() : mine;
        messages.inUse = true;
        try {
            int handled = 0;
            int taken;
            do {
                taken = messages.handle(handler, engine.drain(limit - handled, STEP_BYTES, messages.batch));
                handled += taken;
            } while (taken > 0 && handled < limit && !engine.isClosed() && engine.looksStocked());
            return handled;
        } finally {
            messages.batch.trim(KEPT_BYTES);
            messages.wrap();
            messages.inUse = false;
        }
    }

    private void wrap() {
        if (buffer.byteArray() != batch.bytes()) {
            buffer.wrap(batch.bytes());
        }
    }

    private int handle(MessageHandler handler, int count) {
        wrap();
        Throwable failure = null;
        for (int i = 0; i < count; i++) {
            try {
                handler.onMessage(MESSAGE_TYPE, buffer, batch.start(i), batch.length(i));
            } catch (Throwable thrown) {
                failure = Failures.add(failure, thrown);
            }
        }
        if (failure != null) {
            Failures.raise(failure);
        }
        return count;
    }
}
