package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.MappedRegion;
import dev.sluice.os.Futex;
import dev.sluice.os.Inode;
import dev.sluice.os.PrivateWord;
import dev.sluice.os.RobustList;
import dev.sluice.os.WaitVector;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of this process that vouches for its life and learns of the deaths of others.
 *
 * <p>It vouches: its robust list holds the words of all slots that this process is attached to, and the kernel marks them
 * when the thread ends, which it does with the process only. It learns: it sleeps on the words of all other participants;
 * the kernel wakes one of those who sleep on a word that it marks. The woken one wakes the others, so that one that is
 * stopped just then does not keep the news for itself, and has the custodian repair. Should one be stopped that was told
 * alone, the others find the mark at their next tick, a second later at most; and at each tick they ask after some byte
 * locks as well, for the case that the kernel could not mark a word.
 */
public final class Watcher {
    private static final System.Logger LOG = System.getLogger("dev.sluice");
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * How long to let be what woke this thread, if it is no death: where many handles are opened, one round will do for several of
     * them. Small beside the time in which survivors have to go on.
     */
    private static final long SETTLE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** Byte locks of a file that are asked after at a tick: so that its costs do not grow with the handles attached. */
    private static final int PATROLLED = 2;

    private final PrivateWord poked = new PrivateWord();
    private final WaitVector words = new WaitVector(WaitVector.MAX_WORDS);

    /** By file, so that what it costs to come or to go does not grow with the files that are open; the lists do not change. */
    private final Map<Inode, List<Membership>> members = new ConcurrentHashMap<>();

    private long ticked = System.nanoTime();
    private final Set<Inode> reported = new HashSet<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable RobustList list;

    /** Whether there is a member less than this thread goes by; not worth a wake-up. */
    private volatile boolean forgotten;

    /** Whose files this thread is looking at; not to be kept, with their mappings, while it sleeps. */
    private List<WeakReference<Attachment>> watched = List.of();

    /** In the round before: the JVM tells of a fault when it comes to it. */
    private List<WeakReference<Attachment>> watchedBefore = List.of();

    private Watcher() {}

    /** Started when the first handle is opened; not at all where the kernel lacks what it needs. */
    private static final class Holder {
        static final @Nullable Watcher INSTANCE = start();

        private static @Nullable Watcher start() {
            if (!Futex.isAvailable() || !WaitVector.isAvailable()) {
                return null;
            }
            Watcher watcher = new Watcher();
            Thread thread = new Thread(null, watcher::run, "sluice-watcher", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            watcher.awaitStart();
            return watcher.list == null ? null : watcher;
        }
    }

    /** Whether the kernel offers robust lists and waiting for several words. */
    public static boolean isAvailable() {
        return Holder.INSTANCE != null;
    }

    static Watcher instance() {
        Watcher watcher = Holder.INSTANCE;
        if (watcher == null) {
            throw new IllegalStateException("no watcher on this kernel");
        }
        return watcher;
    }

    private void awaitStart() {
        boolean interrupted = false;
        while (true) {
            try {
                started.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts a member's robust word under this thread's life. */
    boolean vouchFor(Membership member) {
        RobustList robust = list;
        return robust != null && member.vouch(robust);
    }

    void standDownFor(Membership member) {
        RobustList robust = list;
        if (robust != null) {
            member.standDown(robust);
        }
    }

    /** Looks after the other participants of a member's file, whose roster is about to be bumped, from then on. */
    void watch(Membership member) {
        // One step, so that of two that come at once one is the first.
        List<Membership> now = members.merge(member.inode(), List.of(member), Watcher::join);
        // Else this thread sleeps on the file's roster already, or is about to: who is first has woken it.
        if (now.size() == 1) {
            poke();
        }
    }

    private static List<Membership> join(List<Membership> some, List<Membership> more) {
        List<Membership> all = new ArrayList<>(some);
        all.addAll(more);
        return Collections.unmodifiableList(all);
    }

    /** Ceases to: at once if it is the last one of its file, which shall not stay mapped; else at the next tick. */
    void forget(Membership member) {
        List<Membership> left = members.computeIfPresent(member.inode(), (inode, those) -> without(member, those));
        if (left == null) {
            poke();
        } else {
            forgotten = true;
        }
    }

    /** Those but the one, or null if there are no others. */
    private static @Nullable List<Membership> without(Membership one, List<Membership> those) {
        List<Membership> others = new ArrayList<>(those);
        others.remove(one);
        return others.isEmpty() ? null : Collections.unmodifiableList(others);
    }

    private void poke() {
        poked.set(1);
        poked.wake();
    }

    private void run() {
        try {
            list = RobustList.registerForThisThread(ParticipantLayout.ROBUST_WORD - ParticipantLayout.ROBUST_NODE);
        } finally {
            started.countDown();
        }
        if (list == null) {
            return;
        }
        // The end of this thread would be taken for the death of the process: nothing may end it.
        while (true) {
            try {
                round();
            } catch (Throwable unexpected) {
                if (isAnyClosed(watched) || isAnyClosed(watchedBefore)) {
                    // And its file truncated, while this thread was looking: nobody's failure, but once or twice.
                    watchedBefore = watched;
                    watched = List.of();
                    continue;
                }
                try {
                    LOG.log(System.Logger.Level.WARNING, "the watcher goes on after a failure", unexpected);
                    words.clear();
                    words.addPrivate(poked.address(), poked.get());
                    words.await(TICK_NANOS);
                } catch (Throwable again) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static boolean isAnyClosed(List<WeakReference<Attachment>> those) {
        for (WeakReference<Attachment> reference : those) {
            Attachment attachment = reference.get();
            if (attachment == null || attachment.isClosed()) {
                return true;
            }
        }
        return false;
    }

    private void round() {
        Repairs.tell(LOG);
        // First the word, then the list: a poke in between changes the word that the kernel compares.
        poked.set(0);
        forgotten = false;
        List<Membership> representatives = representatives();
        watchedBefore = watched;
        watched = representatives.stream()
                .map(member -> member.attachment().reference())
                .toList();
        try {
            words.clear();
            words.addPrivate(poked.address(), 0);
            long limit = representatives.isEmpty() ? Long.MAX_VALUE : TICK_NANOS;
            for (Membership member : representatives) {
                limit = Math.min(limit, collect(member));
            }
            Futex.Result result;
            do {
                result = words.await(limit);
            } while (result == Futex.Result.TIMED_OUT && !forgotten && isQuiet(representatives));
            if (System.nanoTime() - ticked > TICK_NANOS) {
                isQuiet(representatives); // its time has come, however much else there is
            } else if (result != Futex.Result.TIMED_OUT && !isAnyMarked(representatives)) {
                LockSupport.parkNanos(SETTLE_NANOS); // who dies meanwhile is found marked in the next round
            }
        } finally {
            Reference.reachabilityFence(representatives);
        }
    }

    /** A tick: whether no word is marked, which the kernel may have told somebody who is stopped, or that found no room. */
    private boolean isQuiet(List<Membership> representatives) {
        ticked = System.nanoTime();
        Presence.healLeftBehind();
        for (Membership member : representatives) {
            if (isAnyMarked(member)) {
                return false;
            }
            repair(member, () -> member.patrol(PATROLLED));
        }
        return true;
    }

    private static boolean isAnyMarked(List<Membership> representatives) {
        return representatives.stream().anyMatch(Watcher::isAnyMarked);
    }

    private static boolean isAnyMarked(Membership member) {
        for (int slot = member.participants().slotsUsed() - 1; slot >= 0; slot--) {
            if (isMarked(member, slot)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarked(Membership member, int slot) {
        int word = member.region().getIntVolatile(Participants.robustWord(slot));
        return (word & RobustList.OWNER_DIED) != 0 && member.participants().isAttached(slot);
    }

    /** One member for each file: whom the file's words are read through. */
    private List<Membership> representatives() {
        List<Membership> representatives = new ArrayList<>();
        for (List<Membership> ofFile : members.values()) {
            representatives.add(ofFile.get(0));
        }
        reported.retainAll(members.keySet()); // another file may get the number
        return representatives;
    }

    /** Adds the words of a file to the vector, after acting on the deaths that show already. Returns when to look again. */
    private long collect(Membership member) {
        MappedRegion region = member.region();
        long limit = TICK_NANOS;
        // The roster is read before the slots: whoever attaches after that bumps it.
        int roster = region.getIntVolatile(HeaderLayout.ROSTER_OFFSET);
        boolean buried = buryTheDead(member);
        if (words.isFull()) {
            return limit;
        }
        words.addShared(region.address(HeaderLayout.ROSTER_OFFSET), roster);
        BitSet own = ownSlots(member.inode());
        Participants participants = member.participants();
        for (int slot = participants.slotsUsed() - 1; slot >= 0; slot--) {
            int word = region.getIntVolatile(Participants.robustWord(slot));
            if (word == 0 || own.get(slot) || !participants.isAttached(slot)) {
                continue;
            }
            if (words.isFull()) {
                return limit;
            }
            if ((word & RobustList.OWNER_DIED) != 0 && buried) {
                limit = RETRY_NANOS; // another process is repairing
            }
            words.addShared(region.address(Participants.robustWord(slot)), word);
        }
        return limit;
    }

    private BitSet ownSlots(Inode inode) {
        BitSet own = new BitSet();
        for (Membership member : members.getOrDefault(inode, List.of())) {
            own.set(member.attachment().slot());
        }
        return own;
    }

    /** Passes the news of deaths on and repairs. Returns whether there is nothing left to repair. */
    private boolean buryTheDead(Membership member) {
        if (!passOnDeaths(member)) {
            return true;
        }
        return repair(member, member.custodian()::repairMarked);
    }

    /** A damaged file is reported to whoever uses it; here nobody listens, and the other files need this thread. */
    private boolean repair(Membership member, Runnable repair) {
        try {
            repair.run();
            return true;
        } catch (RuntimeException damaged) {
            if (reported.add(member.inode())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "cannot repair " + member.attachment().path(),
                        damaged);
            }
            return false;
        }
    }

    private boolean passOnDeaths(Membership member) {
        MappedRegion region = member.region();
        Participants participants = member.participants();
        boolean any = false;
        for (int slot = participants.slotsUsed() - 1; slot >= 0; slot--) {
            if (isMarked(member, slot)) {
                any = true;
                Futex.wake(region.address(Participants.robustWord(slot)), Integer.MAX_VALUE);
            }
        }
        return any;
    }
}
