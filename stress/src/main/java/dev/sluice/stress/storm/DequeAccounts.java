package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every element of a round.
 *
 * <p>What was confirmed to be put has come out once, is left, or was removed by a call that had chosen it; or else it is missing,
 * and then a taker was killed inside a call that can have taken it, each such call answering for as many as it could take. What was
 * being put by a killed process is there once or not at all; of a batch that is put in one step, all or nothing. What was refused is not
 * there. No byte of any has changed.
 */
final class DequeAccounts {
    private final Map<Long, Fate> fates = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Call> calls;
    private final Map<Integer, Death> deaths;
    private final boolean ordered;
    private int lost;

    /**
     * @param calls of all ledgers, and the one that took what was left
     * @param deaths of those whose processes were killed
     * @param ordered whether it was used as a queue
     */
    DequeAccounts(List<Call> calls, Map<Integer, Death> deaths, boolean ordered) {
        this.calls = calls;
        this.deaths = deaths;
        this.ordered = ordered;
    }

    /** What is wrong. */
    List<String> problems() {
        calls.forEach(this::enterPut);
        calls.forEach(this::enterTake);
        calls.stream().filter(call -> call.op() == Op.REMOVE).forEach(this::checkRemoval);
        calls.forEach(this::completeBatch);
        List<Fate> missing = new ArrayList<>();
        for (Fate fate : fates.values()) {
            if (fate.isMissing()) {
                missing.add(fate);
            }
        }
        if (ordered) {
            QueueOrder order = new QueueOrder(fates.values());
            problems.addAll(order.problems());
            missing.forEach(order::narrow);
        }
        List<Fate> unexplained = new Attribution(calls, deaths).unexplained(missing);
        lost = missing.size() - unexplained.size();
        for (Fate fate : unexplained) {
            problems.add("lost: " + fate + ", put by " + who(fate.put)
                    + ", has not come out, and nobody was killed who can"
                    + " have taken it and does not answer for another one; " + missing.size() + " are missing in all");
        }
        return problems;
    }

    /** How many are gone with the calls that were taking them. */
    int lost() {
        return lost;
    }

    /** How many were begun to be put. */
    int elements() {
        return fates.size();
    }

    private void enterPut(Call call) {
        if (call.op() != Op.PUT && call.op() != Op.PUT_PIECEMEAL) {
            return;
        }
        for (int i = 0; i < call.count(); i++) {
            fates.put(call.first() + i, new Fate(call.first() + i, call, i));
        }
    }

    private void enterTake(Call call) {
        boolean several = call.items().size() > 1;
        if (call.op() == Op.TAKE) {
            for (int i = 0; i < call.items().size(); i++) {
                enter(call, call.items().get(i), i);
            }
        } else if (call.op() == Op.REMOVE && call.outcome() != Outcome.REFUSED) {
            for (long id : call.items()) {
                if (call.outcome() == Outcome.DONE && !several) {
                    enter(call, id, 0);
                } else {
                    Fate fate = known(call, id);
                    if (fate != null) {
                        fate.chosenBy.add(call);
                    }
                }
            }
        }
    }

    private @Nullable Fate known(Call call, long id) {
        Fate fate = fates.get(id);
        if (id == Element.DAMAGED) {
            problems.add("torn: " + who(call) + " got an element with bytes that nobody put");
        } else if (fate == null) {
            problems.add("out of nowhere: " + who(call) + " got " + Element.name(id) + ", which nobody put");
        } else if (fate.isRefused()) {
            problems.add("out of nowhere: " + who(call) + " got " + fate + ", which " + who(fate.put)
                    + " did not put in the end");
        } else if (call.end() < fate.put.begin()) {
            problems.add("out of nowhere: " + who(call) + " got " + fate + " before " + who(fate.put) + " put it");
        } else {
            return fate;
        }
        return null;
    }

    private void enter(Call call, long id, int index) {
        Fate fate = known(call, id);
        if (fate == null) {
            return;
        }
        if (fate.taken != null) {
            problems.add("twice: " + fate + ", put by " + who(fate.put) + ", came out by " + who(fate.taken)
                    + " and by " + who(call));
            return;
        }
        fate.taken = call;
        fate.takenAs = index;
        fate.certain = true;
    }

    /** One that says it has removed something has removed one of those that it chose. */
    private void checkRemoval(Call call) {
        if (call.outcome() == Outcome.DONE && call.items().stream().allMatch(id -> isElsewhere(id, call))) {
            problems.add("twice: " + who(call) + " says that it has removed one of "
                    + call.items().size() + " elements, all of which came out elsewhere");
        }
    }

    private boolean isElsewhere(long id, Call call) {
        Fate fate = fates.get(id);
        return fate != null && fate.taken != null && !fate.taken.equals(call);
    }

    /** What is seen of a batch says something of the rest. */
    private void completeBatch(Call call) {
        if ((call.op() != Op.PUT && call.op() != Op.PUT_PIECEMEAL) || call.isOver()) {
            return;
        }
        int last = -1;
        for (int i = 0; i < call.count(); i++) {
            Fate fate = fates.get(call.first() + i);
            if (fate != null && (fate.certain || !fate.chosenBy.isEmpty())) {
                last = call.op() == Op.PUT ? call.count() - 1 : i;
            }
        }
        for (int i = 0; i <= last; i++) {
            Fate fate = fates.get(call.first() + i);
            if (fate != null) {
                fate.certain = true;
            }
        }
    }

    static String who(Call call) {
        return call.op() + " of ledger " + call.ledger() + " (" + call.outcome() + ", begun at " + call.begin() + ")";
    }
}
