package dev.sluice.deque;

import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Deadline;
import java.util.Arrays;

/** Removal of elements from anywhere, found by their stamps: that very element, not an equal one. */
final class Interior {
    /** What became of the removal of a first or last occurrence. */
    enum Found {
        REMOVED,
        /** The element has left the deque meanwhile. */
        GONE,
        /** There is a newer element before it, which might be an occurrence as well. */
        OVERTAKEN
    }

    private final Ring ring;
    private final Indices indices;
    private final Compaction compaction;
    private final BothGuards both;
    private final Insertion insertion;

    Interior(DequeParts parts, Insertion insertion) {
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.compaction = parts.compaction();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.insertion = insertion;
    }

    /** Removes the element with that stamp if it is still there, looking from the given end. */
    boolean remove(int stamp, End from) throws InterruptedException {
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            if (search(stamp, from, false, 0) != Found.REMOVED) {
                return false;
            }
        } finally {
            both.release();
        }
        insertion.signalNotFull();
        return true;
    }

    /** Removes the element with that stamp if it is there and none between it and the given end is newer than the border. */
    Found removeOccurrence(int stamp, End from, int border) throws InterruptedException {
        Found found;
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            found = search(stamp, from, true, border);
        } finally {
            both.release();
        }
        if (found == Found.REMOVED) {
            insertion.signalNotFull();
        }
        return found;
    }

    private Found search(int stamp, End from, boolean bordered, int border) {
        long head = indices.head();
        long tail = indices.tail();
        ring.check(head, tail);
        int left = Index.words(head, tail);
        int position = Index.position(from == End.FIRST ? head : tail);
        boolean overtaken = false;
        while (left > 0) {
            int size = from == End.FIRST ? ring.sizeAt(position, left) : ring.sizeBefore(position, left);
            int start = from == End.FIRST ? position : position - size;
            int found = ring.stampAt(start);
            if (found == stamp) {
                if (overtaken) {
                    return Found.OVERTAKEN;
                }
                compaction.remove(start, head, tail);
                return Found.REMOVED;
            }
            overtaken |= bordered && found - border >= 0;
            position = from == End.FIRST ? position + size : start;
            left -= size;
        }
        return Found.GONE;
    }

    /**
     * Removes, in one step, all elements whose stamps are among these.
     *
     * @param stamps sorted
     * @return how many
     */
    int removeAll(int[] stamps) throws InterruptedException {
        int removed;
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            removed = compaction.removeIf(stamp -> Arrays.binarySearch(stamps, stamp) >= 0, head, tail);
        } finally {
            both.release();
        }
        if (removed > 0) {
            insertion.signalNotFull();
        }
        return removed;
    }
}
