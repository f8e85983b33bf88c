package dev.sluice.stress.jcstress;

import dev.sluice.DequeClosedException;
import dev.sluice.async.PendingTwin;
import dev.sluice.deque.DequeEngine;
import dev.sluice.stress.twin.TwinFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What the tests of futures have in common: a handle with pending futures, and another one of somebody else. */
class Pending {
    /** Outcomes of a future. */
    static final int IS_PENDING = 0;

    static final int IS_DELIVERED = 1;
    static final int IS_WITHDRAWN = 2;
    static final int IS_CLOSED = 3;

    final DequeEngine handle;
    final DequeEngine other;
    final PendingTwin twin;
    final PendingTwin othersTwin;

    Pending(int capacity) {
        TwinFile file = new TwinFile(capacity);
        handle = file.attach();
        other = file.attach();
        twin = new PendingTwin(handle, 8);
        othersTwin = new PendingTwin(other, 8);
    }

    /** What became of a future; if it was withdrawn, it was so by completing it with -1, or exceptionally. */
    static int outcome(CompletableFuture<?> future) {
        if (!future.isDone()) {
            return IS_PENDING;
        }
        try {
            return Integer.valueOf(-1).equals(future.join()) ? IS_WITHDRAWN : IS_DELIVERED;
        } catch (CompletionException failed) {
            return failed.getCause() instanceof DequeClosedException ? IS_CLOSED : IS_WITHDRAWN;
        } catch (RuntimeException cancelled) {
            return IS_WITHDRAWN;
        }
    }
}
