package dev.sluice.stress.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Two actors that race in a state, what might go wrong, and what may come of it. Whatever is not allowed is forbidden. */
final class Race {
    private final State state;
    private final Actor first;
    private final Actor second;
    private final String hazard;
    private final ToIntFunction<Side> rest;
    private final Map<Long, Verdict> verdicts;
    private final boolean oneProcess;

    private Race(Builder builder) {
        this.state = builder.state;
        this.first = builder.first;
        this.second = builder.second;
        this.hazard = builder.hazard;
        this.rest = builder.rest;
        this.verdicts = builder.verdicts;
        this.oneProcess = builder.oneProcess;
    }

    static Builder of(State state, Actor first, Actor second, String hazard) {
        return new Builder(state, first, second, hazard);
    }

    static final class Builder {
        private final State state;
        private final Actor first;
        private final Actor second;
        private final String hazard;
        private final Map<Long, Verdict> verdicts = new LinkedHashMap<>();
        private ToIntFunction<Side> rest = Deques::rest;
        private boolean oneProcess;

        private Builder(State state, Actor first, Actor second, String hazard) {
            this.state = state;
            this.first = first;
            this.second = second;
            this.hazard = hazard;
        }

        /** What the third part of an outcome is, if it is not what is left in the deque. */
        Builder rest(ToIntFunction<Side> what) {
            this.rest = what;
            return this;
        }

        /** The actors share a handle. */
        Builder oneProcess() {
            this.oneProcess = true;
            return this;
        }

        Builder allow(String outcome, String reason) {
            verdicts.put(Outcome.parse(outcome), new Verdict(outcome, reason, false));
            return this;
        }

        Builder expect(String outcome, String reason) {
            verdicts.put(Outcome.parse(outcome), new Verdict(outcome, reason, true));
            return this;
        }

        Race build() {
            return new Race(this);
        }

        /** One of the two comes first, as a whole. */
        Race either(String firstBefore, String secondBefore) {
            return allow(firstBefore, first.name() + " came first")
                    .allow(secondBefore, second.name() + " came first")
                    .build();
        }

        /** Whoever comes first. */
        Race only(String outcome, String reason) {
            return allow(outcome, reason).build();
        }
    }

    /** As the matrix and the commands call it. */
    String name() {
        return first.name() + " / " + second.name() + " / " + state.name();
    }

    State state() {
        return state;
    }

    Actor actor(int number) {
        return number == 0 ? first : second;
    }

    String hazard() {
        return hazard;
    }

    /** Whether it needs both actors in one process. */
    boolean isOfOneProcess() {
        return oneProcess;
    }

    /** Whether the two can be played one after the other. */
    boolean waits() {
        return first.waits() || second.waits();
    }

    /** Whether each actor does one linearizable operation: then only two outcomes are possible. */
    boolean isOfSingleSteps() {
        return first.steps() == 1 && second.steps() == 1;
    }

    /** The third part of an outcome. */
    int rest(Side judge) {
        return rest.applyAsInt(judge);
    }

    boolean isAllowed(long outcome) {
        return verdicts.containsKey(outcome);
    }

    List<Verdict> verdicts() {
        return new ArrayList<>(verdicts.values());
    }

    @Override
    public String toString() {
        return name();
    }
}
