package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Inbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes, works for a while, and puts into the other deque. Order: run ROUNDS WORK-MICROS. Answer: done. */
final class BlockingEcho implements Role {
    static final int CAPACITY = 64;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Edge in = Edge.open(Edge.Kind.BYTES, Path.of(arguments.get(0)), CAPACITY, Waiting.KERNEL);
        Edge out = Edge.open(Edge.Kind.BYTES, Path.of(arguments.get(1)), CAPACITY, Waiting.KERNEL);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            long rounds = Long.parseLong(order[1]);
            long work = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(order[2]));
            Inbox inbox = new Inbox();
            for (long i = 0; i < rounds; i++) {
                in.take(inbox);
                work(work);
                out.put(i);
            }
            parent.answer("done");
        }
    }

    /** Keeps the processor busy for so many nanoseconds. */
    static void work(long nanos) {
        if (nanos > 0) {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < nanos) {
                // Without a pause, as the peer in C does.
            }
        }
    }
}
