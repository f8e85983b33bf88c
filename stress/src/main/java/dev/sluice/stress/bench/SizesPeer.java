package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.BenchFailure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that does the same again and again, to one of two deques. Arguments: OPERATION FILE FILE. Order: run WHICH MILLIS,
 * 0 for the first. Answer: done NANOS, of the thread's processor time for each.
 */
final class SizesPeer implements Role {
    private static final int LARGEST_BURST = 1 << 10;
    private static final long BURST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** What is done. */
    enum Operation {
        OFFER_LAST_POLL_FIRST("offerLast, pollFirst"),
        OFFER_FIRST_POLL_LAST("offerFirst, pollLast"),
        BARE("no deque: 64 bytes in, and as far behind out"),
        OFFER_LAST_POLL_LAST("offerLast, pollLast"),
        OFFER_FIRST_POLL_FIRST("offerFirst, pollFirst"),
        ROTATE("rotate(1)"),
        PEEK_FIRST("peekFirst"),
        PEEK_LAST("peekLast"),
        SIZE("size"),
        IS_EMPTY("isEmpty"),
        STATS("stats"),
        ITERATOR("iterator, without going over it");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Does it so many times. */
    private interface Loop {
        void run(int count);
    }

    private final byte[] message = new byte[Message.BYTES];
    private volatile long sink;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Operation operation = Operation.valueOf(arguments.get(0));
        List<Loop> loops = List.of(
                loop(operation, Path.of(arguments.get(1)), Sizes.FEW),
                loop(operation, Path.of(arguments.get(2)), Sizes.MANY));
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            parent.answer("done", measure(loops.get(Integer.parseInt(order[1])), Integer.parseInt(order[2])));
        }
    }

    /** Of processor time. As many at once as take a while: some take as long as others take a million times. */
    private static String measure(Loop loop, int millis) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        long used = bean.getCurrentThreadCpuTime();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long count = 0;
        int burst = 1;
        long now = System.nanoTime();
        while (now < end) {
            long before = now;
            loop.run(burst);
            count += burst;
            now = System.nanoTime();
            if (now - before < BURST_NANOS && burst < LARGEST_BURST) {
                burst *= 2;
            }
        }
        used = bean.getCurrentThreadCpuTime() - used;
        return String.format(Locale.ROOT, "%.3f", (double) used / count);
    }

    private Loop loop(Operation operation, Path file, int elements) throws Exception {
        if (operation == Operation.BARE) {
            BareRing ring = new BareRing(file.resolveSibling(file.getFileName() + ".bare"), elements);
            return ring::pass;
        }
        SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).open(file);
        if (deque.size() != elements) {
            throw new BenchFailure(file + " holds " + deque.size() + " elements, not " + elements);
        }
        return switch (operation) {
            case OFFER_LAST_POLL_FIRST ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        require(deque.offerLast(message));
                        took(deque.pollFirst());
                    }
                };
            case OFFER_FIRST_POLL_LAST ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        require(deque.offerFirst(message));
                        took(deque.pollLast());
                    }
                };
            case OFFER_LAST_POLL_LAST ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        require(deque.offerLast(message));
                        took(deque.pollLast());
                    }
                };
            case OFFER_FIRST_POLL_FIRST ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        require(deque.offerFirst(message));
                        took(deque.pollFirst());
                    }
                };
            default -> look(operation, deque);
        };
    }

    /** What leaves all elements there. */
    private Loop look(Operation operation, SharedDeque<byte[]> deque) {
        return switch (operation) {
            case ROTATE ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        deque.rotate(1);
                    }
                };
            case PEEK_FIRST ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        took(deque.peekFirst());
                    }
                };
            case PEEK_LAST ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        took(deque.peekLast());
                    }
                };
            case SIZE ->
                count -> {
                    long sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += deque.size();
                    }
                    sink = sum;
                };
            case IS_EMPTY ->
                count -> {
                    long sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += deque.isEmpty() ? 1 : 0;
                    }
                    sink = sum;
                };
            case STATS ->
                count -> {
                    long sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += deque.stats().size();
                    }
                    sink = sum;
                };
            case ITERATOR ->
                count -> {
                    for (int i = 0; i < count; i++) {
                        require(deque.iterator().hasNext());
                    }
                };
            default -> throw new IllegalStateException(operation + " is none of these");
        };
    }

    private static void require(boolean done) {
        if (!done) {
            throw new BenchFailure("no room, or no element");
        }
    }

    private static void took(byte @Nullable [] element) {
        if (element == null || element.length != Message.BYTES) {
            throw new BenchFailure("an element is missing or damaged");
        }
    }
}
