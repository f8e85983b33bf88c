package dev.sluice.deque;

import static dev.sluice.layout.JournalLayout.COUNT;
import static dev.sluice.layout.JournalLayout.DIRECTION;
import static dev.sluice.layout.JournalLayout.DOWN;
import static dev.sluice.layout.JournalLayout.END;
import static dev.sluice.layout.JournalLayout.ENTRY_A;
import static dev.sluice.layout.JournalLayout.ENTRY_A_OFFSET;
import static dev.sluice.layout.JournalLayout.ENTRY_B;
import static dev.sluice.layout.JournalLayout.ENTRY_B_OFFSET;
import static dev.sluice.layout.JournalLayout.FIRST_CUT;
import static dev.sluice.layout.JournalLayout.FROM;
import static dev.sluice.layout.JournalLayout.HEAD_AFTER;
import static dev.sluice.layout.JournalLayout.HEAD_BEFORE;
import static dev.sluice.layout.JournalLayout.HIGH;
import static dev.sluice.layout.JournalLayout.IDLE;
import static dev.sluice.layout.JournalLayout.LOW;
import static dev.sluice.layout.JournalLayout.MARKING;
import static dev.sluice.layout.JournalLayout.MOVED;
import static dev.sluice.layout.JournalLayout.PIECEWISE;
import static dev.sluice.layout.JournalLayout.PLACE;
import static dev.sluice.layout.JournalLayout.PLAN_OFFSET;
import static dev.sluice.layout.JournalLayout.PUTS_AFTER;
import static dev.sluice.layout.JournalLayout.READ;
import static dev.sluice.layout.JournalLayout.REMOVED;
import static dev.sluice.layout.JournalLayout.REVERSAL;
import static dev.sluice.layout.JournalLayout.RUN;
import static dev.sluice.layout.JournalLayout.SECOND_CUT;
import static dev.sluice.layout.JournalLayout.SELECTOR_OFFSET;
import static dev.sluice.layout.JournalLayout.SHIFT;
import static dev.sluice.layout.JournalLayout.STAGED;
import static dev.sluice.layout.JournalLayout.STAGE_OFFSET;
import static dev.sluice.layout.JournalLayout.START;
import static dev.sluice.layout.JournalLayout.SWAP;
import static dev.sluice.layout.JournalLayout.TAIL_AFTER;
import static dev.sluice.layout.JournalLayout.TAIL_BEFORE;
import static dev.sluice.layout.JournalLayout.TAKES_AFTER;
import static dev.sluice.layout.JournalLayout.TAKES_BEFORE;
import static dev.sluice.layout.JournalLayout.TARGET;
import static dev.sluice.layout.JournalLayout.TO;
import static dev.sluice.layout.JournalLayout.UP;
import static dev.sluice.layout.JournalLayout.WRITE;

import dev.sluice.CorruptDequeException;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Region;
import dev.sluice.ring.Payload;
import dev.sluice.ring.Ring;
import java.nio.file.Path;

/**
 * The write-ahead record of an operation: two entries, of which a selector names the valid one. A step is written into the
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

    /**
     * How far a reversal has come: the two words that are being exchanged, with their values before. Positions count from the
     * beginning of the range. Mutable and reused.
     */
    static final class Swap {
        /** Whether the range as a whole has been reversed, and now its pieces are. */
        boolean piecewise;
        /** The piece, or the whole range. */
        int start;

        int end;
        /** Which pair, counted from the outside. */
        int number;

        long low;
        long high;
    }

    int selector() {
        int selector = region.getIntVolatile(SELECTOR_OFFSET); // SYNC(journal)
        if (selector < IDLE || selector > MARKING) {
            throw new CorruptDequeException(
                    path, "the journal's selector at offset " + SELECTOR_OFFSET + " is " + selector);
        }
        return selector;
    }

    /** Lets an entry, or none, count (model: Select, SelectIdle): from here on, and before anything stored after it. */
    void select(int selector) {
        region.setIntRelease(SELECTOR_OFFSET, selector); // SYNC(journal)
        region.storeFence();
    }

    /** Writes a step into the entry that does not count yet, and lets it count (model: WriteEntry, Select). */
    void advance(Entry entry) {
        int next = next();
        int offset = offset(next);
        region.setLong(offset + DIRECTION, entry.direction);
        region.setLong(offset + WRITE, entry.write);
        region.setLong(offset + READ, entry.read);
        region.setLong(offset + RUN, entry.run);
        region.setLong(offset + REMOVED, entry.removed);
        region.setLong(offset + TARGET, entry.target);
        region.setLong(offset + TAKES_BEFORE, entry.takesBefore);
        select(next);
    }

    private int next() {
        return selector() == ENTRY_A ? ENTRY_B : ENTRY_A;
    }

    private static int offset(int selector) {
        return selector == ENTRY_A ? ENTRY_A_OFFSET : ENTRY_B_OFFSET;
    }

    /** Writes how many words a shift has moved, and lets it count. */
    void advanceShift(int moved) {
        int next = next();
        int offset = offset(next);
        region.setLong(offset + DIRECTION, SHIFT);
        region.setLong(offset + MOVED, moved);
        select(next);
    }

    /** Writes a swap of a reversal, and lets it count. */
    void advance(Swap swap) {
        int next = next();
        int offset = offset(next);
        region.setLong(offset + DIRECTION, REVERSAL);
        region.setLong(offset + PIECEWISE, swap.piecewise ? 1 : 0);
        region.setLong(offset + START, swap.start);
        region.setLong(offset + END, swap.end);
        region.setLong(offset + SWAP, swap.number);
        region.setLong(offset + LOW, swap.low);
        region.setLong(offset + HIGH, swap.high);
        select(next);
    }

    /** Which kind of operation the entry that counts tells of. */
    int kind() {
        int offset = offset(selector());
        long kind = region.getLong(offset + DIRECTION);
        if (kind < DOWN || kind > REVERSAL) {
            throw new CorruptDequeException(path, "the journal entry at offset " + offset + " has direction " + kind);
        }
        return (int) kind;
    }

    /** The words that a shift has moved, of the entry that counts. */
    long moved() {
        return region.getLong(offset(selector()) + MOVED);
    }

    /** Reads the entry that counts. */
    void read(Swap swap) {
        int offset = offset(selector());
        swap.piecewise = region.getLong(offset + PIECEWISE) != 0;
        swap.start = (int) region.getLong(offset + START);
        swap.end = (int) region.getLong(offset + END);
        swap.number = (int) region.getLong(offset + SWAP);
        swap.low = region.getLong(offset + LOW);
        swap.high = region.getLong(offset + HIGH);
    }

    /** Writes a plan, which counts with the first entry that refers to it. */
    void write(Plan plan) {
        region.setLong(PLAN_OFFSET + HEAD_BEFORE, plan.headBefore);
        region.setLong(PLAN_OFFSET + TAIL_BEFORE, plan.tailBefore);
        region.setLong(PLAN_OFFSET + HEAD_AFTER, plan.headAfter);
        region.setLong(PLAN_OFFSET + TAIL_AFTER, plan.tailAfter);
        region.setLong(PLAN_OFFSET + PUTS_AFTER, plan.putsAfter);
        region.setLong(PLAN_OFFSET + TAKES_AFTER, plan.takesAfter);
        region.setLong(PLAN_OFFSET + FROM, plan.from);
        region.setLong(PLAN_OFFSET + TO, plan.to);
        region.setLong(PLAN_OFFSET + COUNT, plan.count);
        region.setLong(PLAN_OFFSET + PLACE, plan.place);
        region.setLong(PLAN_OFFSET + STAGED, plan.staged);
        region.setLong(PLAN_OFFSET + FIRST_CUT, plan.firstCut);
        region.setLong(PLAN_OFFSET + SECOND_CUT, plan.secondCut);
    }

    /** Reads the plan that the entry that counts refers to. */
    Plan readPlan() {
        Plan plan = new Plan(region.getLong(PLAN_OFFSET + HEAD_BEFORE), region.getLong(PLAN_OFFSET + TAIL_BEFORE));
        plan.headAfter = region.getLong(PLAN_OFFSET + HEAD_AFTER);
        plan.tailAfter = region.getLong(PLAN_OFFSET + TAIL_AFTER);
        plan.putsAfter = region.getLong(PLAN_OFFSET + PUTS_AFTER);
        plan.takesAfter = region.getLong(PLAN_OFFSET + TAKES_AFTER);
        plan.from = (int) region.getLong(PLAN_OFFSET + FROM);
        plan.to = (int) region.getLong(PLAN_OFFSET + TO);
        plan.count = (int) region.getLong(PLAN_OFFSET + COUNT);
        plan.place = (int) region.getLong(PLAN_OFFSET + PLACE);
        plan.staged = (int) region.getLong(PLAN_OFFSET + STAGED);
        plan.firstCut = (int) region.getLong(PLAN_OFFSET + FIRST_CUT);
        plan.secondCut = (int) region.getLong(PLAN_OFFSET + SECOND_CUT);
        return plan;
    }

    /** Writes a complete record onto the stage, where it counts with the first entry whose plan tells of it. */
    void stage(Payload payload, int stamp) {
        int length = payload.length();
        region.setLong(STAGE_OFFSET, Ring.header(length, stamp));
        if (payload.buffer() == null) {
            region.setBytes(STAGE_OFFSET + RecordLayout.PAYLOAD, payload.array(), payload.offset(), length);
        } else {
            region.setBytes(STAGE_OFFSET + RecordLayout.PAYLOAD, payload.buffer(), payload.offset(), length);
        }
        int end = STAGE_OFFSET + payload.words() * RecordLayout.WORD_BYTES;
        region.setInt(end - RecordLayout.FOOTER_BYTES, Ring.footerOf(length));
    }

    /** Reads the entry that counts. */
    void read(Entry entry) {
        int offset = offset(selector());
        int direction = kind();
        if (direction != DOWN && direction != UP) {
            throw new CorruptDequeException(
                    path, "the journal entry at offset " + offset + " has direction " + direction);
        }
        entry.direction = direction;
        entry.write = (int) region.getLong(offset + WRITE);
        entry.read = (int) region.getLong(offset + READ);
        entry.run = (int) region.getLong(offset + RUN);
        entry.removed = (int) region.getLong(offset + REMOVED);
        entry.target = region.getLong(offset + TARGET);
        entry.takesBefore = region.getLong(offset + TAKES_BEFORE);
    }
}
