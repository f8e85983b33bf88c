package dev.sluice.stress.bench;

/** What has arrived: messages numbered without a gap, up to one that says that no more will come. */
final class Inbox {
    /** The number of the message after the last one. */
    static final long END = Long.MIN_VALUE;

    private long count;
    private boolean ended;

    /** Takes note of a message. */
    void receive(long number) {
        if (number == END) {
            ended = true;
        } else if (number == count) {
            count++;
        } else {
            throw new BenchFailure("after " + count + " messages came number " + number);
        }
    }

    /** How many have come, apart from the one that ends. */
    long count() {
        return count;
    }

    boolean hasEnded() {
        return ended;
    }
}
