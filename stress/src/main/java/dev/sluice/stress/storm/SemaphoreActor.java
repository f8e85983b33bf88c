package dev.sluice.stress.storm;

import dev.sluice.SharedSemaphore;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Acquires permits in all ways, and releases them, sometimes in two parts. */
final class SemaphoreActor extends Actor {
    static final int PERMITS = 4;

    private final SharedSemaphore semaphore;

    SemaphoreActor(Job job, SharedSemaphore semaphore, Ledger ledger, Control control, SplittableRandom random) {
        super(job, ledger, control, random);
        this.semaphore = semaphore;
    }

    /** Returns how many have been acquired. */
    private interface Acquiring {
        int acquire() throws InterruptedException;
    }

    private int acquire(int count, Acquiring call) throws InterruptedException {
        begin(Op.ACQUIRE, count, 0);
        int acquired = call.acquire();
        ledger.end(acquired > 0 ? Outcome.DONE : Outcome.REFUSED, acquired);
        return acquired;
    }

    private void release(int count) {
        begin(Op.RELEASE, count, 0);
        semaphore.release(count);
        ledger.end(Outcome.DONE, count);
    }

    @Override
    void step() throws InterruptedException {
        int count = 1 + random.nextInt(PERMITS - 1);
        int millis = random.nextInt(5);
        int held = switch (random.nextInt(8)) {
            case 0, 1 ->
                acquire(count, () -> {
                    semaphore.acquire(count);
                    return count;
                });
            case 2 ->
                acquire(count, () -> {
                    semaphore.acquireUninterruptibly(count);
                    return count;
                });
            case 3, 4 -> acquire(count, () -> semaphore.tryAcquire(count) ? count : 0);
            case 5, 6 -> acquire(count, () -> semaphore.tryAcquire(count, millis, TimeUnit.MILLISECONDS) ? count : 0);
            default -> acquire(PERMITS, semaphore::drainPermits);
        };
        if (held > 1 && random.nextInt(3) == 0) {
            release(1);
            held--;
        }
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(500)));
        }
        if (held > 0) {
            release(held);
        }
    }

    @Override
    void probe() throws InterruptedException {
        if (acquire(1, () -> semaphore.tryAcquire() ? 1 : 0) > 0) {
            release(1);
        }
    }
}
