package dev.sluice.async;

import dev.sluice.deque.DequeEngine;
import dev.sluice.sync.Standby;
import java.util.concurrent.TimeUnit;

/**
 * The pending futures of one handle, and the thread that waits for all of them: there is one while something is pending, and
 * for a moment longer. The package documentation has the steps.
 */
public final class AsyncEngine {
    /** Something new mostly comes soon, and a thread is dear to start. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int MOST_AT_ONCE = 1024;
    private static final int TAKES = 1;
    private static final int PUTS = 2;

    private final DequeEngine engine;
    private final Standby standby;
    private final PendingQueue<TakeFuture<?>> takes;
    private final PendingQueue<PutFuture> puts;
    private final Server server;
    private final Object starting = new Object();

    /** Whether the thread is there and will look at the queues again before it goes. */
    private volatile boolean alive;

    /** The kinds that the thread has announced that it waits for: new ones of that kind need not wake it. */
    private volatile int covered;

    public AsyncEngine(DequeEngine engine) {
        this.engine = engine;
        this.standby = engine.standby();
        this.takes = new PendingQueue<>(standby::ring);
        this.puts = new PendingQueue<>(standby::ring);
        this.server = new Server(engine, takes, puts, MOST_AT_ONCE);
    }

    /** Whether no take is pending: then one may be tried at once without overtaking anybody. */
    public boolean nobodyTakes() {
        return takes.isEmpty();
    }

    /** Whether no put is pending: then one may be tried at once without overtaking anybody. */
    public boolean nobodyPuts() {
        return puts.isEmpty();
    }

    /** From now on the future waits for its turn. */
    public void add(TakeFuture<?> future) {
        takes.add(future);
        attend(TAKES);
    }

    /** From now on the future waits for its turn. */
    public void add(PutFuture future) {
        puts.add(future);
        attend(PUTS);
    }

    private void attend(int kind) {
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
            Thread thread =
                    new WaitingThread(this::run, "sluice-async " + engine.path().getFileName());
            alive = true;
            try {
                thread.start();
            } catch (Throwable noThread) {
                alive = false;
                failure = noThread;
            }
        }
        if (failure != null) {
            server.failAll(failure); // outside the lock: there may be callbacks
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
            server.failAll(unexpected);
        } catch (Throwable again) {
            Thread.onSpinWait();
        }
    }

    /** Whether the thread may end: nothing is pending, and whoever comes from now on starts another one. */
    private boolean leave() {
        synchronized (starting) {
            alive = false;
            // Who added before this has been seen by the look that follows, or sees that nobody is alive.
            alive = pending() != 0;
            return !alive;
        }
    }

    /** Of which kind somebody waits; for the waiting thread. */
    private int pending() {
        return (takes.first() == null ? 0 : TAKES) | (puts.first() == null ? 0 : PUTS);
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
            int wanted = pending();
            handOn(announced & ~wanted);
            server.backlog().look();
            if (wanted == 0) {
                return linger();
            }
            idleSince = System.nanoTime();
            if (announces) {
                standby.announce((wanted & TAKES) != 0, (wanted & PUTS) != 0);
                announced = wanted;
                covered = wanted;
            }
            if (server.serve()) {
                round = 0;
            } else if (!announces) {
                announces = !spin(wanted);
            } else if (pending() == wanted) {
                standby.await(round++, server.backlog().nanos());
            }
            return true;
        }

        /** Before announcing oneself, not after: else every signal to a busy thread would cost a system call. */
        private boolean spin(int wanted) {
            for (int i = engine.spins(); i > 0; i--) {
                Thread.onSpinWait();
                if (((wanted & TAKES) != 0 && !engine.seemsEmpty()) || pending() != wanted) {
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
            if ((kinds & TAKES) != 0) {
                engine.passOn(true);
            }
            if ((kinds & PUTS) != 0) {
                engine.passOn(false);
            }
        }

        private boolean linger() {
            long left = LINGER_NANOS - (System.nanoTime() - idleSince);
            if (left <= 0 && server.backlog().isEmpty()) {
                return false;
            }
            standby.announce(false, false);
            if (pending() == 0) {
                long nanos = server.backlog().nanos();
                standby.await(round++, left <= 0 ? nanos : Math.min(left, nanos));
            }
            return true;
        }
    }
}
