package dev.sluice.stress.pipe;

import java.util.Arrays;

/**
 * What has arrived at one of several consumers from several producers, see {@link Numbering}. What comes from one producer comes
 * in the order in which it was sent, with gaps where other consumers were faster.
 */
public final class Arrivals implements Receiver {
    private final long[] latest = new long[Numbering.PRODUCERS];
    private final Tally tally = new Tally();

    /** Nothing yet. */
    public Arrivals() {
        Arrays.fill(latest, -1);
    }

    @Override
    public void receive(long number) {
        int producer = Numbering.producer(number);
        long sequence = Numbering.sequence(number);
        if (sequence <= latest[producer]) {
            throw new BenchFailure(
                    "after message " + latest[producer] + " of producer " + producer + " came message " + sequence);
        }
        latest[producer] = sequence;
        tally.add(number);
    }

    /** All that has come. */
    public Tally tally() {
        return tally;
    }
}
