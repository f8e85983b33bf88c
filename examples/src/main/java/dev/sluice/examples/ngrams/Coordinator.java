package dev.sluice.examples.ngrams;

import dev.sluice.examples.ExampleFailure;
import dev.sluice.examples.ngrams.Message.Chunk;
import dev.sluice.examples.ngrams.Message.Died;
import dev.sluice.examples.ngrams.Message.Done;
import dev.sluice.examples.ngrams.Message.Taken;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;

/**
 * The parent's side of the map-reduce: sends partitions, takes what the workers say, adds up what the {@link Ledger}
 * accepts, replaces the dead.
 *
 * <p>Only so many partitions are in flight, and each is kept until it is accepted, to be sent again if need be. So memory
 * does not depend on the size of the input, apart from the totals.
 */
final class Coordinator {
    /** One that it counts, and more that it finds at once when it is done, while the parent reads on. */
    private static final int PARTITIONS_PER_WORKER = 3;

    /** So many deaths on one partition are no accident. */
    static final int DEATHS_PER_PARTITION = 5;

    /** Workers that fail by themselves, one after the other, with nothing accepted in between: they cannot run here. */
    static final int FAILURES_IN_A_ROW = 5;

    /** The same for workers that are killed from outside: more patience, as that is not their fault. */
    static final int KILLS_IN_A_ROW = 1000;

    private final PartitionSource source;
    private final BlockingDeque<Partition> work;
    private final BlockingDeque<Message> results;
    private final Workers workers;
    private final Phases phases;
    private final Ledger ledger = new Ledger();
    private final Totals totals = new Totals();
    private final int maxInFlight;
    private boolean sourceIsEmpty;
    private int died;
    private int failuresInARow;
    private int killsInARow;

    /**
     * A run that has not begun.
     *
     * @param work where the workers take partitions; nobody else puts any there
     * @param results what the workers send; nobody else takes any
     */
    Coordinator(
            PartitionSource source,
            BlockingDeque<Partition> work,
            BlockingDeque<Message> results,
            Workers workers,
            Phases phases) {
        this.source = source;
        this.work = work;
        this.results = results;
        this.workers = workers;
        this.phases = phases;
        this.maxInFlight = PARTITIONS_PER_WORKER * workers.size();
    }

    /**
     * Counts everything.
     *
     * @throws ExampleFailure if an input cannot be read, or workers cannot be started or die again and again
     */
    Outcome run() throws ExampleFailure, InterruptedException {
        phases.enter(Phase.READ);
        for (int i = 0; i < workers.size(); i++) {
            startWorker();
        }
        long bytes = source.totalBytes();
        while (true) {
            phases.enter(Phase.READ);
            send();
            phases.show(Phase.READ, source.bytesRead(), bytes);
            if (ledger.size() == 0) {
                return new Outcome(totals, died, ledger.resent());
            }
            phases.enter(Phase.MAP);
            Message message = results.takeFirst();
            phases.enter(Phase.REDUCE);
            handle(message);
            // With results at hand, some partition may be announced in them: no need to send it again.
            if (ledger.hasSuspects() && work.isEmpty() && results.isEmpty()) {
                ledger.workDequeIsEmpty();
            }
        }
    }

    /** Sends what there is room for. Never waits: the workers might be waiting for this thread to take their results. */
    private void send() throws ExampleFailure {
        while (true) {
            Optional<Partition> next = ledger.toSend();
            if (next.isPresent()) {
                if (!work.offerLast(next.get())) {
                    return; // As the deque is full, a worker will take from it, and its message brings us back here.
                }
                ledger.sent(next.get());
            } else if (!readOn()) {
                return;
            }
        }
    }

    /** Adds another partition to the ledger, if there is one and it has room. */
    private boolean readOn() throws ExampleFailure {
        if (sourceIsEmpty || ledger.size() >= maxInFlight) {
            return false;
        }
        Optional<Partition> next = source.next();
        next.ifPresent(ledger::add);
        sourceIsEmpty = next.isEmpty();
        return !sourceIsEmpty;
    }

    private void handle(Message message) throws ExampleFailure {
        if (message instanceof Taken taken) {
            ledger.taken(taken);
        } else if (message instanceof Chunk chunk) {
            ledger.chunk(chunk);
        } else if (message instanceof Done done) {
            handle(done);
        } else if (message instanceof Died death) {
            handle(death);
        }
    }

    private void handle(Done done) {
        ledger.done(done).ifPresent(counts -> {
            failuresInARow = 0;
            killsInARow = 0;
            totals.add(done.lines());
            phases.show(Phase.MAP, totals.lines().lines(), sourceIsEmpty ? source.linesRead() : -1);
            totals.add(counts);
            phases.show(Phase.REDUCE, totals.lines().lines(), sourceIsEmpty ? source.linesRead() : -1);
        });
    }

    private void handle(Died death) throws ExampleFailure {
        died++;
        Optional<Partition> partition = ledger.died(death);
        if (partition.isPresent() && ledger.deaths(partition.get()) >= DEATHS_PER_PARTITION) {
            throw new ExampleFailure("giving up: " + DEATHS_PER_PARTITION + " workers have died on "
                    + source.name(partition.get().input()) + ", " + partition.get() + ", the last one with exit code "
                    + death.exitCode());
        }
        boolean killed = WorkerPool.isKill(death.exitCode());
        failuresInARow += killed ? 0 : 1;
        killsInARow += killed ? 1 : 0;
        if (failuresInARow >= FAILURES_IN_A_ROW || killsInARow >= KILLS_IN_A_ROW) {
            throw new ExampleFailure("giving up: " + (failuresInARow + killsInARow)
                    + " workers in a row have died without any result, the last one with exit code "
                    + death.exitCode());
        }
        startWorker();
    }

    private void startWorker() throws ExampleFailure {
        for (int failures = 1; ; failures++) {
            try {
                workers.start();
                return;
            } catch (IOException e) {
                // Also what comes of killing a process that is not quite there yet: so try again.
                if (failures == FAILURES_IN_A_ROW) {
                    throw new ExampleFailure("cannot start a worker: " + e.getMessage(), e);
                }
            }
        }
    }
}
