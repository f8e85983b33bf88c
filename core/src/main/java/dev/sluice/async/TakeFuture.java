package dev.sluice.async;

import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody who wants an element. Tests plant a defect in subclasses. */
public class TakeFuture<T> extends PendingFuture<T> {
    private final End end;
    private final Decoder<T> decoder;
    private @Nullable Batch batch;
    private int index;

    public TakeFuture(End end, Completions completions, Decoder<T> decoder) {
        super(completions);
        this.end = end;
        this.decoder = decoder;
    }

    End end() {
        return end;
    }

    /** Its element, when it has been claimed and the take committed. */
    void deliver(Batch taken, int at) {
        batch = taken;
        index = at;
        settle();
    }

    @Override
    T result() {
        Batch taken = Objects.requireNonNull(batch);
        batch = null; // the other elements of the batch are not this one's to keep
        return decoder.decode(taken, index);
    }
}
