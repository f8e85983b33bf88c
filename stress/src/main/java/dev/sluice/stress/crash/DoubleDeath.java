package dev.sluice.stress.crash;

import dev.sluice.deque.DequeEngine;
import java.util.List;
import java.util.Random;

/** Kills the repairer as well, at every store of the repair: whoever comes next finds both and puts all of it in order. */
public final class DoubleDeath {
    /**
     * What was visited.
     *
     * @param repairs memories that a death left and that were repaired
     * @param windows pairs of such a memory and a store at which its repairer died
     * @param states memories judged: windows in some variants of what of the last stores is visible
     * @param violations what was wrong, with the way to it; nothing, if all is well
     */
    public record Report(int repairs, long windows, long states, List<String> violations) {}

    /** Of what a second death may leave, so many are judged. */
    private static final int VARIANTS = 4;

    private final int stride;
    private final Random random;
    private final Judge judge;
    private int found;
    private int repairs;
    private long windows;
    private long states;

    private DoubleDeath(int stride, long seed) {
        this.stride = stride;
        this.random = new Random(seed);
        this.judge = new Judge(random);
    }

    /**
     * Visits one in so many of the memories that a first death may leave, and in each of those every death of its repairer.
     *
     * @param stride 1 for all of them, which takes an hour or so
     * @param seed of the subsets of lost stores that are drawn where there are too many
     */
    public static Report visit(int stride, long seed) {
        DoubleDeath visitor = new DoubleDeath(stride, seed);
        Remains.Visitor each = new Remains.Visitor() {
            @Override
            public void found(HeapRegion memory, Remains.Case from) {
                visitor.found(memory, from);
            }

            @Override
            public boolean hasSeenEnough() {
                return visitor.judge.hasSeenEnough();
            }
        };
        new Remains(visitor.random, each, false).showAll();
        return new Report(visitor.repairs, visitor.windows, visitor.states, visitor.judge.violations());
    }

    private void found(HeapRegion memory, Remains.Case from) {
        if (found++ % stride != 0) {
            return;
        }
        repairs++;
        for (int n = 1; !judge.hasSeenEnough(); n = Operation.thinnedAfter(n)) {
            DyingRegion region = new DyingRegion(memory.copy(), n);
            if (!dies(Handles.repairer(region, from.identity()))) {
                return;
            }
            windows++;
            Remains.Case twice = new Remains.Case(
                    from.identity(), from.allowed(), from.accounts(), from.where() + ", repairer's store " + n);
            List<HeapRegion> remains = region.remains(random);
            for (int i = Math.min(remains.size(), VARIANTS); i > 0; i--) {
                states++;
                judge.judge(remains.remove(random.nextInt(remains.size())), twice);
            }
        }
    }

    private static boolean dies(DequeEngine repairer) {
        try {
            repairer.repair();
            return false;
        } catch (DyingRegion.Died died) {
            return true;
        }
    }
}
