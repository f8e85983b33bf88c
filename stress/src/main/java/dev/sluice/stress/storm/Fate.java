package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an element. */
final class Fate {
    final long id;
    final Call put;
    /** Which one of that call. */
    final int index;

    /** Who got it, and as which one of that call. */
    @Nullable
    Call taken;

    int takenAs;

    /** Calls that chose it to be removed, and may or may not have removed it. */
    final List<Call> chosenBy = new ArrayList<>();

    /** Whether it has been put. */
    boolean certain;

    /** When it was still there, if it has gone. */
    long goneAfter;

    /** When it was gone, if it has. */
    long goneBy = Long.MAX_VALUE;

    Fate(long id, Call put, int index) {
        this.id = id;
        this.put = put;
        this.index = index;
        this.goneAfter = put.begin();
        this.certain = put.outcome() == Outcome.DONE && index < put.value();
    }

    /** Whether it cannot have been put. */
    boolean isRefused() {
        return put.outcome() == Outcome.REFUSED || (put.outcome() == Outcome.DONE && index >= put.value());
    }

    boolean isMissing() {
        return certain && taken == null && chosenBy.isEmpty();
    }

    @Override
    public String toString() {
        return "element " + Element.name(id);
    }
}
