package dev.sluice.deque;

import static dev.sluice.layout.JournalLayout.DIRECTION;
import static dev.sluice.layout.JournalLayout.DOWN;
import static dev.sluice.layout.JournalLayout.ENTRY_A;
import static dev.sluice.layout.JournalLayout.ENTRY_A_OFFSET;
import static dev.sluice.layout.JournalLayout.ENTRY_B;
import static dev.sluice.layout.JournalLayout.ENTRY_B_OFFSET;
import static dev.sluice.layout.JournalLayout.IDLE;
import static dev.sluice.layout.JournalLayout.MARKING;
import static dev.sluice.layout.JournalLayout.READ;
import static dev.sluice.layout.JournalLayout.REMOVED;
import static dev.sluice.layout.JournalLayout.RUN;
import static dev.sluice.layout.JournalLayout.SELECTOR_OFFSET;
import static dev.sluice.layout.JournalLayout.TAKES_BEFORE;
import static dev.sluice.layout.JournalLayout.TARGET;
import static dev.sluice.layout.JournalLayout.UP;
import static dev.sluice.layout.JournalLayout.WRITE;

import dev.sluice.CorruptDequeException;
import dev.sluice.memory.Region;
import java.nio.file.Path;

/**
 * The write-ahead record of a compaction: two entries, of which a selector names the valid one. A step is written into the
 * other entry, plainly, and made valid by one release store of the selector. Only the holder of both guards uses it.
 */
final class Journal {
    private final Region region;
    private final Path path;

    Journal(Region region, Path path) {
        this.region = region;
        this.path = path;
    }

    /**
     * How far a compaction has come. Positions are in words; down, records move from {@code read} to {@code write} and both
     * go up; up, they are the ends of source and target, and both go down.
     *
     * <p>Mutable and reused: a compaction has a step for every record or two.
     */
    static final class Entry {
        int direction;
        int write;
        int read;
        /** Words that are left of the run of records under way; 0 at the border of a record. */
        int run;
        /** Records removed so far. */
        int removed;
        /** Position of the only record that goes, as a long; or MARKED. */
        long target;
        /** The takes counted before it began. */
        long takesBefore;
    }

    int selector() {
        int selector = region.getIntVolatile(SELECTOR_OFFSET); // SYNC(journal)
        if (selector < IDLE || selector > MARKING) {
            throw new CorruptDequeException(
                    path, "the journal's selector at offset " + SELECTOR_OFFSET + " is " + selector);
        }
        return selector;
    }

    /** Lets an entry, or none, count: from here on, and before anything that is stored after it. */
    void select(int selector) {
        region.setIntRelease(SELECTOR_OFFSET, selector); // SYNC(journal)
        region.storeFence();
    }

    /** Writes a step into the entry that does not count yet, and lets it count. */
    void advance(Entry entry) {
        int next = selector() == ENTRY_A ? ENTRY_B : ENTRY_A;
        int offset = next == ENTRY_A ? ENTRY_A_OFFSET : ENTRY_B_OFFSET;
        region.setLong(offset + DIRECTION, entry.direction);
        region.setLong(offset + WRITE, entry.write);
        region.setLong(offset + READ, entry.read);
        region.setLong(offset + RUN, entry.run);
        region.setLong(offset + REMOVED, entry.removed);
        region.setLong(offset + TARGET, entry.target);
        region.setLong(offset + TAKES_BEFORE, entry.takesBefore);
        select(next);
    }

    /** Reads the entry that counts. */
    void read(Entry entry) {
        int offset = selector() == ENTRY_A ? ENTRY_A_OFFSET : ENTRY_B_OFFSET;
        long direction = region.getLong(offset + DIRECTION);
        if (direction != DOWN && direction != UP) {
            throw new CorruptDequeException(
                    path, "the journal entry at offset " + offset + " has direction " + direction);
        }
        entry.direction = (int) direction;
        entry.write = (int) region.getLong(offset + WRITE);
        entry.read = (int) region.getLong(offset + READ);
        entry.run = (int) region.getLong(offset + RUN);
        entry.removed = (int) region.getLong(offset + REMOVED);
        entry.target = region.getLong(offset + TARGET);
        entry.takesBefore = region.getLong(offset + TAKES_BEFORE);
    }
}
