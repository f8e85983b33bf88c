package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads that wait: in {@code take} of an empty deque, or for comparison in {@code sleep}. Order: cpu. Answer: cpu
 * NANOS-OF-THESE-THREADS.
 */
final class IdleConsumers implements Role {
    /** The name of the file that stands for no deque at all. */
    static final String ASLEEP = "-";

    /** What a thread does for ever. */
    private interface Wait {
        void once() throws InterruptedException;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Wait wait = wait(arguments.get(0));
        List<Thread> threads = new ArrayList<>();
        for (int i = Integer.parseInt(arguments.get(1)); i > 0; i--) {
            Thread thread = new Thread(() -> waitForEver(wait), "idle " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
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

    private static Wait wait(String file) throws Exception {
        if (file.equals(ASLEEP)) {
            return () -> Thread.sleep(Long.MAX_VALUE);
        }
        SharedDeque<Long> deque = SharedDeque.builder(Codec.int64()).openOrCreate(Path.of(file));
        return deque::take;
    }

    private static void waitForEver(Wait wait) {
        try {
            while (true) {
                wait.once();
            }
        } catch (InterruptedException nobodyDoesThat) {
            throw new AssertionError(nobodyDoesThat);
        }
    }
}
