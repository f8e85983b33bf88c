package dev.sluice.process;

import java.util.concurrent.TimeUnit;

/** Waiting for what nobody announces. */
final class Eventually {
    /** A condition that may fail in any way, which counts as a failure of the test. */
    interface Condition {
        boolean holds() throws Exception;
    }

    private Eventually() {}

    /** Fails unless the condition comes true within the limit. */
    static void holds(Condition condition, String what) {
        holds(condition, Stage.LIMIT_SECONDS, what);
    }

    static void holds(Condition condition, int seconds, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + seconds + " s: " + what);
                }
                Thread.sleep(2);
            }
        } catch (Exception failed) {
            throw new AssertionError("while waiting until " + what, failed);
        }
    }
}
