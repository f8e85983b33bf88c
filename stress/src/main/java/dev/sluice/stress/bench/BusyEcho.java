package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Duplex;
import dev.sluice.stress.pipe.Inbox;
import java.util.List;

/** Sends back what comes, busily. Order: run. Ends a run when the caller says so. Answer: done NANOS-WITHOUT-CORE. */
final class BusyEcho implements Role {
    private static final int TRIPS = 1024;

    private final Opener<Duplex> opener;

    BusyEcho(Opener<Duplex> opener) {
        this.opener = opener;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        try (Duplex duplex = opener.open(arguments)) {
            parent.answer("ready");
            while (parent.order() != null) {
                parent.answer("done", answerAll(duplex));
            }
        }
    }

    /** Answers until the message that ends has been; returns for how long this thread had to wait for a processor. */
    static long answerAll(Duplex duplex) {
        Inbox inbox = new Inbox();
        SchedStat before = SchedStat.ofThisThread();
        while (!inbox.hasEnded()) {
            answer(duplex, inbox);
        }
        return SchedStat.ofThisThread().since(before).waiting();
    }

    private static void answer(Duplex duplex, Inbox inbox) {
        for (int i = 0; i < TRIPS && !inbox.hasEnded(); i++) {
            long number = inbox.count();
            duplex.receive(inbox);
            duplex.send(inbox.hasEnded() ? Inbox.END : number);
        }
    }
}
