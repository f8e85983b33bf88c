package dev.sluice.deque;

import static dev.sluice.layout.JournalLayout.DOWN;
import static dev.sluice.layout.JournalLayout.IDLE;
import static dev.sluice.layout.JournalLayout.MARKED;
import static dev.sluice.layout.JournalLayout.MARKING;
import static dev.sluice.layout.JournalLayout.UP;

import dev.sluice.CorruptDequeException;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import dev.sluice.sync.StackRoom;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * Removal from the interior: closes the gaps that doomed records leave. The caller holds both guards, or acts for a dead
 * one that does.
 *
 * <p>Down, the kept records behind the first gap move towards the head and TAIL follows; up, those before the last gap move
 * towards the tail and HEAD follows. A record that has not been read yet is never overwritten, as a chunk is at most as long
 * as the gap; so the borders of records can be found again at any time, and a chunk copied again.
 */
final class Compaction {

    private final Indices indices;
    private final Ring ring;
    private final Journal journal;
    private final Path path;

    Compaction(Indices indices, Ring ring, Journal journal, Path path) {
        this.indices = indices;
        this.ring = ring;
        this.journal = journal;
        this.path = path;
    }

    /** Removes the one record at a position, moving the shorter side (model: Remove). */
    void remove(int position, long head, long tail) {
        StackRoom.require(); // half moved, the ring would stay until somebody heals it
        int size = ring.sizeAt(position, Index.position(tail) - position);
        Journal.Entry entry = new Journal.Entry();
        boolean down = movesDown(position, size, head, tail);
        checkRecords(down, position, head, tail);
        begin(entry, down, position, position + size);
        entry.target = position & 0xFFFF_FFFFL;
        journal.advance(entry);
        run(entry, head, tail);
    }

    /** Those that will move. Now: a damaged one in the middle would leave the others half moved. */
    private void checkRecords(boolean down, int from, long head, long tail) {
        int position = from;
        int end = Index.position(down ? tail : head);
        while (position != end) {
            position += down ? ring.sizeAt(position, end - position) : -ring.sizeBefore(position, position - end);
        }
    }

    private static boolean movesDown(int position, int size, long head, long tail) {
        return Index.position(tail) - position - size <= position - Index.position(head);
    }

    /** Removes the one record at a position, for a caller who gets it, and who settles the tasks before the guards. */
    void take(int position, long head, long tail, Tasks tasks) {
        int size = ring.sizeAt(position, Index.position(tail) - position);
        if (movesDown(position, size, head, tail)) {
            tasks.taking(End.LAST, Index.plus(tail, -1, -size), 1);
        } else {
            tasks.taking(End.FIRST, Index.plus(head, 1, size), 1);
        }
        remove(position, head, tail);
    }

    /**
     * Removes all records whose stamps satisfy the predicate, at once.
     *
     * @return how many
     */
    int removeIf(IntPredicate stamps, long head, long tail) {
        StackRoom.require();
        Journal.Entry entry = new Journal.Entry(); // now: nothing may fail once there are marks
        journal.select(MARKING);
        int marked = 0;
        int first = Index.position(tail);
        try {
            int position = Index.position(head);
            int end = Index.position(tail);
            while (position != end) {
                int size = ring.sizeAt(position, end - position);
                if (stamps.test(ring.stampAt(position))) {
                    ring.setDoomed(position, true);
                    first = marked++ == 0 ? position : first;
                }
                position += size;
            }
        } catch (Throwable failed) {
            unmark(head, tail);
            throw failed;
        }
        if (marked == 0) {
            journal.select(IDLE);
            return 0;
        }
        begin(entry, true, first, first);
        entry.target = MARKED;
        entry.takesBefore = indices.takes();
        journal.advance(entry);
        run(entry, head, tail);
        return marked;
    }

    private void begin(Journal.Entry entry, boolean down, int gapStart, int gapEnd) {
        entry.direction = down ? DOWN : UP;
        // The doomed record is read, found doomed and skipped, like any later one.
        entry.write = down ? gapStart : gapEnd;
        entry.read = entry.write;
        entry.run = 0;
        entry.removed = 0;
        entry.takesBefore = indices.takes();
    }

    /** Goes on with what the journal says, which is not idle, on behalf of a dead participant that held both guards. */
    void replay() {
        int selector = journal.selector();
        long head = indices.head();
        long tail = indices.tail();
        ring.check(head, tail);
        if (selector == MARKING) {
            unmark(head, tail);
            return;
        }
        Journal.Entry entry = new Journal.Entry();
        journal.read(entry);
        checkEntry(entry, head, tail);
        run(entry, head, tail);
    }

    /** Takes back marks that never counted. */
    private void unmark(long head, long tail) {
        int position = Index.position(head);
        int end = Index.position(tail);
        while (position != end) {
            int size = ring.sizeAt(position, end - position);
            if (ring.isDoomed(position)) {
                ring.setDoomed(position, false);
            }
            position += size;
        }
        journal.select(IDLE);
    }

    private void run(Journal.Entry entry, long head, long tail) {
        if (entry.direction == DOWN) {
            moveDown(entry, tail);
        } else {
            moveUp(entry, head, tail);
        }
        journal.select(IDLE);
    }

    private void moveDown(Journal.Entry entry, long tail) {
        int end = Index.position(tail);
        if (isCommitted(entry, end)) {
            return;
        }
        while (entry.run > 0 || nextDown(entry, end)) {
            int chunk = Math.min(entry.run, entry.read - entry.write);
            ring.move(entry.read, entry.write, chunk);
            entry.read += chunk;
            entry.write += chunk;
            entry.run -= chunk;
            journal.advance(entry);
        }
        journal.advance(entry);
        long newTail = Index.of(Index.sequence(tail) - entry.removed, entry.write);
        // TAIL goes back against the head side's assumption: its cached copy first (model: CacheBack, CommitBack).
        indices.cacheTail(newTail);
        indices.setTakes(entry.takesBefore + entry.removed);
        indices.commitTail(newTail);
    }

    /** At the border of a record: skips doomed ones, then sets the run to the kept one. Returns false at the end. */
    private boolean nextDown(Journal.Entry entry, int end) {
        int removed = entry.removed;
        while (entry.read != end) {
            int size = ring.sizeAt(entry.read, end - entry.read);
            if (!isDoomed(entry, entry.read)) {
                startRun(entry, size, removed);
                return true;
            }
            entry.read += size;
            entry.removed++;
        }
        return false;
    }

    private void startRun(Journal.Entry entry, int size, int removedBefore) {
        entry.run = size;
        if (entry.read == entry.write) {
            throw notAGap(entry);
        }
        if (entry.removed != removedBefore) {
            // The next chunk may overwrite the headers that were just skipped: from here on they are not looked at
            // again.
            journal.advance(entry);
        }
    }

    private void moveUp(Journal.Entry entry, long head, long tail) {
        int end = Index.position(head);
        if (isCommitted(entry, end)) {
            return;
        }
        while (entry.run > 0 || nextUp(entry, end)) {
            int chunk = Math.min(entry.run, entry.write - entry.read);
            ring.move(entry.read - chunk, entry.write - chunk, chunk);
            entry.read -= chunk;
            entry.write -= chunk;
            entry.run -= chunk;
            journal.advance(entry);
        }
        journal.advance(entry);
        // The borders of records have moved, and a cached TAIL may be one of them.
        indices.cacheTail(tail);
        indices.setTakes(entry.takesBefore + entry.removed);
        indices.commitHead(Index.of(Index.sequence(head) + entry.removed, entry.write));
    }

    private boolean nextUp(Journal.Entry entry, int end) {
        int removed = entry.removed;
        while (entry.read != end) {
            int size = ring.sizeBefore(entry.read, entry.read - end);
            if (!isDoomed(entry, entry.read - size)) {
                startRun(entry, size, removed);
                return true;
            }
            entry.read -= size;
            entry.removed++;
        }
        return false;
    }

    private boolean isDoomed(Journal.Entry entry, int position) {
        return entry.target == MARKED ? ring.isDoomed(position) : entry.target == (position & 0xFFFF_FFFFL);
    }

    /** Whether the index has been moved already: only IDLE is missing then. */
    private static boolean isCommitted(Journal.Entry entry, int end) {
        return entry.removed > 0 && entry.run == 0 && entry.write == end;
    }

    private void checkEntry(Journal.Entry entry, long head, long tail) {
        int used = Index.words(head, tail);
        int read = entry.read - Index.position(head);
        int write = entry.write - Index.position(head);
        boolean inside = read >= 0 && read <= used && write >= 0 && write <= used;
        boolean gap = entry.direction == DOWN ? write <= read : read <= write;
        int ahead = entry.direction == DOWN ? used - read : read;
        boolean run = entry.run >= 0 && entry.run <= ahead && (entry.run == 0 || read != write);
        boolean committed = isCommitted(entry, Index.position(entry.direction == DOWN ? tail : head));
        if (!committed && !(inside && gap && run && entry.removed >= 0 && entry.removed <= Index.count(head, tail))) {
            throw notAGap(entry);
        }
    }

    private CorruptDequeException notAGap(Journal.Entry entry) {
        return new CorruptDequeException(
                path,
                "the journal's entry makes no sense: direction " + entry.direction + ", read " + entry.read + ", write "
                        + entry.write + ", run " + entry.run + ", removed " + entry.removed);
    }
}
