package dev.sluice.stress.race;

import dev.sluice.memory.Region;

/** Words of a race's own, in a part of the header page that no kind of file uses; a line pair for each of the two actors. */
final class Referee {
    private static final int FIRST_OFFSET = 256;
    private static final int LINES = 128;
    private static final int DONE = 0;
    private static final int RESULT = 4;
    private static final int BEGIN = 8;
    private static final int END = 16;
    private static final int ASLEEP = 24;
    private static final int SCRATCH = 64;

    private Referee() {}

    /** Everything is as before the race. */
    static void reset(Region region) {
        for (int offset = FIRST_OFFSET; offset < FIRST_OFFSET + 2 * LINES; offset += Long.BYTES) {
            region.setLong(offset, 0);
        }
    }

    /** An actor has returned, with that result: it does nothing any more. */
    static void done(Region region, int actor, int result) {
        region.setInt(FIRST_OFFSET + actor * LINES + RESULT, result);
        region.setIntRelease(FIRST_OFFSET + actor * LINES + DONE, 1);
    }

    /** Whether an actor has returned; all that it has stored is seen then. */
    static boolean isDone(Region region, int actor) {
        return region.getIntVolatile(FIRST_OFFSET + actor * LINES + DONE) != 0;
    }

    static void setAsleep(Region region, int actor, boolean asleep) {
        region.setIntVolatile(FIRST_OFFSET + actor * LINES + ASLEEP, asleep ? 1 : 0);
    }

    static boolean isAsleep(Region region, int actor) {
        return region.getIntVolatile(FIRST_OFFSET + actor * LINES + ASLEEP) != 0;
    }

    static int result(Region region, int actor) {
        return region.getIntAcquire(FIRST_OFFSET + actor * LINES + RESULT);
    }

    /** When an actor began and ended, if that was measured. */
    static void timed(Region region, int actor, long begin, long end) {
        region.setLong(FIRST_OFFSET + actor * LINES + BEGIN, begin);
        region.setLong(FIRST_OFFSET + actor * LINES + END, end);
    }

    /** Whether one began before the other one had ended, both ways. */
    static boolean overlapped(Region region) {
        int second = FIRST_OFFSET + LINES;
        return region.getLong(FIRST_OFFSET + BEGIN) < region.getLong(second + END)
                && region.getLong(second + BEGIN) < region.getLong(FIRST_OFFSET + END);
    }

    /** A word beside each actor's own, for whatever a race is about. */
    static int scratch(int actor) {
        return FIRST_OFFSET + actor * LINES + SCRATCH;
    }
}
