package dev.sluice.stress.crash;

import java.util.List;
import java.util.Random;

/** Visits every crash point of every operation in every scenario and judges what the survivors find. */
public final class CrashPoints {
    /**
     * What was visited.
     *
     * @param windows pairs of an operation in a scenario and a store at which it died
     * @param states memories judged: windows in all variants of what of the last stores is visible
     * @param violations what was wrong, with the way to it; nothing, if all is well
     */
    public record Report(int windows, long states, List<String> violations) {}

    private CrashPoints() {}

    /**
     * Visits all of them.
     *
     * @param thorough whether to have the operations with the most stores die at each of them, not only at many
     * @param seed of the subsets of lost stores that are drawn where there are too many
     */
    public static Report visit(boolean thorough, long seed) {
        Random random = new Random(seed);
        Judge judge = new Judge(random);
        long[] states = {0};
        Remains.Visitor visitor = new Remains.Visitor() {
            @Override
            public void found(HeapRegion memory, Remains.Case from) {
                states[0]++;
                judge.judge(memory, from);
            }

            @Override
            public boolean hasSeenEnough() {
                return judge.hasSeenEnough();
            }
        };
        Remains remains = new Remains(random, visitor, thorough);
        remains.showAll();
        return new Report(remains.windows(), states[0], judge.violations());
    }
}
