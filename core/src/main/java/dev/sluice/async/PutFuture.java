package dev.sluice.async;

import dev.sluice.deque.End;
import dev.sluice.ring.Payload;
import org.jspecify.annotations.Nullable;

/** Somebody who wants to put an element, which has been encoded. */
public final class PutFuture extends PendingFuture<Void> {
    private final End end;
    private final byte[] bytes;

    /**
     * Makes a pending put.
     *
     * @param bytes the element; not copied
     */
    public PutFuture(End end, Completions completions, byte[] bytes) {
        super(completions);
        this.end = end;
        this.bytes = bytes;
    }

    End end() {
        return end;
    }

    void show(Payload payload) {
        payload.set(bytes, 0, bytes.length);
    }

    @Override
    @Nullable
    Void result() {
        return null;
    }
}
