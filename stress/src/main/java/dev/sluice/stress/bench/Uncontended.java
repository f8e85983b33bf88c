package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.BenchFailure;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One thread that puts and takes, with nobody else there. Order: run PAIRS. Answer: done BYTES-PUT BYTES-TAKEN NANOS WAITS
 * WAKE-UPS; the bytes are those allocated for each, the nanoseconds those of a pair. The first answer names the thread, and
 * that one does nothing else: it makes no system call but for the deque.
 */
final class Uncontended implements Role {
    private static final int CAPACITY = 1024;
    private static final int ROUND = 512;
    private static final int WARM_UP_PAIRS = 1 << 20;

    /** The kinds of operations. */
    enum Kind {
        /** {@code offerLast(DirectBuffer)} of 64 bytes and {@code poll(MessageHandler, 1)}. */
        RAW_ONE,
        /** The same, but up to 256 in a poll. */
        RAW_MANY,
        /** {@code put} and {@code take} of numbers that {@code Long} keeps. */
        INT64_SMALL,
        /** {@code put} and {@code take} of other numbers: each take makes a {@code Long}. */
        INT64_LARGE,
        /** The small ones, in a JVM without the flag of Agrona's buffers, which all others have. */
        INT64_WITHOUT_FLAG;

        boolean hasFlag() {
            return this != INT64_WITHOUT_FLAG;
        }
    }

    /** Puts and takes so many. */
    private interface Operations {
        void put(int count) throws InterruptedException;

        void take(int count) throws InterruptedException;
    }

    private volatile long pairs;
    private volatile boolean done;
    private volatile boolean ended;
    private volatile String thread = "";
    private volatile double bytesPut;
    private volatile double bytesTaken;
    private volatile double nanos;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Path file = Path.of(arguments.get(1));
        SharedDeque<Long> numbers = SharedDeque.builder(Codec.int64())
                .capacity(CAPACITY)
                .elementBytes(Message.BYTES)
                .openOrCreate(file);
        Operations operations = operations(Kind.valueOf(arguments.get(0)), numbers);
        Thread worker = new Thread(() -> work(operations), "worker");
        worker.setDaemon(true);
        worker.start();
        run(WARM_UP_PAIRS);
        run(WARM_UP_PAIRS);
        parent.answer("ready", thread);
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            long waits = numbers.stats().waits();
            long wakeUps = numbers.stats().wakeUps();
            run(Long.parseLong(order[1]));
            parent.answer(
                    "done",
                    bytesPut,
                    bytesTaken,
                    nanos,
                    numbers.stats().waits() - waits,
                    numbers.stats().wakeUps() - wakeUps);
        }
        ended = true;
    }

    private void run(long count) throws InterruptedException {
        done = false;
        pairs = count;
        while (!done) {
            Thread.sleep(1);
        }
    }

    private void work(Operations operations) {
        try {
            thread = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString();
            while (!ended) {
                long count = pairs;
                if (count > 0) {
                    pairs = 0;
                    measure(operations, (int) (count / ROUND));
                    done = true;
                }
                Thread.onSpinWait();
            }
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private void measure(Operations operations, int rounds) throws InterruptedException {
        com.sun.management.ThreadMXBean bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long put = 0;
        long taken = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            long before = bean.getThreadAllocatedBytes(id);
            operations.put(ROUND);
            long between = bean.getThreadAllocatedBytes(id);
            operations.take(ROUND);
            put += between - before;
            taken += bean.getThreadAllocatedBytes(id) - between;
        }
        double count = (double) rounds * ROUND;
        nanos = (System.nanoTime() - begin) / count;
        bytesPut = put / count;
        bytesTaken = taken / count;
    }

    private static Operations operations(Kind kind, SharedDeque<Long> deque) {
        return switch (kind) {
            case RAW_ONE -> new Raw(deque, 1);
            case RAW_MANY -> new Raw(deque, 256);
            case INT64_SMALL, INT64_WITHOUT_FLAG -> new Numbers(deque, 100);
            case INT64_LARGE -> new Numbers(deque, 1L << 40);
        };
    }

    private static final class Raw implements Operations {
        private final SharedDeque<Long> deque;
        private final int limit;
        private final UnsafeBuffer outgoing = new UnsafeBuffer(new byte[Message.BYTES]);
        private final MessageHandler handler = (type, buffer, index, length) -> Message.read(buffer, index, length);

        Raw(SharedDeque<Long> deque, int limit) {
            this.deque = deque;
            this.limit = limit;
        }

        @Override
        public void put(int count) {
            for (int i = 0; i < count; i++) {
                Message.write(i, outgoing);
                if (!deque.offerLast(outgoing, 0, Message.BYTES)) {
                    throw new BenchFailure("no room");
                }
            }
        }

        @Override
        public void take(int count) {
            for (int left = count; left > 0; ) {
                left -= deque.poll(handler, limit);
            }
        }
    }

    private static final class Numbers implements Operations {
        private final SharedDeque<Long> deque;
        private final Long number;

        Numbers(SharedDeque<Long> deque, long number) {
            this.deque = deque;
            this.number = number;
        }

        @Override
        public void put(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                deque.put(number);
            }
        }

        @Override
        public void take(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                if (!deque.take().equals(number)) {
                    throw new BenchFailure("a number arrived damaged");
                }
            }
        }
    }
}
