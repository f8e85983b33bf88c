package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Inbox;
import dev.sluice.stress.pipe.Pipe;
import java.util.List;

/**
 * Takes, and checks each message, until the producer says that it was the last. Order: run. Answer: done COUNT
 * NANOS-FROM-FIRST-TO-LAST NANOS-WITHOUT-CORE POLLS-THAT-FOUND-SOMETHING.
 */
final class StreamConsumer implements Role {
    private static final int POLLS = 1024;

    private final Opener<Pipe> opener;
    private long fruitful;

    StreamConsumer(Opener<Pipe> opener) {
        this.opener = opener;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Pipe edge = opener.open(arguments);
        parent.answer("ready");
        while (parent.order() != null) {
            parent.answer("done", receive(edge));
        }
        edge.close();
    }

    /** Receives until the message that ends; returns what is to be answered. */
    String receive(Pipe edge) {
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
        return inbox.count() + " " + nanos + " " + waited + " " + fruitful;
    }

    private void poll(Pipe edge, Inbox inbox) {
        for (int i = 0; i < POLLS && !inbox.hasEnded(); i++) {
            if (edge.poll(inbox) > 0) {
                fruitful++;
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
