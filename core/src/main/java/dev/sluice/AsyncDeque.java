package dev.sluice;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * A deque's calls as futures: any number may be pending at a price of memory, not of threads. Got from
 * {@link SharedDeque#async()}.
 *
 * <p><b>Exactly once.</b> A future that the deque completes has had its effect once: its element has been taken, or put. One
 * that was cancelled, timed out ({@link CompletableFuture#orTimeout}, {@code completeOnTimeout}), or was completed by somebody
 * else, obtruded among it, has had none: nothing was taken or put, and nobody's wake-up was used up. Which of the two, is
 * decided by one compare-and-set; whoever comes second has no effect, so {@code cancel} of a future that has just been served
 * is false, though it may be done only a moment later. That holds for the futures that these methods return, not for the ones
 * derived from them ({@code thenApply}, {@code copy} and so on): cancelling those leaves the take or put as it is.
 *
 * <p><b>Order.</b> Pending takes of one handle are served first come, first served, be they for the first element or the last;
 * so are pending puts. A call that finds nobody waiting is served at once if it can be, on the calling thread, and returns a
 * completed future.
 *
 * <p><b>Where things run.</b> An element is encoded by the calling thread before the call returns, so it may be changed
 * afterwards. Futures that had to wait are completed, and their elements decoded, on the executor, several by one task if they
 * were served in one step; should a callback take long, another task goes on with the others. Nothing of the caller's runs
 * under a guard or on the thread that waits for the kernel. Where the executor refuses, the common pool takes its place. But
 * {@code execute} itself is called on that thread, so it must not block, and a task that the executor drops after it has
 * accepted it is gone with the completions that were its. At most one thread per handle waits ({@code sluice-async}, a daemon), and none when nothing is pending.
 *
 * <p><b>Failures.</b> The futures end with {@link DequeShutdownException} (put after shutdown, take from the drained deque),
 * {@link DequeClosedException} (this handle was closed), {@link CorruptDequeException}, {@link ElementDecodeException} (the
 * element has been taken; the exception has its bytes). What is wrong with an argument is thrown by the call: {@link
 * NullPointerException}, {@link ElementTooLargeException}, what the codec throws.
 *
 * <p>Futures that are done at once are composed at once: a chain that goes on for ever by {@code thenCompose} on a deque that
 * is never empty overflows the stack, as always with {@link CompletableFuture}; use {@code thenComposeAsync} there.
 *
 * <p>A process that dies takes its pending futures with it; they have taken and put nothing.
 *
 * @param <E> the elements
 */
public interface AsyncDeque<E> {
    /** Puts before the first element, when there is room. */
    CompletableFuture<Void> putFirst(E e);

    /** Puts after the last element, when there is room. */
    CompletableFuture<Void> putLast(E e);

    /** As {@link #putLast}. */
    CompletableFuture<Void> put(E e);

    /** Takes the first element, when there is one. */
    CompletableFuture<E> takeFirst();

    /** Takes the last element, when there is one. */
    CompletableFuture<E> takeLast();

    /** As {@link #takeFirst}. */
    CompletableFuture<E> take();

    /**
     * Takes first elements as they are demanded: no more, and one at a time, so that of several subscribers, of this publisher
     * or of others, each gets what he is quick enough for. Signals come on the executor, {@code onSubscribe} before {@code
     * subscribe} returns. When the deque is shut down and drained, subscriptions complete; when this handle is closed, or an
     * element cannot be decoded, they end with that error: at once if there is demand, else with the next request.
     * An element that was taken for a subscription that has been cancelled meanwhile goes back to the front, if there is room;
     * else it is signalled all the same.
     */
    Flow.Publisher<E> publisher();

    /**
     * A subscriber, for one subscription, that puts what it receives after the last element, in that order. It requests as much
     * as there is room for, at least one and at most a few dozen at a time. It cancels its subscription when an element cannot
     * be put, and logs why (logger {@code dev.sluice}). The end of its subscription means nothing to the deque.
     */
    Flow.Subscriber<E> subscriber();
}
