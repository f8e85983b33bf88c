package dev.sluice.stress.pipe;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Both directions between a caller and its echo, as one of the two has them. Of one thread.
 *
 * @param out what it sends into
 * @param in what it receives from
 */
public record Duplex(Pipe out, Pipe in) implements AutoCloseable {
    /** Opens the end of the one or of the other, each in a process of its own. */
    public static Duplex open(PipeKind kind, Path there, Path back, Payload payload, boolean calls)
            throws IOException, InterruptedException {
        // Both in this order: some kinds wait for the other end.
        Pipe first = kind.open(there, payload, calls);
        Pipe second = kind.open(back, payload, !calls);
        return calls ? new Duplex(first, second) : new Duplex(second, first);
    }

    /** Sends, as soon as there is room. */
    public void send(long number) {
        while (!out.offer(number)) {
            Thread.onSpinWait();
        }
    }

    /** Receives what is there, as soon as there is something. */
    public void receive(Receiver receiver) {
        while (in.poll(receiver) == 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        out.close();
        in.close();
    }
}
