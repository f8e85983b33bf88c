package dev.sluice.stress.storm;

import java.util.List;

/**
 * A call as its ledger has it.
 *
 * @param ledger whose: a thread of a worker
 * @param count how many elements or permits at most
 * @param first the first element to be put; the others have the numbers behind it
 * @param begin {@link System#nanoTime} before it; that clock is the same in all processes
 * @param end the same after it, or {@link Long#MAX_VALUE}
 * @param value how many there were
 * @param items the elements that came out, or those that a removal had chosen
 */
record Call(
        int ledger, Op op, int count, long first, long begin, long end, Outcome outcome, int value, List<Long> items) {
    boolean isOver() {
        return outcome == Outcome.DONE || outcome == Outcome.REFUSED;
    }
}
