package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.PipeKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Producer and consumer as two threads of one process. Arguments: KIND BYTES. Order: run MILLIS. Answer: as the consumer's. */
final class StreamPair implements Role {
    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Payload payload = new Payload(Integer.parseInt(arguments.get(1)));
        Supplier<Pipe> ends = PipeKind.valueOf(arguments.get(0)).ends(payload);
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
