package dev.sluice.deque;

import dev.sluice.ring.Payload;
import org.jspecify.annotations.Nullable;

/** Those on whose behalf elements are put. Called while guards are held: never waits, and runs no user code. */
public interface Putters {
    /** What the next one wants to put; null if there is none. */
    @Nullable
    Payload next();

    /**
     * Commits that one: after this its element is put, whatever happens.
     *
     * @return false if it does not want that any more
     */
    boolean claim();
}
