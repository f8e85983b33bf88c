package dev.sluice.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which handle a thread is using guards of, so that a handle that closes can tell when no thread may sign with its slot any
 * more: a signature in a guard whose slot has been given back would belong to nobody, if its process were killed then.
 *
 * <p>A thread announces itself, takes the guard (a CAS, a full fence), then looks whether the handle is closed; the closer
 * marks the handle closed, fences, then looks for announcements. Either the thread sees the mark and leaves, or the closer
 * sees the thread and waits for it, which is short: nobody sleeps while holding a guard, and who waits for one sees the mark.
 */
final class Presence {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Presence.class, "current", Attachment.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final Set<Presence> ALL =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static final ThreadLocal<Presence> OF_THREAD = ThreadLocal.withInitial(() -> {
        Presence presence = new Presence();
        ALL.add(presence);
        return presence;
    });

    @SuppressWarnings("unused") // through CURRENT
    private volatile @Nullable Attachment current;

    private final Thread thread = Thread.currentThread();
    private int depth;

    private Presence() {}

    /**
     * The calling thread's.
     *
     * @param guess of any thread: mostly the one that asked last, which saves looking it up
     */
    static Presence ofThread(@Nullable Presence guess) {
        return guess != null && guess.thread == Thread.currentThread() ? guess : OF_THREAD.get();
    }

    void enter(Attachment attachment) {
        if (depth++ == 0) {
            CURRENT.setOpaque(this, attachment); // SYNC(presence): the guard's CAS fences
        }
    }

    void exit() {
        if (--depth == 0) {
            CURRENT.setRelease(this, null);
        }
    }

    /** Waits until no thread holds a guard through this handle; it has been marked as closed. */
    static void awaitNobodyIn(Attachment attachment) {
        VarHandle.fullFence(); // SYNC(presence)
        List<Presence> all;
        synchronized (ALL) {
            all = new ArrayList<>(ALL);
        }
        for (Presence presence : all) {
            while (CURRENT.getAcquire(presence) == attachment) {
                LockSupport.parkNanos(20_000);
            }
        }
    }
}
