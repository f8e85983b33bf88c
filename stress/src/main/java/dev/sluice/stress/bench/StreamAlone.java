package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Pipe;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Producer and consumer in one: some go in, then all come out. Nobody is met, so this is what the calls themselves cost. Arguments:
 * LANE FILE WAITING. Order: run MILLIS. Answer: done NANOS NANOS NANOS, of processor time, to put an element, to take it,
 * and for both.
 */
final class StreamAlone implements Role {
    /** Figures of its answer. */
    static final int PUT = 0;

    static final int TAKE = 1;
    static final int BOTH = 2;

    /** Many batches, but fewer than fit. */
    private static final int ROUND = 64 * BatchPipe.SIZE;

    private final Inbox inbox = new Inbox();
    private long number;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Pipe pipe = BatchLane.openAlone(arguments);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            parent.answer("done", run(pipe, Integer.parseInt(order[1])));
        }
    }

    private String run(Pipe pipe, int millis) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        long limit = TimeUnit.MILLISECONDS.toNanos(millis);
        long begin = System.nanoTime();
        long count = 0;
        long put = 0;
        long taken = 0;
        while (System.nanoTime() - begin < limit) {
            long before = bean.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUND; i++) {
                if (!pipe.offer(number++)) {
                    throw new BenchFailure("no room");
                }
            }
            long between = bean.getCurrentThreadCpuTime();
            int polled = pipe.poll(inbox);
            while (polled > 0) {
                polled = pipe.poll(inbox);
            }
            taken += bean.getCurrentThreadCpuTime() - between;
            put += between - before;
            count += ROUND;
        }
        // The last batch may not have been full.
        if (number - inbox.count() > BatchPipe.SIZE) {
            throw new BenchFailure(number + " sent, " + inbox.count() + " received");
        }
        double each = 1.0 / count;
        return String.format(Locale.ROOT, "%.3f %.3f %.3f", each * put, each * taken, each * (put + taken));
    }
}
