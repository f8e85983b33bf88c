package dev.sluice.async;

/**
 * Somebody who waits until something holds of a synchronizer.
 *
 * @param <T> the result
 */
public abstract class ConditionFuture<T> extends PendingFuture<T> {
    ConditionFuture(Completions completions) {
        super(completions);
    }

    /** Whether it holds, as far as a read can tell. */
    abstract boolean seemsToHold();

    /** If it holds, {@linkplain #claim() claims} this and makes it so; returns whether it has. For the serving thread. */
    abstract boolean attempt() throws InterruptedException;
}
