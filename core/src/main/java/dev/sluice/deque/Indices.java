package dev.sluice.deque;

import static dev.sluice.layout.HeaderLayout.CACHED_HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.CACHED_TAIL_OFFSET;
import static dev.sluice.layout.HeaderLayout.EPOCH_OFFSET;
import static dev.sluice.layout.HeaderLayout.HEAD_HIGH_WATER_OFFSET;
import static dev.sluice.layout.HeaderLayout.HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.HIGH_WATER_OFFSET;
import static dev.sluice.layout.HeaderLayout.OVERSIZE_OFFSET;
import static dev.sluice.layout.HeaderLayout.OWN_HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.OWN_TAIL_OFFSET;
import static dev.sluice.layout.HeaderLayout.PUTS_OFFSET;
import static dev.sluice.layout.HeaderLayout.STATE_OFFSET;
import static dev.sluice.layout.HeaderLayout.STATE_OPEN;
import static dev.sluice.layout.HeaderLayout.STATE_SHUT_DOWN_NOW;
import static dev.sluice.layout.HeaderLayout.TAIL_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAKES_OFFSET;

import dev.sluice.CorruptDequeException;
import dev.sluice.memory.Region;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Guard;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The words that say where the deque begins and ends, with the memory mode and the guard that each access needs; the
 * permission table of {@code dev.sluice.layout} has them all.
 */
final class Indices {
    private static final int LOOKS = 100;

    /** Nanoseconds: less than a cache line takes there and back. */
    private static final int LEAST_BREATH = 100;

    private static final int MOST_BREATH = 1_600;

    private final Region region;
    private final Path path;

    /** Whether others poll the committed words, so that their lines are elsewhere more often than not. */
    private final boolean polled;

    /** HEAD as this handle left it last, if it ever moved it: a hint, for the high-water mark only. */
    private long ownHead;

    private boolean movedHead;

    /** Whether the last look at TAIL from the head's side has found elements: a hint as well. */
    private boolean fruitful;

    /** How long to wait after such a look. */
    private int breath = LEAST_BREATH;

    Indices(Region region, Path path, boolean polled) {
        this.polled = polled;
        this.region = region;
        this.path = path;
    }

    /** HEAD, for the holder of the head guard. */
    long head() {
        return region.getLong(polled ? OWN_HEAD_OFFSET : HEAD_OFFSET);
    }

    /** TAIL, for the holder of the tail guard. */
    long tail() {
        return region.getLong(polled ? OWN_TAIL_OFFSET : TAIL_OFFSET);
    }

    /** HEAD, for anybody: what was read out of the ring before is free, and may be overwritten. */
    long headAcquire() {
        return region.getLongAcquire(HEAD_OFFSET); // SYNC(commit-head)
    }

    /** TAIL, for anybody: what lies before it is written. */
    long tailAcquire() {
        return region.getLongAcquire(TAIL_OFFSET); // SYNC(commit-tail)
    }

    boolean hasMovedHead() {
        return movedHead;
    }

    /** HEAD as this handle left it last. */
    long ownHead() {
        return ownHead;
    }

    void commitHead(long head) {
        ownHead = head;
        movedHead = true;
        region.setLongRelease(HEAD_OFFSET, head); // SYNC(commit-head)
        region.setLong(OWN_HEAD_OFFSET, head);
    }

    /** After the death of the head guard's holder between a commit and its copy. */
    void settleHead() {
        region.setLong(OWN_HEAD_OFFSET, headAcquire());
    }

    /** After the death of the tail guard's holder between a commit and its copy. */
    void settleTail() {
        region.setLong(OWN_TAIL_OFFSET, tailAcquire());
    }

    /** After a commit that frees a part of the ring: what is written into that part now must not overtake the commit. */
    void settle() {
        region.storeFence();
    }

    void commitTail(long tail) {
        region.setLongRelease(TAIL_OFFSET, tail); // SYNC(commit-tail)
        region.setLong(OWN_TAIL_OFFSET, tail);
    }

    /**
     * Moves HEAD backward, for the holder of both guards. Without a guard, a reader cannot tell that HEAD went back and
     * forth again; the epoch, odd in between, tells it.
     */
    void commitHeadBackward(long head) {
        long epoch = region.getLong(EPOCH_OFFSET);
        region.setLong(EPOCH_OFFSET, epoch | 1);
        commitHead(head); // SYNC(epoch): also publishes that it is odd
        region.setLongRelease(EPOCH_OFFSET, (epoch | 1) + 1); // SYNC(epoch)
    }

    /** Moves both at once, either way, for the holder of both guards: without a guard, nobody sees one without the other. */
    void commitBoth(long head, long tail) {
        unsettleEpoch();
        commitHead(head);
        commitTail(tail);
        settleEpoch();
    }

    /** After a death between the stores above, or after what began with {@link #unsettleEpoch}. */
    void settleEpoch() {
        long epoch = region.getLong(EPOCH_OFFSET);
        if ((epoch & 1) != 0) {
            region.setLongRelease(EPOCH_OFFSET, epoch + 1); // SYNC(epoch)
        }
    }

    boolean isEpochSettled() {
        return (region.getLongAcquire(EPOCH_OFFSET) & 1) == 0;
    }

    /** The size at one moment during the call, or -1 if it did not keep still. */
    int sizeWithoutGuard() {
        // In the polling modes no fence follows a commit of one's own: this look must not be taken before it.
        VarHandle.fullFence();
        long epoch = region.getLongAcquire(EPOCH_OFFSET); // SYNC(epoch)
        long head = headAcquire();
        long tail = tailAcquire();
        if ((epoch & 1) != 0 || headAcquire() != head || region.getLongAcquire(EPOCH_OFFSET) != epoch) {
            return -1;
        }
        // HEAD did not move in between, so this was the size when TAIL was read.
        // No elements in some words are damage, which is told of under the guard.
        int size = Index.count(head, tail);
        return size == 0 && head != tail ? -1 : size;
    }

    /** Ends the call if HEAD and TAIL make no sense; says nothing if they do not keep still, as operations look themselves. */
    void checkWithoutGuard(Ring ring) {
        for (int i = 0; i < LOOKS; i++) {
            long epoch = region.getLongAcquire(EPOCH_OFFSET); // SYNC(epoch)
            long head = headAcquire();
            long tail = tailAcquire();
            if (headAcquire() == head && region.getLongAcquire(EPOCH_OFFSET) == epoch) {
                if (isEpochSettled()) {
                    ring.check(head, tail);
                }
                return;
            }
        }
    }

    /** Ends the call if what the next holder of a guard goes by is not what the last one has committed. */
    void checkOwn(Guard headGuard, Guard tailGuard) {
        checkOwn("HEAD", HEAD_OFFSET, OWN_HEAD_OFFSET, headGuard);
        checkOwn("TAIL", TAIL_OFFSET, OWN_TAIL_OFFSET, tailGuard);
    }

    /** Says nothing if the two are ever seen to agree, to move, or to be in somebody's hands, who may be between his two stores. */
    private void checkOwn(String name, int committedOffset, int ownOffset, Guard guard) {
        for (int i = 0; i < LOOKS; i++) {
            long committed = region.getLongAcquire(committedOffset);
            long own = region.getLongAcquire(ownOffset);
            if (!polled
                    || own == committed
                    || !guard.isFree()
                    || region.getLongAcquire(committedOffset) != committed
                    || region.getLongAcquire(ownOffset) != own) {
                return;
            }
        }
        throw new CorruptDequeException(
                path,
                "the copy of " + name + " at offset " + ownOffset + " is not what is at offset " + committedOffset
                        + ", and nobody is changing them");
    }

    /** Before a step of more than one commit: who looks without a guard must see all of it or nothing. */
    void unsettleEpoch() {
        region.setLong(EPOCH_OFFSET, region.getLong(EPOCH_OFFSET) | 1);
        region.storeFence();
    }

    /**
     * For who looks for the next element and finds none known: if the last look has found some, all of which have been taken since,
     * it waits for a moment. A consumer that is quicker than the producer would take TAIL's line from it for each single element;
     * and what is an answer to what it has just taken cannot be there yet. The moment grows as long as there are several elements
     * each time, and shrinks when there is one: a stream passes in larger pieces, an answer is not kept waiting. (As network cards
     * moderate their interrupts.)
     */
    void breathe() {
        if (fruitful && polled) {
            fruitful = false;
            long begin = System.nanoTime();
            do {
                Thread.onSpinWait();
            } while (System.nanoTime() - begin < breath);
        }
    }

    /** Whether the head's side knows of elements, a hint that does not touch the producer's lines. */
    boolean looksStocked() {
        return Index.count(head(), cachedTail()) > 0;
    }

    /**
     * Whether the deque was empty at some moment during the call: for those who wait or give up. False may also mean that it did not
     * keep still, so that only a look under the guard can tell.
     */
    boolean seemsEmpty() {
        long epoch = region.getLongAcquire(EPOCH_OFFSET); // SYNC(epoch)
        long head = headAcquire();
        // Neither fewer than none nor none in some words: under the guard that is found to be damage.
        return head == tailAcquire() && isEpochStill(epoch);
    }

    /** Whether there was no room at some moment during the call; false may also mean that it did not keep still. */
    boolean seemsFull(Ring ring, int words) {
        long epoch = region.getLongAcquire(EPOCH_OFFSET); // SYNC(epoch)
        long head = headAcquire();
        long tail = tailAcquire();
        // If the two cannot be HEAD and TAIL, whoever waits looks under the guard, which tells him.
        return !ring.fits(head, tail, 1, words) && ring.isConsistent(head, tail) && isEpochStill(epoch);
    }

    /**
     * HEAD and TAIL, of which one was read before the other, belong together only if they were not moved the same way in between:
     * that would look like the deque that it never was, and nobody signals afterwards.
     */
    private boolean isEpochStill(long epoch) {
        return (epoch & 1) == 0 && region.getLongAcquire(EPOCH_OFFSET) == epoch;
    }

    long cachedTail() {
        return region.getLong(CACHED_TAIL_OFFSET);
    }

    void cacheTail(long tail) {
        region.setLong(CACHED_TAIL_OFFSET, tail);
    }

    long cachedHead() {
        return region.getLong(CACHED_HEAD_OFFSET);
    }

    void cacheHead(long head) {
        region.setLong(CACHED_HEAD_OFFSET, head);
    }

    long puts() {
        return region.getLong(PUTS_OFFSET);
    }

    void setPuts(long puts) {
        region.setLong(PUTS_OFFSET, puts);
    }

    long takes() {
        return region.getLong(TAKES_OFFSET);
    }

    void setTakes(long takes) {
        region.setLong(TAKES_OFFSET, takes);
    }

    int highWater() {
        return region.getInt(HIGH_WATER_OFFSET);
    }

    /** The real TAIL, which it keeps as the cached one, for the holder of the head guard: it shows a size. */
    void sawTail(long head, long tail) {
        fruitful = head != tail;
        cacheTail(tail);
        int size = Index.count(head, tail);
        breath = size > 1 ? Math.min(2 * breath, MOST_BREATH) : Math.max(breath / 2, LEAST_BREATH);
        if (size > region.getInt(HEAD_HIGH_WATER_OFFSET)) {
            region.setInt(HEAD_HIGH_WATER_OFFSET, size);
        }
    }

    /** The largest size that either end has seen. */
    int highestWater() {
        return Math.max(region.getIntAcquire(HIGH_WATER_OFFSET), region.getIntAcquire(HEAD_HIGH_WATER_OFFSET));
    }

    void setHighWater(int size) {
        region.setInt(HIGH_WATER_OFFSET, size);
    }

    boolean isShutDown() {
        return state() != STATE_OPEN;
    }

    int state() {
        int state = region.getIntVolatile(STATE_OFFSET); // SYNC(state)
        if (state < STATE_OPEN || state > STATE_SHUT_DOWN_NOW) {
            throw new CorruptDequeException(path, "the state at offset " + STATE_OFFSET + " is " + state);
        }
        return state;
    }

    void setState(int state) {
        region.setIntVolatile(STATE_OFFSET, state); // SYNC(state)
    }

    /** Whether there has ever been an element, or somebody who waits with one, larger than what is reserved for each. */
    boolean isOversize() {
        return region.getIntVolatile(OVERSIZE_OFFSET) != 0; // SYNC(oversize)
    }

    void setOversize() {
        if (!isOversize()) {
            region.setIntVolatile(OVERSIZE_OFFSET, 1); // SYNC(oversize)
        }
    }
}
