package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds for each missing element a call that may have taken it and whose process was killed before it could say so; each call
 * answers for no more than it could take. A matching in a bipartite graph, by augmenting paths.
 */
final class Attribution {
    private static final class Suspect {
        final Call call;
        final long deadBy;
        final int most;
        final List<Fate> answersFor = new ArrayList<>();

        Suspect(Call call, long deadBy) {
            this.call = call;
            this.deadBy = deadBy;
            this.most = call.count() - call.items().size();
        }

        /** Whether the element was there to be taken, at some moment while the call was under way. */
        boolean canHaveTaken(Fate fate) {
            return fate.goneAfter < deadBy && call.begin() < fate.goneBy;
        }
    }

    private final List<Suspect> suspects = new ArrayList<>();

    Attribution(List<Call> calls, Map<Integer, Death> deaths) {
        for (Call call : calls) {
            Death death = deaths.get(call.ledger());
            if (call.op() == Op.TAKE && call.outcome() == Outcome.IN_FLIGHT && death != null) {
                suspects.add(new Suspect(call, death.by()));
            }
        }
    }

    /** Those for which there is no call left. */
    List<Fate> unexplained(List<Fate> missing) {
        List<Fate> unexplained = new ArrayList<>();
        for (Fate fate : missing) {
            if (!place(fate, new HashSet<>())) {
                unexplained.add(fate);
            }
        }
        return unexplained;
    }

    private boolean place(Fate fate, Set<Suspect> visited) {
        for (Suspect suspect : suspects) {
            if (!suspect.canHaveTaken(fate) || !visited.add(suspect)) {
                continue;
            }
            if (suspect.answersFor.size() < suspect.most) {
                suspect.answersFor.add(fate);
                return true;
            }
            for (int i = 0; i < suspect.answersFor.size(); i++) {
                if (place(suspect.answersFor.get(i), visited)) {
                    suspect.answersFor.set(i, fate);
                    return true;
                }
            }
        }
        return false;
    }
}
