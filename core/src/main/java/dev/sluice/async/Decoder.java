package dev.sluice.async;

import dev.sluice.ring.Batch;

/** Makes an element of its bytes. User code may run in it: never under a guard, nor on the thread that waits. */
public interface Decoder<T> {
    T decode(Batch batch, int index);
}
