package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Arrivals;
import dev.sluice.stress.pipe.Numbering;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.Tally;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One of several producers or consumers. As there are more of them than processors, who has looked in vain for a while gives the
 * processor to another; all peers do so after as many looks.
 */
final class Contender {
    static final int LOOKS = 64;

    private static final int BURST = 512;
    /** So often it looks after the last message: one look in vain is not enough where a ring begins anew. */
    private static final int LAST_LOOKS = 256;

    private final int seat;
    private final Pipe pipe;
    private int vain;

    /** One that sits there; producers sit on the first seats, and their messages name them. */
    Contender(int seat, Pipe pipe) {
        this.seat = seat;
        this.pipe = pipe;
    }

    /** What came, and from when to when, by the clock that all processes share. */
    record Received(Tally tally, long begin, long end) {}

    /** Sends for so long; returns what. */
    Tally send(int millis) {
        Tally tally = new Tally();
        long limit = TimeUnit.MILLISECONDS.toNanos(millis);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < limit) {
            sendBurst(tally);
        }
        return tally;
    }

    private void sendBurst(Tally tally) {
        for (int i = 0; i < BURST; i++) {
            long number = Numbering.number(seat, tally.count());
            while (!pipe.offer(number)) {
                lookedInVain();
            }
            vain = 0;
            tally.add(number);
        }
    }

    /** Receives until the producers have sent their last message and it can be seen that nothing is left. */
    Received receive(BooleanSupplier over) {
        Arrivals arrivals = new Arrivals();
        vain = 0;
        while (pipe.poll(arrivals) == 0 && !over.getAsBoolean()) {
            lookedInVain();
        }
        long begin = System.nanoTime();
        long end = begin;
        while (!over.getAsBoolean()) {
            end = receiveWhileThereIs(arrivals, LOOKS, end);
            giveWay();
        }
        end = receiveWhileThereIs(arrivals, LAST_LOOKS, end);
        return new Received(arrivals.tally(), begin, end);
    }

    /** Receives until so many looks were in vain; returns when the last message had come, or what is given if none came. */
    private long receiveWhileThereIs(Arrivals arrivals, int looks, long before) {
        boolean came = false;
        int misses = 0;
        while (misses < looks) {
            if (pipe.poll(arrivals) > 0) {
                came = true;
                misses = 0;
            } else {
                misses++;
                Thread.onSpinWait();
            }
        }
        return came ? System.nanoTime() : before;
    }

    private void lookedInVain() {
        if (++vain % LOOKS == 0) {
            giveWay();
        } else {
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // there are more threads than processors: somebody has to
    private static void giveWay() {
        Thread.yield();
    }
}
