package dev.sluice.async;

import dev.sluice.sync.Standby;
import java.util.concurrent.TimeUnit;

/**
 * The thread that waits for all pending futures of one handle: there is one while something is pending, and for a moment
 * longer. The package documentation has the steps.
 */
final class Attendant {
    /** Something new mostly comes soon, and a thread is dear to start. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Serving serving;
    private final Standby standby;
    private final Object starting = new Object();

    /** Whether the thread is there and will look at the queues again before it goes. */
    private volatile boolean alive;

    /** The kinds that the thread has announced that it waits for: new ones of that kind need not wake it. */
    private volatile int covered;

    Attendant(Serving serving) {
        this.serving = serving;
        this.standby = serving.standby();
    }

    /** Has the thread look at once. From any thread, after it has left what is to be looked at. */
    void ring() {
        standby.ring();
    }

    /** Sees to it that somebody waits for a future of that kind, which has been added to its queue. */
    void attend(int kind) {
        if (!alive) {
            start();
        } else if ((covered & kind) == 0) {
            standby.ring();
        }
    }

    private void start() {
        Throwable failure = null;
        synchronized (starting) {
            if (alive) {
                standby.ring();
                return;
            }
            Thread thread = new WaitingThread(
                    this::run, "sluice-async " + serving.path().getFileName());
            alive = true;
            try {
                thread.start();
            } catch (Throwable noThread) {
                alive = false;
                failure = noThread;
            }
        }
        if (failure != null) {
            serving.failAll(failure); // outside the lock: there may be callbacks
        }
    }

    private void run() {
        Rounds rounds = new Rounds();
        while (true) {
            try {
                if (!rounds.next() && leave()) {
                    return;
                }
            } catch (Throwable unexpected) {
                fail(unexpected);
            }
        }
    }

    /** It may be anything, out of memory for one: whoever waits shall know; and this thread goes on. */
    private void fail(Throwable unexpected) {
        try {
            serving.failAll(unexpected);
        } catch (Throwable again) {
            Thread.onSpinWait();
        }
    }

    /** Whether the thread may end: nothing is pending, and whoever comes from now on starts another one. */
    private boolean leave() {
        synchronized (starting) {
            alive = false;
            // Who added before this has been seen by the look that follows, or sees that nobody is alive.
            alive = serving.pending() != 0;
            return !alive;
        }
    }

    /** What the thread does again and again; its state between the rounds. */
    private final class Rounds {
        private boolean announces;
        private int announced;
        private int round;
        private long idleSince = System.nanoTime();

        /** Serves, or waits. Returns false if there has been nothing to do for a while. */
        boolean next() {
            standby.clear();
            int wanted = serving.pending();
            handOn(announced & ~wanted);
            serving.backlog().look();
            if (wanted == 0) {
                return linger();
            }
            idleSince = System.nanoTime();
            if (announces) {
                standby.announce((wanted & Serving.FIRST) != 0, (wanted & Serving.SECOND) != 0);
                announced = wanted;
                covered = wanted;
            }
            if (serving.serve()) {
                round = 0;
            } else if (!announces) {
                announces = !spin(wanted);
            } else if (serving.pending() == wanted) {
                standby.await(round++, serving.backlog().nanos());
            }
            return true;
        }

        /** Before announcing oneself, not after: else every signal to a busy thread would cost a system call. */
        private boolean spin(int wanted) {
            for (int i = serving.spins(); i > 0; i--) {
                Thread.onSpinWait();
                if (serving.seemsServable(wanted) || serving.pending() != wanted) {
                    return true;
                }
            }
            return false;
        }

        /**
         * A wake-up for what nobody here waits for any more may have been meant for somebody else; and it has cleared the flag
         * that they share, which the one woken now will set again.
         */
        private void handOn(int kinds) {
            if (kinds == 0) {
                return;
            }
            announced &= ~kinds;
            covered = announced;
            announces = announced != 0;
            serving.passOn(kinds);
        }

        private boolean linger() {
            long left = LINGER_NANOS - (System.nanoTime() - idleSince);
            if (left <= 0 && serving.backlog().isEmpty()) {
                return false;
            }
            standby.announce(false, false);
            if (serving.pending() == 0) {
                long nanos = serving.backlog().nanos();
                standby.await(round++, left <= 0 ? nanos : Math.min(left, nanos));
            }
            return true;
        }
    }
}
