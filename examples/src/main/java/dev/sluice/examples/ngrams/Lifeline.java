package dev.sluice.examples.ngrams;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * Ends a worker at once when its parent dies, in whatever way. The worker's standard input is a pipe whose other end only
 * the parent has, and never writes to: when the kernel closes it, reading comes to its end. Nothing is polled, and no
 * process number is trusted.
 */
final class Lifeline {
    private Lifeline() {}

    /**
     * Holds on to the parent.
     *
     * @param exchange what the parent would have deleted, and no longer can
     */
    static void hold(InputStream parent, Path exchange) {
        Thread thread = new Thread(() -> awaitEnd(parent, exchange), "lifeline");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEnd(InputStream parent, Path exchange) {
        try {
            while (parent.read() >= 0) {
                // Whatever it was, the parent is alive.
            }
            Exchange.delete(exchange);
        } catch (IOException e) {
            System.getLogger(Lifeline.class.getName()).log(Level.WARNING, "cannot clean up after the parent", e);
        } finally {
            Runtime.getRuntime().halt(0); // Not exit: nothing here is worth waiting for.
        }
    }
}
