package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls and deaths that a test makes up; times are small numbers. */
final class Books {
    final List<Call> calls = new ArrayList<>();
    final Map<Integer, Death> deaths = new HashMap<>();

    /** Elements of a ledger, first to last, put in one step. */
    Books put(int ledger, int first, int count, long begin, long end) {
        return add(ledger, Op.PUT, count, Element.id(ledger, first), begin, end, Outcome.DONE, count);
    }

    Books refused(int ledger, int first, long begin, long end) {
        return add(ledger, Op.PUT, 1, Element.id(ledger, first), begin, end, Outcome.REFUSED, 0);
    }

    /** A put whose process was killed inside of it. */
    Books killedPutting(int ledger, Op op, int first, int count, long begin, long death) {
        deaths.put(ledger, new Death(death, death));
        return add(ledger, op, count, Element.id(ledger, first), begin, Long.MAX_VALUE, Outcome.IN_FLIGHT, 0);
    }

    Books take(int ledger, long begin, long end, Long... ids) {
        return add(ledger, Op.TAKE, ids.length, 0, begin, end, Outcome.DONE, ids.length, ids);
    }

    /** A take of so many at most whose process was killed inside of it, or before it had written down more than these. */
    Books killedTaking(int ledger, int most, long begin, long death, Long... ids) {
        deaths.put(ledger, new Death(death, death));
        return add(ledger, Op.TAKE, most, 0, begin, Long.MAX_VALUE, Outcome.IN_FLIGHT, 0, ids);
    }

    Books remove(int ledger, Outcome outcome, long begin, long end, Long... chosen) {
        return add(ledger, Op.REMOVE, 0, 0, begin, end, outcome, 0, chosen);
    }

    Books acquire(int ledger, int count, long begin, long end) {
        return add(ledger, Op.ACQUIRE, count, 0, begin, end, Outcome.DONE, count);
    }

    Books release(int ledger, int count, long begin, long end) {
        return add(ledger, Op.RELEASE, count, 0, begin, end, Outcome.DONE, count);
    }

    /** Has the lock for a time, and is told or not. */
    Books owns(int ledger, long begin, long end, boolean told) {
        asks(ledger, begin, told);
        return release(ledger, 1, end, end + 1);
    }

    Books asks(int ledger, long begin, boolean told) {
        acquire(ledger, 1, begin, begin + 1);
        return add(ledger, Op.ASK, 1, 0, begin + 1, begin + 2, Outcome.DONE, told ? 1 : 0);
    }

    Books killed(int ledger, long death) {
        deaths.put(ledger, new Death(death, death));
        return this;
    }

    Books add(
            int ledger, Op op, int count, long first, long begin, long end, Outcome outcome, int value, Long... items) {
        calls.add(new Call(ledger, op, count, first, begin, end, outcome, value, Arrays.asList(items)));
        return this;
    }

    /** The first words of what the accounts complain of. */
    List<String> complaints(boolean ordered) {
        return firstWords(new DequeAccounts(calls, deaths, ordered).problems());
    }

    static List<String> firstWords(List<String> problems) {
        return problems.stream()
                .map(problem -> problem.split(":", 2)[0])
                .sorted()
                .collect(Collectors.toList());
    }
}
