package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Pipe;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends as fast as there is room. Order: run MILLIS. Answer: done COUNT NANOS NANOS-WITHOUT-CORE. */
final class StreamProducer implements Role {
    /** So many between two looks at the clock; few enough that large messages do not make the time much longer. */
    private static final int BURST = 512;

    private final Opener<Pipe> opener;

    StreamProducer(Opener<Pipe> opener) {
        this.opener = opener;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Pipe edge = opener.open(arguments);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            SchedStat before = SchedStat.ofThisThread();
            long begin = System.nanoTime();
            long number = send(edge, Integer.parseInt(order[1]));
            long nanos = System.nanoTime() - begin;
            parent.answer(
                    "done",
                    number,
                    nanos,
                    SchedStat.ofThisThread().since(before).waiting());
        }
        edge.close();
    }

    /** Sends for so long, then the message that ends; returns how many there were before it. */
    static long send(Pipe edge, int millis) {
        long limit = TimeUnit.MILLISECONDS.toNanos(millis);
        long begin = System.nanoTime();
        long number = 0;
        while (System.nanoTime() - begin < limit) {
            number = sendBurst(edge, number);
        }
        offer(edge, Inbox.END);
        return number;
    }

    private static long sendBurst(Pipe edge, long from) {
        long end = from + BURST;
        for (long number = from; number < end; number++) {
            offer(edge, number);
        }
        return end;
    }

    private static void offer(Pipe edge, long number) {
        while (!edge.offer(number)) {
            Thread.onSpinWait();
        }
    }
}
