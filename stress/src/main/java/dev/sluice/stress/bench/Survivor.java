package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.SharedSemaphore;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Needs the tail guard for a put, or a permit. Order: need, or permit. Answer: done WHEN-IT-BEGAN WHEN-IT-WAS-DONE REPAIRS, the first two by
 * {@link System#nanoTime}, which counts the same in all processes of a machine; the repairs of the deque only.
 */
final class Survivor implements Role {
    // Kept, or else the level would be forgotten with it.
    private final Logger log = Logger.getLogger("dev.sluice");

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        log.setLevel(Level.WARNING); // each repair is an INFO
        SharedDeque<Long> deque = SharedDeque.builder(Codec.int64()).create(Path.of(arguments.get(0)));
        SharedSemaphore semaphore = SharedSemaphore.create(Path.of(arguments.get(1)), 1);
        for (long i = 0; i < 20_000; i++) {
            putAndTake(deque, i);
            semaphore.acquire();
            semaphore.release();
        }
        parent.answer("ready");
        long number = 0;
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            if (order[0].equals("permit")) {
                acquire(semaphore, parent);
                continue;
            }
            long begin = System.nanoTime();
            boolean added = deque.offer(number);
            long end = System.nanoTime();
            Long taken = deque.poll();
            if (!added || taken == null || taken != number) {
                throw new BenchFailure("put " + number + ", took " + taken);
            }
            parent.answer("done", begin, end, repairs(deque, number + 1));
            number++;
        }
    }

    private static void acquire(SharedSemaphore semaphore, Parent parent) throws InterruptedException {
        long begin = System.nanoTime();
        semaphore.acquire();
        long end = System.nanoTime();
        semaphore.release();
        parent.answer("done", begin, end, 0);
    }

    /** How many repairs there were; the last step of one may come after the step that let us go on. */
    private static long repairs(SharedDeque<Long> deque, long expected) throws InterruptedException {
        for (int i = 0; i < 1000 && deque.stats().repairs() < expected; i++) {
            Thread.sleep(1);
        }
        return deque.stats().repairs();
    }

    private static void putAndTake(SharedDeque<Long> deque, long number) {
        Long taken = deque.offer(number) ? deque.poll() : null;
        if (taken == null || taken != number) {
            throw new BenchFailure("put " + number + ", took " + taken);
        }
    }
}
