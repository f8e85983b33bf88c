package dev.sluice.stress.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.sluice.CorruptDequeException;
import dev.sluice.deque.DequeEngine;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.stress.crash.HeapRegion;

/** Has a planted failure behind a word that has the right value by chance twice in four billion times. */
public final class ReachTarget {
    private ReachTarget() {}

    /** Fails if the input has shut the deque down, and nothing else is wrong with it. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Image image = Image.halfDone();
        HeapRegion region = image.copy();
        byte[] bytes = data.consumeBytes(Integer.BYTES);
        region.setBytes(HeaderLayout.STATE_OFFSET, bytes, 0, bytes.length);
        DequeEngine engine = FuzzTarget.attach(region, image.identity());
        engine.repair();
        if (engine.size() == 4 && bytes.length == Integer.BYTES && isShutDown(engine)) {
            throw new AssertionError("planted");
        }
    }

    private static boolean isShutDown(DequeEngine engine) {
        try {
            return engine.isShutDown();
        } catch (CorruptDequeException noState) {
            return false;
        }
    }
}
