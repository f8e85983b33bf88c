package dev.sluice.stress.bench;

import dev.sluice.SharedBarrier;
import dev.sluice.SharedDeque;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import dev.sluice.stress.pipe.BenchFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Needs what a victim holds. Order: WHAT. Answer: done WHEN-IT-BEGAN WHEN-IT-WAS-DONE REPAIRS, the first two by
 * {@link System#nanoTime}, which counts the same in all processes of a machine; the repairs of the deque, of which each victim has a handle.
 */
final class Survivor implements Role {
    // Kept, or else the level would be forgotten with it.
    private final Logger log = Logger.getLogger("dev.sluice");

    /** Needs it, and gives it back in the end. */
    private interface Need {
        /** Returns when it has got it, by {@link System#nanoTime}. */
        long meet() throws Exception;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        log.setLevel(Level.WARNING); // each repair is an INFO
        SharedObjects objects = SharedObjects.openOrCreate(Path.of(arguments.get(0)));
        for (int i = 0; i < 20_000; i++) {
            put(objects.deque());
            acquire(objects.semaphore());
            lock(objects.lock());
        }
        parent.answer("ready");
        long repairs = objects.deque().stats().repairs();
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            Death.Held what = Death.Held.valueOf(order[0]);
            Need need = switch (what) {
                case GUARD -> () -> put(objects.deque());
                case PERMIT -> () -> acquire(objects.semaphore());
                case LOCK -> () -> lock(objects.lock());
                case PLACE -> () -> arrive(objects.barrier());
            };
            long begin = System.nanoTime();
            long end = need.meet();
            // Each victim has had a handle of the deque, whatever it held.
            repairs = repairs(objects.deque(), repairs + 1);
            parent.answer("done", begin, end, repairs);
        }
    }

    private static long put(SharedDeque<Long> deque) {
        boolean added = deque.offer(1L);
        long end = System.nanoTime();
        Long taken = deque.poll();
        if (!added || taken == null || taken != 1) {
            throw new BenchFailure("put 1, took " + taken);
        }
        return end;
    }

    private static long acquire(SharedSemaphore semaphore) throws InterruptedException {
        semaphore.acquire();
        long end = System.nanoTime();
        semaphore.release();
        return end;
    }

    private static long lock(SharedLock lock) {
        lock.lock();
        try {
            return System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private static long arrive(SharedBarrier barrier) throws Exception {
        try {
            barrier.await();
            throw new BenchFailure("a barrier of which one party is dead and another one never came has tripped");
        } catch (BrokenBarrierException expected) {
            return System.nanoTime();
        } finally {
            barrier.reset();
        }
    }

    /** How many repairs there were; the last step of one may come after the step that let us go on. */
    private static long repairs(SharedDeque<Long> deque, long expected) throws InterruptedException {
        for (int i = 0; i < 1000 && deque.stats().repairs() < expected; i++) {
            Thread.sleep(1);
        }
        return deque.stats().repairs();
    }
}
