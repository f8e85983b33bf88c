package dev.sluice.sync;

import dev.sluice.memory.MappedRegion;
import dev.sluice.os.Futex;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread that sleeps in the kernel on a word, in the place of all virtual threads of this process that wait for the word to
 * change: they park, and keep no carrier. To the others it is one more sleeper, and who wakes it wakes all that it stands for.
 * When there is nobody left to stand for it ends, within a second, and hands a wake-up on that it gets meanwhile.
 *
 * <p>A virtual thread is registered first and compares the word then; the stand-in compares the word after each sleep and
 * before the next one. Either the thread sees the change, or the kernel does not let the stand-in sleep past it.
 */
final class StandIn implements Runnable {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Whoever holds it does nothing that takes long. Not a monitor, in which a virtual thread would keep its carrier. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** By the address of the word; under the lock. */
    private static final Map<Long, StandIn> ALL = new HashMap<>();

    /** Somebody who is parked while the word is as expected. */
    private record Parked(Thread thread, int expected) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Which keeps the word mapped. */
    private final MappedRegion region;

    private final int offset;
    private final long address;

    /** Under the lock. */
    private final Set<Parked> all = new LinkedHashSet<>();

    private StandIn(MappedRegion region, int offset) {
        this.region = region;
        this.offset = offset;
        this.address = region.address(offset);
    }

    /** Parks the calling thread while the word is as expected, at most so long, or until something else unparks it. */
    static void await(MappedRegion region, int offset, int expected, long nanos, boolean interruptible) {
        Parked self = new Parked(Thread.currentThread(), expected);
        StandIn standIn = register(region, offset, self);
        // Parking returns at once while the thread is interrupted, so an interrupt that is for later is set aside.
        boolean later = !interruptible && Thread.interrupted();
        try {
            if (region.getIntVolatile(offset) == expected) {
                LockSupport.parkNanos(standIn, nanos);
            }
        } finally {
            standIn.remove(self);
            if (later) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static StandIn register(MappedRegion region, int offset, Parked parked) {
        LOCK.lock();
        try {
            long address = region.address(offset);
            StandIn standIn = ALL.get(address);
            if (standIn == null) {
                standIn = new StandIn(region, offset);
                Thread thread = new Thread(null, standIn, "sluice-stand-in", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(null);
                thread.start();
                ALL.put(address, standIn); // after what can fail
            }
            standIn.all.add(parked);
            return standIn;
        } finally {
            LOCK.unlock();
        }
    }

    private void remove(Parked parked) {
        LOCK.lock();
        try {
            all.remove(parked);
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public void run() {
        try {
            Futex.Result last = Futex.Result.CHANGED;
            int value = region.getIntVolatile(offset);
            while (tell(value, last)) {
                last = Futex.await(address, value, LOOK_NANOS);
                value = region.getIntVolatile(offset);
            }
            if (last == Futex.Result.WOKEN) {
                Futex.wake(address, 1); // woken in the place of nobody: it was somebody else's turn
            }
        } finally {
            Reference.reachabilityFence(region);
        }
    }

    /** Unparks those for whom the word has changed, or all of them after a wake-up; false if there was nobody. */
    private boolean tell(int value, Futex.Result last) {
        LOCK.lock();
        try {
            if (all.isEmpty() && last != Futex.Result.CHANGED) {
                ALL.remove(address, this);
                return false;
            }
            for (Parked parked : all) {
                if (parked.expected != value || last == Futex.Result.WOKEN) {
                    LockSupport.unpark(parked.thread);
                }
            }
            return true;
        } finally {
            LOCK.unlock();
        }
    }
}
