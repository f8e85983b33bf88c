package dev.sluice.stress.pipe;

/** Who is told of each message that arrives. */
public interface Receiver {
    /** Takes note of a message. */
    void receive(long number);
}
