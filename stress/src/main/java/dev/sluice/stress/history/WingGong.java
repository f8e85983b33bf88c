package dev.sluice.stress.history;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a history is linearizable: a search through the orders in which its calls may have taken effect, after Wing and Gong,
 * "Testing and verifying concurrent objects", 1993. Lowe's addition ("Testing for linearizability", 2017) makes it quick: where
 * the same calls have been placed, in whatever order, and the state has become the same, the rest need not be tried again.
 *
 * @param <S> states of the object
 * @param <C> calls
 * @param <R> their results
 */
final class WingGong<S, C, R> {
    private static final int MOST_EVENTS = Long.SIZE - 1;

    /** Calls that have been placed, a bit each, and the state that they have led to. */
    private record Visited<S>(long placed, S state) {}

    private final Sequential<S, C, R> object;
    private final List<Event<C, R>> history;
    private final Set<Visited<S>> visited = new HashSet<>();
    private final long all;

    private WingGong(Sequential<S, C, R> object, List<Event<C, R>> history) {
        this.object = object;
        this.history = history;
        this.all = (1L << history.size()) - 1;
    }

    /**
     * Whether there is an order in which each call has the result that the object would give, and in which none that was over
     * before another one began comes after it.
     *
     * @param initial the state in which the history begins
     * @param history at most 63 calls, all of which have returned
     */
    static <S, C, R> boolean isLinearizable(Sequential<S, C, R> object, S initial, List<Event<C, R>> history) {
        if (history.size() > MOST_EVENTS) {
            throw new IllegalArgumentException(history.size() + " events; at most " + MOST_EVENTS);
        }
        return new WingGong<>(object, history).search(0, initial);
    }

    private boolean search(long placed, S state) {
        if (placed == all) {
            return true;
        }
        if (!visited.add(new Visited<>(placed, state))) {
            return false;
        }
        long firstReturn = firstReturn(placed);
        for (int i = 0; i < history.size(); i++) {
            Event<C, R> event = history.get(i);
            // Of those left, one that begins after another one has returned is not the next.
            if ((placed & (1L << i)) != 0 || event.invoked() > firstReturn) {
                continue;
            }
            S after = object.after(state, event.call(), event.result());
            if (after != null && search(placed | (1L << i), after)) {
                return true;
            }
        }
        return false;
    }

    private long firstReturn(long placed) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < history.size(); i++) {
            if ((placed & (1L << i)) == 0) {
                first = Math.min(first, history.get(i).returned());
            }
        }
        return first;
    }
}
