package dev.sluice.stress.pipe;

/** One end of a way for messages from a producer to a consumer. Of one thread. */
public interface Pipe extends AutoCloseable {
    /** Sends a message if there is room. */
    boolean offer(long number);

    /** Receives what is there, up to a limit of its own; returns how many messages. */
    int poll(Receiver receiver);

    @Override
    default void close() {}
}
