package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.stress.pipe.BenchFailure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait: in {@code take} of an empty deque, or for comparison in {@code sleep}. Order: cpu. Answer: cpu
 * NANOS-OF-THESE-THREADS.
 */
final class IdleConsumers implements Role {
    /** How they wait. */
    enum How {
        TAKE,
        FUTURES,
        SLEEP
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        How how = How.valueOf(arguments.get(0));
        Path file = Path.of(arguments.get(1));
        int count = Integer.parseInt(arguments.get(2));
        List<Thread> threads = how == How.FUTURES ? pend(file, count) : start(how, file, count);
        parent.answer("ready");
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        while (parent.order() != null) {
            long nanos = 0;
            for (Thread thread : threads) {
                nanos += bean.getThreadCpuTime(thread.getId());
            }
            parent.answer("cpu", nanos);
        }
    }

    private static List<Thread> start(How how, Path file, int count) throws Exception {
        SharedDeque<Long> deque = how == How.SLEEP ? null : open(file);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> waitForEver(deque), "idle " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static SharedDeque<Long> open(Path file) throws Exception {
        return SharedDeque.builder(Codec.int64()).openOrCreate(file);
    }

    /** The one thread that waits for all of them. */
    private static List<Thread> pend(Path file, int count) throws Exception {
        SharedDeque<Long> deque = open(file);
        for (int i = 0; i < count; i++) {
            if (deque.async().take().isDone()) {
                throw new BenchFailure("the deque is not empty");
            }
        }
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sluice-async"))
                .toList();
    }

    private static void waitForEver(@Nullable SharedDeque<Long> deque) {
        try {
            while (true) {
                if (deque == null) {
                    Thread.sleep(Long.MAX_VALUE);
                } else {
                    deque.take();
                }
            }
        } catch (InterruptedException nobodyDoesThat) {
            throw new AssertionError(nobodyDoesThat);
        }
    }
}
