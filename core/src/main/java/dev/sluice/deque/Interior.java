package dev.sluice.deque;

import dev.sluice.ring.Batch;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Deadline;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Removal of elements from anywhere, found by their stamps: that very element, not an equal one. */
final class Interior {
    /** What became of the removal of a first or last occurrence. */
    enum Found {
        REMOVED,
        /** The element has left the deque meanwhile. */
        GONE,
        /** There is another element before it by now, which might be an occurrence as well. */
        OVERTAKEN
    }

    private final Ring ring;
    private final Indices indices;
    private final Compaction compaction;
    private final BothGuards both;
    private final Insertion insertion;
    private final Tasks tasks;

    Interior(DequeParts parts, Insertion insertion) {
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.compaction = parts.compaction();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.insertion = insertion;
        this.tasks = parts.tasks();
    }

    /** Removes the element with that stamp if it is still there, looking from the given end. */
    boolean remove(int stamp, End from) throws InterruptedException {
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            if (search(stamp, from, null, null) != Found.REMOVED) {
                return false;
            }
        } finally {
            both.release();
        }
        insertion.signalNotFull();
        tasks.discarded();
        return true;
    }

    /**
     * Removes the element with that stamp if it is there and all that stand between it and the given end have been looked at.
     *
     * @param passed the stamps of those that have been looked at, sorted
     * @param newcomers gets those that have not, from that end on
     */
    Found removeOccurrence(int stamp, End from, int[] passed, Batch newcomers) throws InterruptedException {
        Found found;
        newcomers.clear();
        both.acquire(Deadline.UNINTERRUPTED);
        try {
            found = search(stamp, from, passed, newcomers);
        } finally {
            both.release();
        }
        if (found == Found.REMOVED) {
            insertion.signalNotFull();
            tasks.discarded();
        }
        return found;
    }

    private Found search(int stamp, End from, int @Nullable [] passed, @Nullable Batch newcomers) {
        long head = indices.head();
        long tail = indices.tail();
        ring.check(head, tail);
        int left = Index.words(head, tail);
        int position = Index.position(from == End.FIRST ? head : tail);
        while (left > 0) {
            int size = from == End.FIRST ? ring.sizeAt(position, left) : ring.sizeBefore(position, left);
            int start = from == End.FIRST ? position : position - size;
            int found = ring.stampAt(start);
            if (found == stamp) {
                if (newcomers != null && newcomers.count() > 0) {
                    return Found.OVERTAKEN;
                }
                compaction.remove(start, head, tail);
                return Found.REMOVED;
            }
            if (passed != null && newcomers != null && Arrays.binarySearch(passed, found) < 0) {
                copy(start, size, found, newcomers);
            }
            position = from == End.FIRST ? position + size : start;
            left -= size;
        }
        return Found.GONE;
    }

    private void copy(int position, int words, int stamp, Batch sink) {
        int length = ring.lengthAt(position, words);
        int at = sink.append(length, stamp);
        ring.read(position, length, sink.bytes(), at);
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
            tasks.discarded();
        }
        return removed;
    }
}
