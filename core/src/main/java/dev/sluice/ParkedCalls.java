package dev.sluice;

import dev.sluice.async.AsyncEngine;
import dev.sluice.async.Completions;
import dev.sluice.async.PendingFuture;
import dev.sluice.async.PutFuture;
import dev.sluice.async.TakeFuture;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.Presence;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Blocking calls of virtual threads: they become pending and park, as a thread in the kernel keeps its carrier. */
final class ParkedCalls {
    private final DequeEngine engine;
    private final AsyncEngine async;

    ParkedCalls(DequeEngine engine, AsyncEngine async) {
        this.engine = engine;
        this.async = async;
    }

    /** Puts, waiting for room; returns false if the time was up. */
    boolean put(End end, Payload payload, Deadline deadline) throws InterruptedException {
        if (async.nobodyPuts() && engine.offerAtOnce(end, payload)) {
            return true;
        }
        byte[] bytes = Arrays.copyOfRange(payload.array(), payload.offset(), payload.offset() + payload.length());
        PutFuture future = new PutFuture(end, Completions.INTERNAL, bytes);
        async.add(future);
        return await(future, deadline);
    }

    /** Takes, waiting for an element; returns its bytes, or null if the time was up. */
    byte @Nullable [] take(End end, Payload sink, Deadline deadline) throws InterruptedException {
        if (async.nobodyTakes() && engine.pollAtOnce(end, sink)) {
            return Arrays.copyOfRange(sink.array(), sink.offset(), sink.offset() + sink.length());
        }
        TakeFuture<byte[]> future = new TakeFuture<>(end, Completions.INTERNAL, Batch::copy);
        async.add(future);
        return await(future, deadline) ? future.join() : null;
    }

    /** Whether it has been served in time; if not, it will not be. */
    static boolean await(PendingFuture<?> future, Deadline deadline) throws InterruptedException {
        Presence.healOwn();
        if (!deadline.interruptible()) {
            return isServed(future);
        }
        try {
            long nanos = deadline.remaining(Long.MAX_VALUE);
            if (nanos == Long.MAX_VALUE) {
                future.get();
            } else {
                future.get(nanos, TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (TimeoutException late) {
            return !future.cancel(false) && isServed(future);
        } catch (InterruptedException interrupted) {
            if (future.cancel(false)) {
                throw interrupted;
            }
            boolean served = isServed(future);
            Thread.currentThread().interrupt();
            return served;
        } catch (ExecutionException failed) {
            throw unchecked(failed.getCause());
        }
    }

    /** Waits until it is complete, which one is at once that was claimed before it could be withdrawn. */
    private static boolean isServed(PendingFuture<?> future) {
        try {
            future.join();
            return true;
        } catch (RuntimeException failed) {
            throw unchecked(failed.getCause());
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
