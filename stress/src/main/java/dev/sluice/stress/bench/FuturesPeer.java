package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.BenchFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One side of the comparison of futures with blocked calls; "there" takes from the second deque what it has put into the first.
 * Orders: trips ROUNDS WORK-MICROS FUTURES, answer: done P50 P99; stream COUNT FUTURES, answer: done NANOS.
 */
final class FuturesPeer implements Role {
    private static final int CAPACITY = 1024;
    private static final int BATCH = 256;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    private final boolean calls;
    private final Histogram times = new Histogram(LONGEST, 3);

    /**
     * A peer.
     *
     * @param calls whether it is the one that sends first
     */
    FuturesPeer(boolean calls) {
        this.calls = calls;
    }

    private static SharedDeque<Long> open(String file) throws Exception {
        return SharedDeque.builder(Codec.int64()).capacity(CAPACITY).openOrCreate(Path.of(file));
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        SharedDeque<Long> there = open(arguments.get(0));
        SharedDeque<Long> back = open(arguments.get(1));
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            boolean futures = Boolean.parseBoolean(order[order.length - 1]);
            if (order[0].equals("stream")) {
                parent.answer("done", stream(there, Integer.parseInt(order[1]), futures));
                continue;
            }
            times.reset();
            Trips trips = new Trips(
                    calls ? there : back,
                    calls ? back : there,
                    Integer.parseInt(order[1]),
                    TimeUnit.MICROSECONDS.toNanos(Long.parseLong(order[2])));
            if (futures) {
                trips.withFutures();
            } else {
                trips.blocking();
            }
            parent.answer("done", times.getValueAtPercentile(50), times.getValueAtPercentile(99));
        }
    }

    /** Round trips: the caller sends, then receives; the other side receives, then sends. */
    private final class Trips {
        private final SharedDeque<Long> out;
        private final SharedDeque<Long> in;
        private final int rounds;
        private final long work;
        private final CountDownLatch done = new CountDownLatch(1);
        private int round;
        private long begin;

        Trips(SharedDeque<Long> out, SharedDeque<Long> in, int rounds, long work) {
            this.out = out;
            this.in = in;
            this.rounds = rounds;
            this.work = work;
        }

        private void received(long number) {
            if (number != round) {
                throw new BenchFailure("got " + number + " instead of " + round);
            }
            if (calls) {
                times.recordValue(Math.max(0, Math.min(System.nanoTime() - begin - work, LONGEST)));
            }
        }

        void blocking() throws InterruptedException {
            for (; round < rounds; round++) {
                if (calls) {
                    BlockingEcho.work(work);
                    begin = System.nanoTime();
                    out.put((long) round);
                    received(in.take());
                } else {
                    received(in.take());
                    BlockingEcho.work(work);
                    out.put((long) round);
                }
            }
        }

        void withFutures() throws InterruptedException {
            go();
            done.await();
        }

        /** From callback to callback; as long as futures are done at once, in a loop. */
        private void go() {
            while (round < rounds) {
                if (calls) {
                    BlockingEcho.work(work);
                    begin = System.nanoTime();
                    send();
                }
                CompletableFuture<Long> answer = in.async().take();
                if (!answer.isDone()) {
                    CompletableFuture<Void> unused = answer.thenAccept(number -> {
                        step(number);
                        go();
                    });
                    return;
                }
                step(answer.join());
            }
            done.countDown();
        }

        private void step(long number) {
            received(number);
            if (!calls) {
                BlockingEcho.work(work);
                send();
            }
            round++;
        }

        private void send() {
            if (!out.async().put((long) round).isDone()) {
                throw new BenchFailure("no room");
            }
        }
    }

    /** Nanoseconds for so many messages, from the first of them on. */
    private long stream(SharedDeque<Long> deque, int count, boolean futures) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i += BATCH) {
            if (calls) {
                sendBatch(deque, i, futures);
            } else {
                receiveBatch(deque, i, futures);
            }
        }
        return System.nanoTime() - begin;
    }

    private static void sendBatch(SharedDeque<Long> deque, int from, boolean futures) throws InterruptedException {
        if (!futures) {
            for (int i = from; i < from + BATCH; i++) {
                deque.put((long) i);
            }
            return;
        }
        CompletableFuture<?>[] puts = new CompletableFuture<?>[BATCH];
        for (int i = 0; i < BATCH; i++) {
            puts[i] = deque.async().put((long) from + i);
        }
        for (CompletableFuture<?> put : puts) {
            put.join();
        }
    }

    private static void receiveBatch(SharedDeque<Long> deque, int from, boolean futures) throws InterruptedException {
        List<CompletableFuture<Long>> takes = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            if (futures) {
                takes.add(deque.async().take());
            } else {
                check(deque.take(), from + i);
            }
        }
        for (int i = 0; i < takes.size(); i++) {
            check(takes.get(i).join(), from + i);
        }
    }

    private static void check(long number, long expected) {
        if (number != expected) {
            throw new BenchFailure("got " + number + " instead of " + expected);
        }
    }
}
