package dev.sluice.sync;

/**
 * Room on the stack for steps that must not be left half done: a stack overflow can strike at any call, so it is provoked before the
 * first of them.
 */
public final class StackRoom {
    /** More than the steps need; each of these frames is a small one. */
    private static final int FRAMES = 600;

    private StackRoom() {}

    /**
     * Ends the call now if the stack is nearly used up.
     *
     * @throws StackOverflowError then
     */
    public static void require() {
        touch(FRAMES);
    }

    private static int touch(int frames) {
        return frames == 0 ? 0 : 1 + touch(frames - 1);
    }
}
