package dev.sluice.stress.storm;

import java.util.List;
import java.util.Map;

/**
 * What came out of a round.
 *
 * @param kills processes that were killed
 * @param pauses times that one was stopped
 * @param calls in all ledgers
 * @param elements that were begun to be put
 * @param lost elements that are gone with the call that was taking them; with a lock, owners that were told of a death
 * @param inFlight what threads were doing when they were killed
 * @param samples how long the slowest call after an event took
 * @param problems what must not be
 */
record RoundResult(
        int kills,
        int pauses,
        long calls,
        long elements,
        long lost,
        Map<String, Integer> inFlight,
        List<Stalls.Sample> samples,
        List<String> problems) {}
