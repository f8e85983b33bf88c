package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Pipe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Producer and consumer as two threads of one process. Order: run MILLIS. Answer: as the consumer's. */
final class StreamPair implements Role {
    private final Opener<Supplier<Pipe>> opener;

    /** A pair; what is opened gives an end of the same pipe each time. */
    StreamPair(Opener<Supplier<Pipe>> opener) {
        this.opener = opener;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Supplier<Pipe> ends = opener.open(arguments);
        Pipe in = ends.get();
        Pipe out = ends.get();
        StreamConsumer consumer = new StreamConsumer(unused -> out);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            int millis = Integer.parseInt(order[1]);
            CompletableFuture<Long> sent =
                    CompletableFuture.supplyAsync(() -> StreamProducer.send(in, millis), each -> {
                        Thread thread = new Thread(each, "producer");
                        thread.setDaemon(true);
                        thread.start();
                    });
            String received = consumer.receive(out);
            if (!received.startsWith(sent.get() + " ")) {
                throw new IllegalStateException(sent.get() + " sent, received " + received);
            }
            parent.answer("done", received);
        }
    }
}
