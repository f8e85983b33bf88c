package dev.sluice.stress.storm;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread of a worker: one call after the other, in bursts, each in its ledger, until it is told to stop. */
abstract class Actor {
    /** Long enough for a deque to become full in one half and empty in the other. */
    private static final long PHASE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int LONGEST_BURST = 40;
    private static final int QUICK_PAUSE_MICROS = 3_000;
    private static final int SLOW_PAUSE_MICROS = 20_000;
    private static final long PROBE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    final Ledger ledger;
    final SplittableRandom random;
    private final Control control;
    private final Job job;
    private long begun;

    Actor(Job job, Ledger ledger, Control control, SplittableRandom random) {
        this.job = job;
        this.ledger = ledger;
        this.control = control;
        this.random = random;
    }

    /** One call, or a few that belong together. */
    abstract void step() throws InterruptedException;

    /** A call that waits for nobody who lives, after {@link #begin}. */
    abstract void probe() throws InterruptedException;

    /** Goes on until the round is over. */
    final void run(Stalls stalls) throws InterruptedException {
        while (!control.isStopped() && !ledger.isFull()) {
            if (job == Job.PROBER) {
                probe();
                stalls.note(begun, System.nanoTime());
                LockSupport.parkNanos(PROBE_PAUSE_NANOS);
            } else {
                burst();
            }
        }
    }

    private void burst() throws InterruptedException {
        for (int left = 1 + random.nextInt(LONGEST_BURST); left > 0; left--) {
            if (control.isStopped() || ledger.isFull()) {
                return;
            }
            step();
        }
        boolean slow = job == Job.PRODUCER ? isEvenPhase() : job == Job.CONSUMER && !isEvenPhase();
        int most = slow ? SLOW_PAUSE_MICROS : QUICK_PAUSE_MICROS;
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(most)));
    }

    private static boolean isEvenPhase() {
        return System.nanoTime() / PHASE_NANOS % 2 == 0;
    }

    final void begin(Op op, int count, long first) {
        begun = ledger.begin(op, count, first);
    }

    final boolean isProber() {
        return job == Job.PROBER;
    }

    final Job job() {
        return job;
    }

    final boolean isStopped() {
        return control.isStopped();
    }
}
