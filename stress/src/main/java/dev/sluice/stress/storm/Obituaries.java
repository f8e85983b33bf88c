package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether each owner of a lock was told of the death of the previous one, and no other. All owners ask at once when they have
 * the lock; one who is killed before he asks, dies with the lock himself.
 */
final class Obituaries {
    /**
     * @param ask null if its owner was killed before
     * @param diedHolding whether the owner was killed before he began to unlock
     * @param diedUnlocking whether he was killed while he did
     */
    private record Tenure(Call acquire, @Nullable Call ask, boolean diedHolding, boolean diedUnlocking) {
        boolean wasTold() {
            return ask != null && ask.value() != 0;
        }
    }

    private final Map<Integer, Death> deaths;
    private final List<Tenure> tenures = new ArrayList<>();
    private final List<Call> killedAcquiring = new ArrayList<>();
    private final Set<Call> explained = new HashSet<>();

    Obituaries(List<Call> calls, Map<Integer, Death> deaths) {
        this.deaths = deaths;
        Holdings.byLedger(calls).values().forEach(this::enter);
        tenures.sort(Comparator.comparingLong(tenure -> tenure.acquire.end()));
    }

    private void enter(List<Call> own) {
        boolean dead = deaths.containsKey(own.get(0).ledger());
        for (int i = 0; i < own.size(); i++) {
            Call call = own.get(i);
            if (call.op() != Op.ACQUIRE) {
                continue;
            }
            if (call.outcome() == Outcome.IN_FLIGHT && dead) {
                killedAcquiring.add(call);
            } else if (call.outcome() == Outcome.DONE) {
                Call ask = i + 1 < own.size() ? own.get(i + 1) : null;
                Call unlock = i + 2 < own.size() ? own.get(i + 2) : null;
                tenures.add(new Tenure(
                        call,
                        ask != null && ask.outcome() == Outcome.DONE ? ask : null,
                        dead && unlock == null,
                        dead && unlock != null && unlock.outcome() == Outcome.IN_FLIGHT));
            }
        }
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < tenures.size(); i++) {
            Tenure tenure = tenures.get(i);
            Tenure before = i == 0 ? null : tenures.get(i - 1);
            if (tenure.ask == null) {
                continue;
            }
            if (before != null && before.diedHolding && !tenure.wasTold()) {
                problems.add("untold: " + DequeAccounts.who(tenure.acquire)
                        + " was not told that the owner before died: " + DequeAccounts.who(before.acquire));
            } else if (tenure.wasTold() && !hasReason(tenure, before)) {
                problems.add("told wrongly: " + DequeAccounts.who(tenure.acquire)
                        + " was told that the owner before died, and none had");
            }
        }
        return problems;
    }

    /** A call that was killed may have had the lock, once, between the owner before and this one. */
    private boolean hasReason(Tenure tenure, @Nullable Tenure before) {
        if (before != null && (before.diedHolding || before.diedUnlocking)) {
            return true;
        }
        long asked = tenure.ask == null ? 0 : tenure.ask.end();
        for (Call call : killedAcquiring) {
            Death death = deaths.get(call.ledger());
            boolean inTime =
                    death != null && call.begin() < asked && (before == null || death.by() > before.acquire.end());
            if (inTime && explained.add(call)) {
                return true;
            }
        }
        return false;
    }

    /** How many owners were told. */
    long told() {
        return tenures.stream().filter(Tenure::wasTold).count();
    }
}
