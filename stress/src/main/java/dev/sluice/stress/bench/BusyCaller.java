package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Duplex;
import dev.sluice.stress.pipe.Inbox;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends a message and waits for it to come back, busily. Order: mean MILLIS or times MILLIS. Answer: done COUNT
 * NANOS NANOS-WITHOUT-CORE P50 P99 P99.9; the percentiles are 0 for mean, which does not look at the clock in between.
 */
final class BusyCaller implements Role {
    private static final int TRIPS = 1024;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    private final Opener<Duplex> opener;
    private final Histogram times = new Histogram(LONGEST, 3);

    BusyCaller(Opener<Duplex> opener) {
        this.opener = opener;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        try (Duplex duplex = opener.open(arguments)) {
            parent.answer("ready");
            for (String[] order = parent.order(); order != null; order = parent.order()) {
                parent.answer("done", call(duplex, order[0].equals("times"), Long.parseLong(order[1])));
            }
        }
    }

    /** Sends for so long, then the message that ends; returns what is to be answered. */
    String call(Duplex duplex, boolean each, long millis) {
        long limit = TimeUnit.MILLISECONDS.toNanos(millis);
        Inbox inbox = new Inbox();
        times.reset();
        SchedStat before = SchedStat.ofThisThread();
        long begin = System.nanoTime();
        do {
            if (each) {
                tripsWithTimes(duplex, inbox);
            } else {
                trips(duplex, inbox);
            }
        } while (System.nanoTime() - begin < limit);
        long nanos = System.nanoTime() - begin;
        long count = inbox.count();
        duplex.send(Inbox.END);
        while (!inbox.hasEnded()) {
            duplex.receive(inbox);
        }
        long waited = SchedStat.ofThisThread().since(before).waiting();
        return count + " " + nanos + " " + waited + " " + percentile(50) + " " + percentile(99) + " "
                + percentile(99.9);
    }

    private long percentile(double percentage) {
        return times.getValueAtPercentile(percentage);
    }

    private static void trips(Duplex duplex, Inbox inbox) {
        for (int i = 0; i < TRIPS; i++) {
            trip(duplex, inbox);
        }
    }

    private void tripsWithTimes(Duplex duplex, Inbox inbox) {
        long begin = System.nanoTime();
        for (int i = 0; i < TRIPS; i++) {
            trip(duplex, inbox);
            long end = System.nanoTime();
            times.recordValue(Math.min(end - begin, LONGEST));
            begin = end;
        }
    }

    private static void trip(Duplex duplex, Inbox inbox) {
        duplex.send(inbox.count());
        duplex.receive(inbox);
    }
}
