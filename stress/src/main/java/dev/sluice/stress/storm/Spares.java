package dev.sluice.stress.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Workers that have warmed up and wait: one is started after the other, ahead of time, so that a storm need not wait for them. */
final class Spares implements AutoCloseable {
    private static final int WAIT_SECONDS = 120;
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Launch launch;
    private final BlockingQueue<WorkerProcess> ready;
    private final Deque<WorkerProcess> used = new ConcurrentLinkedDeque<>();
    private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
    private final Thread starter;
    private volatile boolean closed;
    private volatile boolean quiet = true;
    private volatile String failure = "";

    Spares(Path directory, int count) {
        this.launch = new Launch(directory);
        this.ready = new LinkedBlockingQueue<>(count);
        this.starter = new Thread(this::startAll, "spares");
        starter.setDaemon(true);
        starter.start();
    }

    private void startAll() {
        try {
            launch.archiveClasses();
            while (!closed) {
                WorkerProcess worker = launch.start(quiet);
                all.add(worker);
                worker.awaitReady();
                ready.put(worker);
            }
        } catch (InterruptedException enough) {
            // The storm is over.
        } catch (IOException | StormFailure failed) {
            failure = failed.toString();
        }
    }

    /** Whether those that start keep out of the way of those that work; where these spin, they would never start. */
    void setQuiet(boolean quietly) {
        quiet = quietly;
        if (!quietly) {
            all.forEach(WorkerProcess::raise);
        }
    }

    /** A worker that waits for its orders. */
    WorkerProcess take() throws InterruptedException {
        WorkerProcess worker = used.pollFirst();
        if (worker == null) {
            worker = ready.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        }
        if (worker == null) {
            throw new StormFailure("no worker starts: " + failure);
        }
        return worker;
    }

    /** One that has done what it was told can be told something else. */
    void giveBack(WorkerProcess worker) {
        used.addLast(worker);
    }

    /** One that is dead and reaped need not be killed at the end. */
    void forget(WorkerProcess worker) {
        all.remove(worker);
    }

    @Override
    public void close() {
        closed = true;
        starter.interrupt();
        boolean interrupted = false;
        try {
            starter.join(JOIN_MILLIS);
        } catch (InterruptedException later) {
            interrupted = true;
        }
        all.forEach(WorkerProcess::kill);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
