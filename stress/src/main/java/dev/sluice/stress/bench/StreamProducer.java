package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends as fast as there is room. Order: run MILLIS. Answer: done COUNT NANOS NANOS-WITHOUT-CORE. */
final class StreamProducer implements Role {
    private static final int BURST = 4096;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Edge edge = Edge.open(
                Edge.Kind.valueOf(arguments.get(0)),
                Path.of(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Waiting.SPIN);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            long limit = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(order[1]));
            SchedStat before = SchedStat.ofThisThread();
            long begin = System.nanoTime();
            long number = 0;
            while (System.nanoTime() - begin < limit) {
                number = send(edge, number);
            }
            offer(edge, Inbox.END);
            long nanos = System.nanoTime() - begin;
            parent.answer(
                    "done",
                    number,
                    nanos,
                    SchedStat.ofThisThread().since(before).waiting());
        }
    }

    private static long send(Edge edge, long from) {
        long end = from + BURST;
        for (long number = from; number < end; number++) {
            offer(edge, number);
        }
        return end;
    }

    private static void offer(Edge edge, long number) {
        while (!edge.offer(number)) {
            Thread.onSpinWait();
        }
    }
}
