package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Inbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends a message and waits for it to come back, busily. Order: mean MILLIS or times MILLIS. Answer: done COUNT
 * NANOS NANOS-WITHOUT-CORE P50 P99; the percentiles are 0 for mean, which does not look at the clock in between.
 */
final class BusyCaller implements Role {
    private static final int TRIPS = 1024;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    private final Histogram times = new Histogram(LONGEST, 3);

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Edge.Kind kind = Edge.Kind.valueOf(arguments.get(0));
        Edge out = Edge.open(kind, Path.of(arguments.get(1)), BusyEcho.CAPACITY, Waiting.SPIN);
        Edge in = Edge.open(kind, Path.of(arguments.get(2)), BusyEcho.CAPACITY, Waiting.SPIN);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            boolean each = order[0].equals("times");
            long limit = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(order[1]));
            Inbox inbox = new Inbox();
            times.reset();
            SchedStat before = SchedStat.ofThisThread();
            long begin = System.nanoTime();
            do {
                if (each) {
                    tripsWithTimes(out, in, inbox);
                } else {
                    trips(out, in, inbox);
                }
            } while (System.nanoTime() - begin < limit);
            long nanos = System.nanoTime() - begin;
            long count = inbox.count();
            out.offer(Inbox.END);
            while (!inbox.hasEnded()) {
                in.poll(inbox);
            }
            long waited = SchedStat.ofThisThread().since(before).waiting();
            parent.answer("done", count, nanos, waited, times.getValueAtPercentile(50), times.getValueAtPercentile(99));
        }
    }

    private static void trips(Edge out, Edge in, Inbox inbox) {
        for (int i = 0; i < TRIPS; i++) {
            trip(out, in, inbox);
        }
    }

    private void tripsWithTimes(Edge out, Edge in, Inbox inbox) {
        long begin = System.nanoTime();
        for (int i = 0; i < TRIPS; i++) {
            trip(out, in, inbox);
            long end = System.nanoTime();
            times.recordValue(Math.min(end - begin, LONGEST));
            begin = end;
        }
    }

    private static void trip(Edge out, Edge in, Inbox inbox) {
        out.offer(inbox.count());
        while (in.poll(inbox) == 0) {
            Thread.onSpinWait();
        }
    }
}
