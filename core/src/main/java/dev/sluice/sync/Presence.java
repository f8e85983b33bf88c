package dev.sluice.sync;

import dev.sluice.os.Membarrier;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which handle a thread is using guards of, so that a handle that closes can tell when no thread may sign with its slot any
 * more: a signature in a guard whose slot has been given back would belong to nobody, if its process were killed then.
 *
 * <p>A thread announces itself, then looks whether the handle is closed, then changes what is shared; the closer marks the
 * handle closed, has all threads fence, then looks for announcements. Either the thread sees the mark and leaves, or the closer
 * sees the thread and waits for it, which is short: nobody sleeps while holding a guard, and who waits for one sees the mark.
 * The thread itself does not fence between its announcement and its look, which it does each time; the closer pays, who comes
 * once, with {@code membarrier}, or where the kernel has none with a safepoint. (The compiler keeps the two in order: an opaque
 * access stays where it is among volatile ones.)
 *
 * <p>A presence that its thread has left behind is a <em>stale</em> one: a stack overflow can strike anywhere, also in the
 * middle of giving a guard back. It is to the guards what a death is, and is cleaned up after in the same way: by the thread
 * itself when it comes again, or by the watcher when it finds, twice, that nothing has moved and that the thread is not in
 * here at all.
 */
public final class Presence {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String OWN_PREFIX = "dev.sluice.";
    private static final int OUT = 0;
    private static final long NUMBER_MASK = 0xFFFF_FFFFL;
    private static final VarHandle INSIDE;

    static {
        try {
            INSIDE = MethodHandles.lookup()
                    .findVarHandle(Presence.class, "inside", long.class)
                    .withInvokeExactBehavior();
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

    /**
     * The number of the handle in an operation of which the thread is, or {@link #OUT}; in the high half, how often it has left. One
     * number, as each store is one more that a producer waits for, and a reference would cost a barrier of the collector's. Where
     * a thread is asked for its stack, it has made all its stores until then visible to who asks.
     */
    @SuppressWarnings("unused") // through INSIDE
    private volatile long inside;

    /** How often it has entered again since. */
    private int depth;

    /**
     * Which guards of the handle it owns the words of, a bit for each. Set and cleared by plain stores with no call since the word
     * was taken or given back: whose a word is that has the handle's signature, is known at any moment.
     */
    long holding;

    /** The handle that the thread has used last, which this does not keep, and its number; written before the thread is inside. */
    private @Nullable WeakReference<Attachment> latest;

    private int latestNumber = OUT;

    private final Thread thread = Thread.currentThread();

    /** What was there at the last look of whoever looks for those who were thrown out, and whether it had been there before. */
    private long seen;

    private boolean stood;

    private Presence() {}

    /**
     * The calling thread's.
     *
     * @param guess of any thread: mostly the one that asked last, which saves looking it up
     */
    public static Presence ofThread(@Nullable Presence guess) {
        return guess != null && guess.thread == Thread.currentThread() ? guess : OF_THREAD.get();
    }

    /** Until {@link #exit}, the thread is in an operation of that handle; of the first one, if it is in one. */
    public void enter(Attachment attachment) {
        long now = (long) INSIDE.get(this);
        if ((int) now != OUT) {
            depth++;
            return;
        }
        int number = attachment.number();
        if (latestNumber != number) {
            latest = attachment.reference();
            latestNumber = number;
        }
        INSIDE.setRelease(this, now | number); // SYNC(presence): then look whether the handle is closed
    }

    public void exit() {
        if (depth != 0) {
            depth--;
        } else {
            INSIDE.setRelease(this, left((long) INSIDE.get(this)));
        }
    }

    private static long left(long now) {
        return (now | NUMBER_MASK) + 1; // which is OUT, and counts
    }

    /** For the thread itself, when it holds no guard: whether it has left an operation without giving its guards back. */
    public boolean isStale() {
        return isInside(inside());
    }

    /** Puts in order what the calling thread has left behind, if it has: for who is in no operation, and may not come to a guard. */
    public static void healOwn() {
        Presence own = OF_THREAD.get();
        if (own.isStale()) {
            own.heal();
        }
    }

    private long inside() {
        return (long) INSIDE.getAcquire(this);
    }

    private static boolean isInside(long value) {
        return (int) value != OUT;
    }

    private boolean isIn(Attachment attachment) {
        return (int) inside() == attachment.number();
    }

    /** Whether its thread has ended, and has left nothing behind that is not in order. */
    boolean isGone() {
        return !thread.isAlive() && !isInside(inside());
    }

    /** Whether it is that thread's. */
    public boolean isOf(Thread which) {
        return thread == which;
    }

    /**
     * Puts in order what an operation has left behind; by the thread itself, or while it is not in any operation. If the file is
     * damaged, that is tried again whenever the thread comes; but through a handle that is closed nobody comes any more, and it
     * has been tried.
     */
    public synchronized void heal() {
        StackRoom.require(); // its own steps can be done again, but not by halves
        long now = inside();
        WeakReference<Attachment> handle = isInside(now) ? latest : null;
        Attachment attachment = handle == null ? null : handle.get();
        boolean over = attachment == null || attachment.isClosed();
        try {
            if (attachment != null) {
                attachment.custodian().settleFor(this);
                over = true;
            }
        } finally {
            if (over) {
                holding = 0;
                depth = 0; // before the thread can tell that it is out, and enters
                INSIDE.setRelease(this, isInside(now) ? left(now) : now);
            }
        }
    }

    /** Heals those whose threads have nothing to do with this library, and had not at the last call either. */
    static void healLeftBehind() {
        List<Presence> all;
        synchronized (ALL) {
            all = new ArrayList<>(ALL);
        }
        for (Presence presence : all) {
            presence.healIfLeftBehind();
        }
    }

    private synchronized void healIfLeftBehind() {
        long now = inside();
        boolean stands = isInside(now) && seen == now;
        boolean again = stands && stood;
        stood = stands;
        seen = now;
        // Where the thread is, is asked before whether it has left: one that was inside, left, and came in again since,
        // has
        // counted that. One that has not, and is elsewhere, left something behind: and then it can tell, and cannot
        // come
        // further than to this lock.
        if (again && isElsewhere() && inside() == now) {
            try {
                heal();
            } catch (RuntimeException damaged) {
                stood = false; // a damaged file is reported to whoever uses it; the other threads' turn comes
            }
        }
    }

    private boolean isElsewhere() {
        StackTraceElement[] frames = thread.getStackTrace();
        if (frames.length == 0) {
            return !thread.isAlive(); // else it cannot be told
        }
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().startsWith(OWN_PREFIX)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until no thread holds a guard through this handle; it has been marked as closed. What the calling thread itself has
     * left behind is put in order at the end.
     */
    static void awaitNobodyIn(Attachment attachment) {
        // Only those of registered processes fence, so also this one has to be.
        if (!(Membarrier.register() && Membarrier.globalExpedited())) { // SYNC(presence)
            Thread.getAllStackTraces(); // which they are stopped for
        }
        List<Presence> all;
        synchronized (ALL) {
            all = new ArrayList<>(ALL);
        }
        Presence own = OF_THREAD.get();
        for (Presence presence : all) {
            if (presence != own) {
                presence.awaitNotIn(attachment);
            }
        }
        if (own.isIn(attachment)) {
            own.heal();
        }
    }

    private void awaitNotIn(Attachment attachment) {
        long looked = System.nanoTime();
        while (isIn(attachment)) {
            LockSupport.parkNanos(20_000);
            if (System.nanoTime() - looked > LOOK_NANOS) {
                healIfLeftBehind(); // not every kernel has a watcher
                looked = System.nanoTime();
            }
        }
    }
}
