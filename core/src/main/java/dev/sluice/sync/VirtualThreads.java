package dev.sluice.sync;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What is different for a virtual thread (JDK 21 and later): in the kernel it would keep its carrier from all others. */
public final class VirtualThreads {
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int MOST_DOUBLINGS = 6;

    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    private VirtualThreads() {}

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException beforeJdk21) {
            return null;
        }
    }

    /** Whether the calling thread is one. */
    public static boolean isCurrent() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Instead of a sleep in the kernel, for what is not waited for for long, such as guards: parks, longer from round to round.
     */
    static void pause(int round, long nanos, boolean interruptible) {
        // Parking returns at once while the thread is interrupted, so an interrupt that is for later is set aside.
        boolean later = !interruptible && Thread.interrupted();
        LockSupport.parkNanos(Math.min(nanos, SHORTEST_PAUSE_NANOS << Math.min(round, MOST_DOUBLINGS)));
        if (later) {
            Thread.currentThread().interrupt();
        }
    }
}
