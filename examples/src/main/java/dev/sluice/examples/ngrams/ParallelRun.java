package dev.sluice.examples.ngrams;

import dev.sluice.DequeClosedException;
import dev.sluice.DequeShutdownException;
import dev.sluice.examples.ExampleFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A count by worker processes: brings up the deques, the workers and the coordinator, and takes them down again, also when
 * this JVM is asked to end (Ctrl-C, SIGTERM).
 */
final class ParallelRun implements AutoCloseable {
    private final int workers;
    private volatile boolean closed;
    private @Nullable Exchange exchange;
    private @Nullable WorkerPool pool;

    /** Makes nothing yet. */
    ParallelRun(int workers) {
        this.workers = workers;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "ngrams-shutdown"));
    }

    /** Counts everything; once only. */
    Outcome run(PartitionSource source, Phases phases) throws ExampleFailure, InterruptedException {
        Coordinator coordinator = open(source, phases);
        try {
            return coordinator.run();
        } catch (DequeShutdownException | DequeClosedException e) {
            if (closed) {
                throw new ExampleFailure("interrupted", e);
            }
            throw e;
        }
    }

    /** Ends the workers and deletes the deques. Idempotent; the second caller waits for the first. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (exchange == null || pool == null) {
                return;
            }
            exchange.shutdown();
            pool.close();
            exchange.close();
            try {
                Exchange.delete(exchange.directory());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + exchange.directory(), e);
            }
            exchange = null;
            pool = null;
        }
    }

    // Under the lock, so that close() finds either nothing or all that it has to take down.
    private synchronized Coordinator open(PartitionSource source, Phases phases) throws ExampleFailure {
        if (closed) {
            throw new ExampleFailure("interrupted");
        }
        try {
            Exchange deques = Exchange.create(workers);
            exchange = deques;
            WorkerPool processes = new WorkerPool(
                    workers, number -> WorkerProcess.command(deques.directory(), number), deques.results());
            pool = processes;
            return new Coordinator(source, deques.work(), deques.results(), processes, phases);
        } catch (IOException e) {
            throw new ExampleFailure("cannot create the deques: " + e.getMessage(), e);
        }
    }
}
