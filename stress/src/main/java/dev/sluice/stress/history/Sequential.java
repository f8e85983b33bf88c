package dev.sluice.stress.history;

import org.jspecify.annotations.Nullable;

/**
 * What calls do, one after the other.
 *
 * @param <S> states, which are values
 * @param <C> calls
 * @param <R> their results
 */
interface Sequential<S, C, R> {
    /** The state after a call that has returned that, or null if in this state it would have returned something else. */
    @Nullable
    S after(S state, C call, R result);
}
