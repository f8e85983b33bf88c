package dev.sluice.stress.storm;

import dev.sluice.SharedLock;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes a lock in all ways, asks at once whether its previous owner died, and gives it back. */
final class LockActor extends Actor {
    private final SharedLock lock;

    LockActor(Job job, SharedLock lock, Ledger ledger, Control control, SplittableRandom random) {
        super(job, ledger, control, random);
        this.lock = lock;
    }

    @Override
    void step() throws InterruptedException {
        begin(Op.ACQUIRE, 1, 0);
        boolean mine = switch (random.nextInt(4)) {
            case 0 -> {
                lock.lock();
                yield true;
            }
            case 1 -> {
                lock.lockInterruptibly();
                yield true;
            }
            case 2 -> lock.tryLock();
            default -> lock.tryLock(random.nextInt(5), TimeUnit.MILLISECONDS);
        };
        ledger.end(mine ? Outcome.DONE : Outcome.REFUSED, mine ? 1 : 0);
        if (!mine) {
            return;
        }
        ask();
        boolean again = random.nextInt(4) == 0 && lock.tryLock();
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(500)));
        }
        if (again) {
            lock.unlock();
        }
        unlock();
    }

    private void ask() {
        begin(Op.ASK, 1, 0);
        boolean died = lock.previousOwnerDied();
        ledger.end(Outcome.DONE, died ? 1 : 0);
    }

    private void unlock() {
        begin(Op.RELEASE, 1, 0);
        lock.unlock();
        ledger.end(Outcome.DONE, 1);
    }

    @Override
    void probe() {
        begin(Op.ACQUIRE, 1, 0);
        boolean mine = lock.tryLock();
        ledger.end(mine ? Outcome.DONE : Outcome.REFUSED, mine ? 1 : 0);
        if (mine) {
            ask();
            unlock();
        }
    }
}
