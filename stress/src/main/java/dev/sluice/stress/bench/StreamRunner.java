package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.util.Locale;

/** A producer and a consumer that are ready to run again and again, and their figures. */
final class StreamRunner {
    /** How many nanoseconds a message took. */
    static final int NANOS = 0;
    /** How many came at a time. */
    static final int PER_POLL = 1;
    /** The part of the time in which one of the two wanted its core and did not have it. */
    static final int LOST = 2;

    private StreamRunner() {}

    /** Two threads of a process, which plays the role of {@link StreamPair}; nobody looks whether the producer has its core. */
    static Turns.Runner ofPair(Peer pair) throws InterruptedException {
        pair.answer("ready");
        return new Turns.Runner() {
            @Override
            public double[] run(int millis) throws InterruptedException {
                pair.tell("run", millis);
                return figures(pair.answer("done", millis), 0);
            }

            @Override
            public void close() {
                pair.close();
            }
        };
    }

    /** Two processes; fails if not as many messages arrive as were sent. */
    static Turns.Runner between(String name, Peer producer, Peer consumer) throws InterruptedException {
        producer.answer("ready");
        consumer.answer("ready");
        return new Turns.Runner() {
            @Override
            public double[] run(int millis) throws InterruptedException {
                consumer.tell("run");
                producer.tell("run", millis);
                double[] sent = producer.answer("done", millis);
                double[] received = consumer.answer("done");
                if (sent[0] != received[0]) {
                    throw new BenchFailure(
                            String.format(Locale.ROOT, "%s: %.0f sent, %.0f received", name, sent[0], received[0]));
                }
                return figures(received, sent[2]);
            }

            @Override
            public void close() {
                consumer.close();
                producer.close();
            }
        };
    }

    /** Of what a {@link StreamConsumer} answers, and for how long the producer had no core. */
    private static double[] figures(double[] received, double producerLost) {
        return new double[] {
            received[1] / received[0], received[0] / received[3], (received[2] + producerLost) / received[1]
        };
    }
}
