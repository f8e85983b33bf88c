package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Probes of the bare cache line, which the other figures are measured by. */
final class CacheLine {
    private static final int MILLIS = 100;
    /** For each second: the states last seconds, at least. */
    private static final int SLICES = 2;

    private static final double NEAR_NANOS = 250;

    private final CPrograms programs;
    private final Cores cores;

    CacheLine(CPrograms programs, Cores cores) {
        this.programs = programs;
        this.cores = cores;
    }

    /** How far the two processors are from each other; on a virtual machine the host may change that at any time. */
    enum State {
        /** A ping-pong takes less than 250 ns. */
        NEAR,
        /** A ping-pong takes longer. */
        FAR,
        /** It was one before and the other after the measurement. */
        CHANGED,
        /** There are no peers in C to tell. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Nanoseconds for there and back; NaN without the C peers.
     *
     * @param plain waiting by loads alone
     * @param paused waiting with a pause between the loads
     */
    record Probe(State state, double plain, double paused) {
        /** The mean of the one before and the one after a measurement. */
        Probe and(Probe after) {
            return new Probe(
                    state == after.state ? state : State.CHANGED,
                    (plain + after.plain) / 2,
                    (paused + after.paused) / 2);
        }
    }

    /** A short measurement. */
    interface Slice<R> {
        R measure(int millis) throws IOException, InterruptedException;
    }

    /** What becomes of its result. */
    interface Note<R> {
        void take(R result, Probe probe);
    }

    /** Cuts the seconds into short measurements, with a probe before, between and after. */
    <R> void slices(int seconds, Slice<R> slice, Note<R> note) throws IOException, InterruptedException {
        Probe before = probe();
        for (int i = 0; i < seconds * SLICES; i++) {
            R result = slice.measure((int) TimeUnit.SECONDS.toMillis(1) / SLICES);
            Probe after = probe();
            note.take(result, before.and(after));
            before = after;
        }
    }

    Probe probe() throws IOException, InterruptedException {
        if (!programs.areThere()) {
            return new Probe(State.UNKNOWN, Double.NaN, Double.NaN);
        }
        double[] nanos = programs.run("pingpong", cores.first(), cores.second(), MILLIS);
        return new Probe(nanos[0] < NEAR_NANOS ? State.NEAR : State.FAR, nanos[0], nanos[1]);
    }
}
