package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Inbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Puts and takes what comes back. Order: run ROUNDS WORK-MICROS. Answer: done P50 P99 WAITS WAKE-UPS; the nanoseconds are those
 * of a trip without the work of the other side, the others are counted for both deques, for each trip.
 */
final class BlockingCaller implements Role {
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Edge out = Edge.open(Edge.Kind.BYTES, Path.of(arguments.get(0)), BlockingEcho.CAPACITY, Waiting.KERNEL);
        Edge in = Edge.open(Edge.Kind.BYTES, Path.of(arguments.get(1)), BlockingEcho.CAPACITY, Waiting.KERNEL);
        Histogram times = new Histogram(LONGEST, 3);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            int rounds = Integer.parseInt(order[1]);
            long work = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(order[2]));
            Inbox inbox = new Inbox();
            times.reset();
            double waits = out.waits() + in.waits();
            double wakeUps = out.wakeUps() + in.wakeUps();
            for (int i = 0; i < rounds; i++) {
                BlockingEcho.work(work);
                long begin = System.nanoTime();
                out.put(i);
                in.take(inbox);
                times.recordValue(Math.max(0, Math.min(System.nanoTime() - begin - work, LONGEST)));
            }
            waits = (out.waits() + in.waits() - waits) / rounds;
            wakeUps = (out.wakeUps() + in.wakeUps() - wakeUps) / rounds;
            parent.answer("done", times.getValueAtPercentile(50), times.getValueAtPercentile(99), waits, wakeUps);
        }
    }
}
