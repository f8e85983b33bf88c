package dev.sluice.sync;

import dev.sluice.memory.MappedRegion;
import dev.sluice.os.Futex;
import dev.sluice.os.WaitVector;
import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;

/** Sleeps in the kernel: on the shared word, and if interrupts matter, on a word of the thread's own beside it. */
public final class KernelWaiter implements Waiter {
    /** Deaths are the watcher's business; this is for a signaller that was stopped between its commit and its wake-up. */
    private static final long BACKSTOP_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Where the kernel cannot tell of deaths or of interrupts, waiters look for themselves, that often. */
    private static final long SHORT_BACKSTOP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Some microseconds: what a partner on another core needs to answer, and far less than a sleep costs. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

    /** So often a virtual thread just pauses, a millisecond in all: guards are not held for longer. */
    private static final int PAUSES = 6;

    private static final long ANY_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final ThreadLocal<WaitVector> ANY = ThreadLocal.withInitial(() -> new WaitVector(3));
    private static final ThreadLocal<Sleeper> SLEEPER = ThreadLocal.withInitial(Sleeper::new);

    private final MappedRegion region;
    private final boolean vectors;
    private final long backstop;

    public KernelWaiter(MappedRegion region) {
        this(region, WaitVector.isAvailable());
    }

    /**
     * As if the kernel offered {@code futex_waitv} or not.
     *
     * @param vectors whether to use it
     */
    KernelWaiter(MappedRegion region, boolean vectors) {
        this.region = region;
        this.vectors = vectors;
        this.backstop = vectors && Watcher.isAvailable() ? BACKSTOP_NANOS : SHORT_BACKSTOP_NANOS;
    }

    @Override
    public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
        if (VirtualThreads.isCurrent()) {
            if (round < PAUSES) {
                VirtualThreads.pause(round, nanos, interruptible);
            } else {
                StandIn.await(region, wordOffset, expected, Math.min(nanos, backstop), interruptible);
            }
            return;
        }
        long slice = Math.min(nanos, backstop);
        long address = region.address(wordOffset);
        try {
            if (interruptible && vectors) {
                SLEEPER.get().sleep(address, expected, slice);
            } else {
                Futex.await(address, expected, slice);
            }
        } finally {
            Reference.reachabilityFence(region);
        }
    }

    @Override
    public void awaitAny(
            int firstOffset,
            int firstExpected,
            int secondOffset,
            int secondExpected,
            Bell bell,
            int round,
            long nanos) {
        try {
            if (firstOffset == NONE && secondOffset == NONE) {
                bell.await(nanos);
            } else if (vectors) {
                WaitVector words = ANY.get();
                words.clear();
                add(words, firstOffset, firstExpected);
                add(words, secondOffset, secondExpected);
                bell.awaitWith(words, nanos);
            } else {
                // One word at a time is all that this kernel offers; what happens to the other ones is seen at the next
                // look.
                boolean first = secondOffset == NONE || (firstOffset != NONE && (round & 1) == 0);
                long address = region.address(first ? firstOffset : secondOffset);
                Futex.await(address, first ? firstExpected : secondExpected, Math.min(nanos, ANY_SLICE_NANOS));
            }
        } finally {
            Reference.reachabilityFence(region);
        }
    }

    private void add(WaitVector words, int offset, int expected) {
        if (offset != NONE) {
            words.addShared(region.address(offset), expected);
        }
    }

    @Override
    public void wake(int wordOffset, int count) {
        try {
            Futex.wake(region.address(wordOffset), count);
        } finally {
            Reference.reachabilityFence(region);
        }
    }

    @Override
    public boolean polls() {
        return false;
    }

    @Override
    public long backstopNanos() {
        return backstop;
    }

    @Override
    public int spins() {
        return SPINS;
    }

    /** What a thread needs to sleep interruptibly; off-heap memory that lives as long as the thread. */
    private static final class Sleeper {
        private final WaitVector words = new WaitVector(2);
        private final InterruptHook hook = new InterruptHook();

        void sleep(long address, int expected, long nanos) {
            words.clear();
            words.addShared(address, expected);
            words.addPrivate(hook.word().address(), 0);
            hook.arm();
            try {
                words.await(nanos);
            } finally {
                hook.disarm();
            }
        }
    }
}
