package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads of one test, and what a test waits for. */
final class Helpers {
    /** How long anything that must happen may take on a busy machine. */
    static final int LIMIT_SECONDS = 20;

    /** How long a thread may take to fall asleep where the JVM cannot see it, in native code. */
    private static final long GRACE_MILLIS = 100;

    private final List<Helper<?>> helpers = new CopyOnWriteArrayList<>();

    /** Starts a thread that computes a result. */
    <T> Helper<T> start(Callable<T> body) {
        Helper<T> helper = new Helper<>("contract-helper-" + helpers.size(), body);
        helpers.add(helper);
        return helper;
    }

    /** Fails unless this helper, given time to fall asleep, has not ended: see {@link #assertBlocked(Collection)}. */
    static void assertBlocked(Helper<?> helper) {
        assertBlocked(List.of(helper));
    }

    /**
     * Fails unless all these helpers, given time to fall asleep, have not ended. Where the JVM cannot tell that a
     * thread sleeps (in native code, or spinning), the time is a tenth of a second: too short a time makes a test
     * lenient, never red.
     */
    static void assertBlocked(Collection<? extends Helper<?>> helpers) {
        helpers.forEach(helper -> until(helper::isRunning, "helper runs"));
        long start = System.nanoTime();
        while (!helpers.stream().allMatch(helper -> helper.isDone() || helper.isWaiting())
                && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS)) {
            pause();
        }
        for (Helper<?> helper : helpers) {
            assertFalse(helper.isDone(), () -> "should wait, but has ended: " + outcome(helper));
        }
    }

    /** Waits for a condition that must come true. */
    static void until(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + what);
            }
            pause();
        }
    }

    /** Fails if a helper is still there after the test, and ends it. */
    void assertEnded() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        AssertionError leak = null;
        for (Helper<?> helper : helpers) {
            if (!helper.join(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))) {
                leak = leak == null ? new AssertionError("helper threads are left after the test") : leak;
                leak.addSuppressed(helper.whereItIs());
            }
        }
        if (leak != null) {
            helpers.forEach(Helper::interrupt);
            throw leak;
        }
    }

    private static String outcome(Helper<?> helper) {
        try {
            return String.valueOf(helper.get());
        } catch (Exception | Error e) {
            return e.toString();
        }
    }

    /** For observers: leaves the others, who might want the same lock, some time between two looks. */
    static void lookAgainSoon() {
        LockSupport.parkNanos(20_000);
    }

    /** For loops that try again at once. */
    @SuppressWarnings("ThreadPriorityCheck")
    static void letOthersRun() {
        Thread.yield();
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
    }
}
