package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Inbox;
import java.nio.file.Path;
import java.util.List;

/** Sends back what comes, busily. Order: run. Ends a run when the caller says so. Answer: done NANOS-WITHOUT-CORE. */
final class BusyEcho implements Role {
    static final int CAPACITY = 64;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Edge.Kind kind = Edge.Kind.valueOf(arguments.get(0));
        Edge in = Edge.open(kind, Path.of(arguments.get(1)), CAPACITY, Waiting.SPIN);
        Edge out = Edge.open(kind, Path.of(arguments.get(2)), CAPACITY, Waiting.SPIN);
        parent.answer("ready");
        while (parent.order() != null) {
            Inbox inbox = new Inbox();
            SchedStat before = SchedStat.ofThisThread();
            while (!inbox.hasEnded()) {
                echo(in, out, inbox);
            }
            parent.answer("done", SchedStat.ofThisThread().since(before).waiting());
        }
    }

    private static void echo(Edge in, Edge out, Inbox inbox) {
        for (int i = 0; i < 1024 && !inbox.hasEnded(); i++) {
            long number = inbox.count();
            while (in.poll(inbox) == 0) {
                Thread.onSpinWait();
            }
            out.offer(inbox.hasEnded() ? Inbox.END : number);
        }
    }
}
