package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Uses a deque that others are attached to. Orders: pairs MILLIS, answer: done NANOS, of processor time for a put and a take;
 * attach ROUNDS, answer: done P50 P99 P50 P99, in nanoseconds, of opening another handle and of closing it.
 */
final class Newcomer implements Role {
    private static final long LONGEST = 10_000_000_000L;
    private static final int BETWEEN_LOOKS = 1_000;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Path file = Path.of(arguments.get(0));
        SharedDeque<byte[]> deque = open(file);
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            if (order[0].equals("attach")) {
                attach(file, Integer.parseInt(order[1]), parent);
            } else {
                parent.answer("done", pairs(deque, Integer.parseInt(order[1])));
            }
        }
    }

    private static SharedDeque<byte[]> open(Path file) throws IOException {
        return SharedDeque.builder(Codec.bytes()).open(file);
    }

    private static void attach(Path file, int rounds, Parent parent) throws IOException {
        // The mappings of closed handles live until they are collected: now, and not in the middle.
        System.gc();
        Histogram opening = new Histogram(LONGEST, 3);
        Histogram closing = new Histogram(LONGEST, 3);
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            SharedDeque<byte[]> another = open(file);
            long opened = System.nanoTime();
            another.close();
            long closed = System.nanoTime();
            opening.recordValue(Math.min(opened - begin, LONGEST));
            closing.recordValue(Math.min(closed - opened, LONGEST));
        }
        parent.answer(
                "done",
                opening.getValueAtPercentile(50),
                opening.getValueAtPercentile(99),
                closing.getValueAtPercentile(50),
                closing.getValueAtPercentile(99));
    }

    private static double pairs(SharedDeque<byte[]> deque, int millis) throws InterruptedException {
        byte[] outgoing = new byte[Message.BYTES];
        long limit = millis * 1_000_000L;
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        long used = bean.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        long number = 0;
        while (System.nanoTime() - begin < limit) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                Message.write(++number, outgoing);
                deque.put(outgoing);
                if (Message.read(deque.take()) != number) {
                    throw new BenchFailure("another message came than number " + number);
                }
            }
        }
        return (double) (bean.getCurrentThreadCpuTime() - used) / number;
    }
}
