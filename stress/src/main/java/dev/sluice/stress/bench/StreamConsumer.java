package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes, and checks each message, until the producer says that it was the last. Order: run. Answer: done COUNT
 * NANOS-FROM-FIRST-TO-LAST NANOS-WITHOUT-CORE POLLS-THAT-FOUND-SOMETHING.
 */
final class StreamConsumer implements Role {
    private static final int POLLS = 1024;

    private long fruitful;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Edge edge = Edge.open(
                Edge.Kind.valueOf(arguments.get(0)),
                Path.of(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Waiting.SPIN);
        parent.answer("ready");
        while (parent.order() != null) {
            Inbox inbox = new Inbox();
            fruitful = 0;
            SchedStat before = SchedStat.ofThisThread();
            while (inbox.count() == 0) {
                edge.poll(inbox);
            }
            long begin = System.nanoTime();
            while (!inbox.hasEnded()) {
                poll(edge, inbox);
            }
            long nanos = System.nanoTime() - begin;
            long waited = SchedStat.ofThisThread().since(before).waiting();
            parent.answer("done", inbox.count(), nanos, waited, fruitful);
        }
    }

    private void poll(Edge edge, Inbox inbox) {
        for (int i = 0; i < POLLS && !inbox.hasEnded(); i++) {
            if (edge.poll(inbox) > 0) {
                fruitful++;
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
