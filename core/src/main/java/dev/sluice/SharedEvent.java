package dev.sluice;

import dev.sluice.async.Completions;
import dev.sluice.async.ConditionFutures;
import dev.sluice.async.EventFuture;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.VirtualThreads;
import dev.sluice.synchronizer.EventEngine;
import dev.sluice.synchronizer.Handle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A flag in a file, for which the threads of many processes wait; what Python has as {@code multiprocessing.Event}.
 *
 * <pre>{@code
 * try (SharedEvent ready = SharedEvent.openOrCreate(Path.of("/dev/shm/model-loaded"))) {
 *     ready.await();                   // sleeps in the kernel until some process calls ready.set()
 * }
 * }</pre>
 *
 * <p>Whoever waits when it is set goes on, also if it is cleared again at once. {@link #isSet()} is one volatile read, and
 * {@link #set()} calls the kernel only if somebody waits.
 *
 * <p><b>Death.</b> Nobody holds anything here: a process that is killed, setting or waiting, keeps nobody from going on. If it
 * had set the event and not woken everybody, the survivors do.
 *
 * <p><b>Closing.</b> Once this handle is closed, its calls and futures end with {@link HandleClosedException}; but {@link #path},
 * {@link #toString} and {@link #close} do not.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before {@link #set()} <i>happen-before</i> actions in another thread
 * after a wait that it ended, or an {@link #isSet()} that saw it. Between processes that holds for what both share: this file
 * and other mapped memory.
 */
public final class SharedEvent implements AutoCloseable {
    private final Handle<EventEngine> handle;
    private final EventEngine engine;
    private final ConditionFutures futures;
    private final Completions commonPool = Completions.onCommonPool();

    private SharedEvent(Handle<EventEngine> handle) {
        this.handle = handle;
        this.engine = handle.holdings();
        this.futures = new ConditionFutures(engine, false);
    }

    /**
     * Creates an event that is not set, in a new file that only this user may open.
     *
     * @throws FileAlreadyExistsException if there is a file of that name
     */
    public static SharedEvent create(Path file) throws IOException {
        return new SharedEvent(EventEngine.KIND.create(file, 0));
    }

    /**
     * Opens an event.
     *
     * @throws NoSuchFileException if there is none
     * @throws FileFormatException if the file holds something else
     */
    public static SharedEvent open(Path file) throws IOException {
        return new SharedEvent(EventEngine.KIND.open(file));
    }

    /**
     * Opens an event, or creates it if there is none; of many that race, one creates it and the others open.
     *
     * @throws FileFormatException if the file holds something else
     */
    public static SharedEvent openOrCreate(Path file) throws IOException {
        return new SharedEvent(EventEngine.KIND.openOrCreate(file, 0));
    }

    /** The file, as it was named when this handle was opened. */
    public Path path() {
        return handle.path();
    }

    /** Whether it is set. */
    public boolean isSet() {
        return engine.isSet();
    }

    /** Sets it: whoever waits goes on, and whoever comes does not wait. Nothing if it is set already. */
    public void set() {
        engine.set();
    }

    /** Makes it not set: whoever comes waits. Nothing if it is not set. */
    public void clear() {
        engine.clear();
    }

    /**
     * Waits until it is set.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws HandleClosedException if this handle is closed, also while it waits
     */
    public void await() throws InterruptedException {
        await(Deadline.NEVER);
    }

    /**
     * Waits until it is set, so long at most. Python: {@code wait(timeout)}, but true also if it was set and cleared again.
     *
     * @return false if the time was up
     */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return await(Deadline.after(timeout, unit));
    }

    private boolean await(Deadline deadline) throws InterruptedException {
        long begin = engine.begin();
        deadline.checkInterrupt();
        return engine.isSetSince(begin)
                || (VirtualThreads.isCurrent()
                        ? ParkedCalls.await(pending(begin, Completions.INTERNAL), deadline)
                        : engine.await(begin, deadline));
    }

    /** A future that is done when the event is set; completed on the common pool. */
    public CompletableFuture<Void> awaitAsync() {
        return awaitAsync(commonPool);
    }

    /** As {@link #awaitAsync()}, completed on that executor. */
    public CompletableFuture<Void> awaitAsync(Executor executor) {
        return awaitAsync(Completions.on(Objects.requireNonNull(executor)));
    }

    private CompletableFuture<Void> awaitAsync(Completions completions) {
        long begin;
        try {
            begin = engine.begin();
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
        return engine.isSetSince(begin) ? CompletableFuture.completedFuture(null) : pending(begin, completions);
    }

    private EventFuture pending(long begin, Completions completions) {
        EventFuture future = new EventFuture(engine, begin, completions);
        futures.add(future);
        return future;
    }

    /**
     * Ends this handle: its waiting calls and pending futures end with {@link HandleClosedException}. The event and other
     * handles go on. Idempotent.
     */
    @Override
    public void close() {
        handle.close();
    }

    /** Names the file, and says whether it is set. */
    @Override
    public String toString() {
        return "SharedEvent[" + path() + ", " + (handle.isClosed() ? "closed" : engine.isSet() ? "set" : "clear") + "]";
    }
}
