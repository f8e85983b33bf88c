package dev.sluice.stress.pipe;

/** What has arrived: messages numbered without a gap, up to one that says that no more will come. */
public final class Inbox implements Receiver {
    /** The number of the message after the last one. */
    public static final long END = Long.MIN_VALUE;

    private long count;
    private boolean ended;

    @Override
    public void receive(long number) {
        if (number == END) {
            ended = true;
        } else if (number == count) {
            count++;
        } else {
            throw new BenchFailure("after " + count + " messages came number " + number);
        }
    }

    /** How many have come, apart from the one that ends. */
    public long count() {
        return count;
    }

    public boolean hasEnded() {
        return ended;
    }
}
