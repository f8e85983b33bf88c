package dev.sluice.stress.storm;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Signals, sent without another process in between, so that they come when they should. */
final class Signals {
    static final int QUIT = 3;
    static final int KILL = 9;
    static final int CONT = 18;
    static final int STOP = 19;

    static {
        Native.register(Signals.class, NativeLibrary.getInstance("c"));
    }

    private Signals() {}

    private static native int kill(int pid, int signal);

    /** Sends a signal to a child that has not been waited for yet, so that the number is still its own. */
    static void send(Process child, int signal) {
        if (child.isAlive() && kill((int) child.pid(), signal) != 0 && child.isAlive()) {
            throw new StormFailure("signal " + signal + " to " + child.pid() + " failed");
        }
    }
}
