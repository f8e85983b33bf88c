package dev.sluice.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future whose fate is decided by one CAS: either it is claimed for the shared object, just before the commit that serves it, or somebody
 * completes it from outside (cancels it, has it time out, obtrudes a result). Whoever comes second has no effect.
 *
 * <pre>
 *   PENDING --claim()--> CLAIMED      it has had its effect (the element is taken, or put); completed a little later, on the executor
 *      |
 *      +---from outside-> WITHDRAWN   it will have none; completed at once
 * </pre>
 *
 * @param <T> the result
 */
public abstract class PendingFuture<T> extends CompletableFuture<T> {
    private static final int PENDING = 0;
    private static final int CLAIMED = 1;
    private static final int WITHDRAWN = 2;

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PendingFuture.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Completions completions;
    private @Nullable PendingQueue<?> queue;
    private @Nullable Throwable failure;
    private boolean settled;

    private volatile int state;

    PendingFuture(Completions completions) {
        this.completions = completions;
    }

    Completions completions() {
        return completions;
    }

    /** Says whom to tell when it is withdrawn. Before anybody else knows it. */
    void enter(PendingQueue<?> pending) {
        this.queue = pending;
    }

    /** Decides for the shared object, unless it has been decided. */
    boolean claim() {
        return state == PENDING && STATE.compareAndSet(this, PENDING, CLAIMED);
    }

    boolean isClaimed() {
        return state == CLAIMED;
    }

    boolean isWithdrawn() {
        return state == WITHDRAWN;
    }

    /** Decides for whoever completes it from outside, unless it has been decided. */
    private boolean withdraw() {
        if (!STATE.compareAndSet(this, PENDING, WITHDRAWN)) {
            return false;
        }
        PendingQueue<?> pending = queue;
        if (pending != null) {
            pending.withdrawn();
        }
        afterWithdrawal();
        return true;
    }

    /** It does not wait any more; on the thread that has decided that. */
    void afterWithdrawal() {
        // Mostly nobody else has to know.
    }

    /** Of one that has been claimed: it has had its effect, or will end with a failure. For the serving thread. */
    boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }

    /** Of one that has been claimed: it will end so, when it is completed. */
    void failWith(Throwable reason) {
        failure = reason;
        settle();
    }

    /** Completes what has been claimed. Dependents run in here. */
    void finish() {
        Throwable reason = failure;
        if (reason != null) {
            super.completeExceptionally(reason);
            return;
        }
        @Nullable T result;
        try {
            result = result();
        } catch (Throwable failed) {
            super.completeExceptionally(failed);
            return;
        }
        super.complete(result);
    }

    /** What it is completed with. */
    abstract @Nullable T result();

    @Override
    public boolean complete(T value) {
        return withdraw() ? super.complete(value) : tooLate();
    }

    @Override
    public boolean completeExceptionally(Throwable reason) {
        Objects.requireNonNull(reason);
        return withdraw() ? super.completeExceptionally(reason) : tooLate();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw() ? super.cancel(mayInterruptIfRunning) : tooLate() || isCancelled();
    }

    /**
     * Whoever was quicker, if it was not the shared object, is about to complete it: then it shall be done for this one, too. If that
     * one does not come to it (its stack has overflowed), this one does.
     */
    private boolean tooLate() {
        long begin = System.nanoTime();
        while (isWithdrawn() && !isDone()) {
            Thread.onSpinWait();
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                super.cancel(false);
            }
        }
        return false;
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Objects.requireNonNull(supplier);
        executor.execute(() -> {
            if (isDone()) {
                return;
            }
            try {
                complete(supplier.get());
            } catch (Throwable failed) {
                completeExceptionally(new CompletionException(failed));
            }
        });
        return this;
    }

    /** Has no effect on what has been served, or is about to be: that result may be an element's only copy. */
    @Override
    public void obtrudeValue(T value) {
        if (withdraw() || isWithdrawn()) {
            super.obtrudeValue(value);
        }
    }

    /** As {@link #obtrudeValue}. */
    @Override
    public void obtrudeException(Throwable reason) {
        Objects.requireNonNull(reason);
        if (withdraw() || isWithdrawn()) {
            super.obtrudeException(reason);
        }
    }
}
