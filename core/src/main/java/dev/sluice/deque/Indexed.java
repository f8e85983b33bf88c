package dev.sluice.deque;

import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;
import java.nio.file.Path;

/**
 * Operations on elements by their index, and on the order of all. Negative indices count from the end; one that is out of range
 * is an {@link IndexOutOfBoundsException}.
 */
public final class Indexed {
    private final Path path;
    private final Ring ring;
    private final Indices indices;
    private final Compaction compaction;
    private final Tasks tasks;
    private final Guard headGuard;
    private final BothGuards both;
    private final EventCount notEmpty;
    private final Insertion insertion;
    private final Rotation rotation;
    private final Opening opening;
    private final Replacement replacement;
    private final Reversal reversal;
    private final int reservedWords;

    Indexed(DequeParts parts, Identity identity, Insertion insertion) {
        this.path = parts.path();
        this.ring = parts.ring();
        this.indices = parts.indices();
        this.compaction = parts.compaction();
        this.tasks = parts.tasks();
        this.headGuard = parts.headGuard();
        this.both = new BothGuards(parts.headGuard(), parts.tailGuard());
        this.notEmpty = parts.notEmpty();
        this.insertion = insertion;
        this.rotation = new Rotation(parts);
        this.opening = new Opening(parts);
        this.replacement = new Replacement(parts);
        this.reversal = new Reversal(parts);
        this.reservedWords = RecordLayout.words(identity.elementBytes());
    }

    /** What happens under both guards, with HEAD and TAIL. */
    private interface Step<T> {
        T take(long head, long tail);
    }

    private <T> T underBoth(Step<T> step) {
        DequeEngine.uninterrupted(() -> both.acquire(Deadline.UNINTERRUPTED));
        try {
            long head = indices.head();
            long tail = indices.tail();
            ring.check(head, tail);
            return step.take(head, tail);
        } finally {
            tasks.settle();
            both.release();
        }
    }

    /** Reads an element. The head guard alone keeps it: the tail can only grow, and what is behind it stays where it is. */
    public void get(int index, Payload sink) {
        DequeEngine.uninterrupted(() -> headGuard.acquire(Deadline.UNINTERRUPTED));
        try {
            long head = indices.head();
            long tail = indices.tailAcquire(); // SYNC(commit)
            ring.check(head, tail);
            read(find(index, head, tail), tail, sink);
        } finally {
            headGuard.release();
        }
    }

    private int find(int index, long head, long tail) {
        int size = Index.count(head, tail);
        return Walk.to(ring, head, tail, Walk.fromHead(index, size, size, path));
    }

    private void read(int position, long tail, Payload sink) {
        ring.read(position, ring.lengthAt(position, Index.position(tail) - position), sink);
    }

    /**
     * Replaces an element, and reads the one that was there; also after a shutdown.
     *
     * @return false, having changed nothing, if there is no room for a larger one
     */
    public boolean set(int index, Payload payload, Payload sink) {
        noteSize(payload);
        boolean replaced = underBoth((head, tail) -> {
            int position = find(index, head, tail);
            read(position, tail, sink);
            return replacement.replace(position, payload, head, tail);
        });
        if (replaced && sink.words() > payload.words()) {
            insertion.signalNotFull();
        }
        return replaced;
    }

    private void noteSize(Payload payload) {
        if (payload.words() > reservedWords) {
            indices.setOversize(); // before the commit: from now on, room for one need not be room for another
        }
    }

    /**
     * Inserts before the element of that index, or behind the last.
     *
     * @return false if there is no room; nothing gives way, also under EVICT
     */
    public boolean insert(int index, Payload payload) {
        noteSize(payload);
        boolean inserted = underBoth((head, tail) -> {
            insertion.requireNotShutDown();
            int size = Index.count(head, tail);
            int fromHead = Walk.fromHead(index, size, size + 1, path);
            if (!ring.fits(head, tail, 1, payload.words())) {
                return false;
            }
            opening.insert(Walk.to(ring, head, tail, fromHead), payload, head, tail);
            return true;
        });
        if (inserted) {
            notEmpty.signal();
        }
        return inserted;
    }

    /** Reads and removes an element. */
    public void remove(int index, Payload sink) {
        underBoth((head, tail) -> {
            int position = find(index, head, tail);
            read(position, tail, sink);
            compaction.take(position, head, tail, tasks);
            return sink;
        });
        insertion.signalNotFull();
    }

    /** Brings so many elements from the tail before the first; or, if negative, from the head behind the last. */
    public void rotate(int distance) {
        underBoth((head, tail) -> {
            rotation.rotate(distance, head, tail);
            return distance;
        });
    }

    /** Reverses the order of all elements. */
    public void reverse() {
        underBoth((head, tail) -> {
            if (Index.count(head, tail) > 1) {
                reversal.reverseAll(head, tail);
            }
            return tail;
        });
    }
}
