package dev.sluice.async;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * The pending futures of a handle without their waiting thread: whoever tests them serves them himself, when he likes. The
 * elements are numbers, the futures are completed on the serving thread. In this package, as it is made of its parts.
 */
public final class PendingTwin {
    private final PendingQueue<TakeFuture<?>> takes = new PendingQueue<>(PendingTwin::nothing);
    private final PendingQueue<PutFuture> puts = new PendingQueue<>(PendingTwin::nothing);
    private final Server server;

    /**
     * The pending futures of a handle.
     *
     * @param mostAtOnce so many at most are served in one step
     */
    public PendingTwin(DequeEngine engine, int mostAtOnce) {
        this.server = new Server(engine, takes, puts, mostAtOnce);
    }

    private static void nothing() {
        // There is no thread to tell.
    }

    /** A take that waits to be served. */
    public CompletableFuture<Integer> take(End end) {
        return add(new TakeFuture<>(end, Completions.INTERNAL, PendingTwin::decode));
    }

    /** A take of some other kind, which waits from now on. */
    public CompletableFuture<Integer> add(TakeFuture<Integer> future) {
        takes.add(future);
        return future;
    }

    static Integer decode(Batch batch, int index) {
        return ByteBuffer.wrap(batch.copy(index)).getInt();
    }

    /** A put that waits to be served. */
    public CompletableFuture<Void> put(End end, int value) {
        PutFuture future = new PutFuture(end, Completions.INTERNAL, encode(value));
        puts.add(future);
        return future;
    }

    /** Whether it has been decided that the future is not served; it is done then, or in the next moment. */
    public static boolean isWithdrawn(CompletableFuture<?> future) {
        return ((PendingFuture<?>) future).isWithdrawn();
    }

    /** The bytes of a number. */
    public static byte[] encode(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** Serves what can be served; of one thread at a time. Returns whether there was anything. */
    public boolean serve() {
        return server.serve();
    }
}
