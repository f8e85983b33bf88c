package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Uses both ends of a deque in turn. Arguments: KIND FILE. Orders: fill; run MILLIS THREADS, answer: done COUNT NANOS SUM; look,
 * answer: look COUNT SUM. The nanoseconds are those of all threads together, the sums those of the elements' numbers, of a run what
 * was put less what was taken; 32 bits of them.
 */
final class EndsPeer implements Role {
    static final int CAPACITY = 1024;
    static final int HELD = CAPACITY / 2;

    /** The deques. */
    enum Kind {
        KERNEL("Sluice, KERNEL"),
        SPIN("Sluice, SPIN"),
        LINKED("LinkedBlockingDeque, in process");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }

        /** Whether only threads of one process can use it. */
        boolean inProcess() {
            return this == LINKED;
        }

        private BlockingDeque<byte[]> open(Path file) throws IOException {
            return inProcess()
                    ? new LinkedBlockingDeque<>(CAPACITY)
                    : Edge.deque(Codec.bytes(), file, CAPACITY, Message.BYTES, Waiting.valueOf(name()));
        }

        private EndsCaller caller(BlockingDeque<byte[]> deque) {
            return new EndsCaller(deque, inProcess() ? Copying.byTheCaller() : Copying.byTheQueue());
        }
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Kind kind = Kind.valueOf(arguments.get(0));
        BlockingDeque<byte[]> deque = kind.open(Path.of(arguments.get(1)));
        ExecutorService threads = Executors.newCachedThreadPool(EndsPeer::daemon);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            switch (order[0]) {
                case "fill" -> fill(kind.caller(deque));
                case "look" -> look(deque, parent);
                default -> run(kind, deque, threads, order, parent);
            }
        }
        threads.shutdown();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ends");
        thread.setDaemon(true);
        return thread;
    }

    private static void fill(EndsCaller caller) {
        for (int i = 0; i < HELD; i++) {
            caller.putLast();
        }
    }

    private static void run(
            Kind kind, BlockingDeque<byte[]> deque, ExecutorService threads, String[] order, Parent parent)
            throws Exception {
        int millis = Integer.parseInt(order[1]);
        List<Future<EndsCaller.Result>> results = new ArrayList<>();
        for (int i = Integer.parseInt(order[2]); i > 0; i--) {
            EndsCaller caller = kind.caller(deque);
            results.add(threads.submit(() -> caller.run(millis)));
        }
        long count = 0;
        long nanos = 0;
        int sum = 0;
        for (Future<EndsCaller.Result> each : results) {
            count += each.get().count();
            nanos += each.get().nanos();
            sum += each.get().sum();
        }
        parent.answer("done", count, nanos, sum);
    }

    private static void look(BlockingDeque<byte[]> deque, Parent parent) {
        int count = 0;
        int sum = 0;
        for (byte[] element : deque) {
            count++;
            sum += (int) Message.read(element);
        }
        parent.answer("look", count, sum);
    }
}
