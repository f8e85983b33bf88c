package dev.sluice.sync;

/**
 * Room on the stack for steps that must not be left half done: a stack overflow can strike at any call, so it is provoked before the
 * first of them.
 */
public final class StackRoom {
    /** More than the steps need. */
    private static final int FRAMES = 200;

    private StackRoom() {}

    /**
     * Ends the call now if the stack is nearly used up.
     *
     * @throws StackOverflowError then
     */
    public static void require() {
        touch(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /** With parameters for which there are not enough registers: the frames of compiled code are large ones, too. */
    private static long touch(int frames, long a, long b, long c, long d, long e, long f, long g, long h) {
        return frames == 0 ? a : h + touch(frames - 1, b, c, d, e, f, g, h, a);
    }
}
