package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Elements by their index. Encoded before and decoded after what is done to the deque; {@code equals} looks at a snapshot. */
final class IndexedCalls<E> {
    private final DequeEngine engine;
    private final Elements<E> elements;

    IndexedCalls(DequeEngine engine, Elements<E> elements) {
        this.engine = engine;
        this.elements = elements;
    }

    E get(int index) {
        Scratch scratch = Scratch.borrow();
        try {
            engine.indexed().get(index, scratch.sink());
            return elements.decode(scratch);
        } finally {
            scratch.giveBack();
        }
    }

    E set(int index, E e) {
        Scratch scratch = Scratch.borrow();
        Scratch replaced = Scratch.borrow();
        try {
            Payload payload = elements.encode(e, scratch);
            if (!engine.indexed().set(index, payload, replaced.sink())) {
                throw new IllegalStateException(
                        engine.path() + " has no room to replace element " + index + " by one of " + payload.length()
                                + " encoded bytes; it is as it was: take something out first");
            }
            return elements.decode(replaced);
        } finally {
            replaced.giveBack();
            scratch.giveBack();
        }
    }

    void insert(int index, E e) {
        Scratch scratch = Scratch.borrow();
        try {
            if (!engine.indexed().insert(index, elements.encode(e, scratch))) {
                throw new IllegalStateException(engine.path() + " is full");
            }
        } finally {
            scratch.giveBack();
        }
    }

    E removeAt(int index) {
        Scratch scratch = Scratch.borrow();
        try {
            engine.indexed().remove(index, scratch.sink());
            return elements.decode(scratch);
        } finally {
            scratch.giveBack();
        }
    }

    int indexOf(@Nullable Object wanted) {
        Batch batch = engine.snapshot();
        for (int i = 0; wanted != null && i < batch.count(); i++) {
            if (wanted.equals(elements.decode(batch, i))) {
                return i;
            }
        }
        return -1;
    }

    int lastIndexOf(@Nullable Object wanted) {
        Batch batch = engine.snapshot();
        for (int i = batch.count() - 1; wanted != null && i >= 0; i--) {
            if (wanted.equals(elements.decode(batch, i))) {
                return i;
            }
        }
        return -1;
    }

    int count(@Nullable Object wanted) {
        Batch batch = engine.snapshot();
        int count = 0;
        for (int i = 0; wanted != null && i < batch.count(); i++) {
            if (wanted.equals(elements.decode(batch, i))) {
                count++;
            }
        }
        return count;
    }

    List<E> snapshot() {
        Batch batch = engine.snapshot();
        List<E> list = new ArrayList<>(batch.count());
        for (int i = 0; i < batch.count(); i++) {
            list.add(Objects.requireNonNull(elements.decode(batch, i)));
        }
        return Collections.unmodifiableList(list);
    }
}
