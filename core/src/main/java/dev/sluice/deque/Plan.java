package dev.sluice.deque;

import static dev.sluice.layout.JournalLayout.IDLE;

import dev.sluice.CorruptDequeException;
import dev.sluice.ring.Ring;
import java.nio.file.Path;

/**
 * What an operation of several steps does, from beginning to end: written into the journal before the first step, so that
 * whoever finishes it for a dead one does the same. Positions are in words.
 */
final class Plan {
    final long headBefore;
    final long tailBefore;
    long headAfter;
    long tailAfter;
    long putsAfter;
    long takesAfter;

    /** The block that moves, or the range that is reversed: its beginning, the beginning that it gets, and its words. */
    int from;

    int to;
    int count;

    /** Where the staged record goes; and its words, 0 if there is none. */
    int place;

    int staged;

    /** Where, counted from the beginning of the reversed range, its second and its third piece begin; or RECORDS. */
    int firstCut;

    int secondCut;

    Plan(long headBefore, long tailBefore) {
        this.headBefore = headBefore;
        this.tailBefore = tailBefore;
    }

    /** A plan that changes nothing yet. */
    static Plan of(long head, long tail, Indices indices) {
        Plan plan = new Plan(head, tail);
        plan.headAfter = head;
        plan.tailAfter = tail;
        plan.putsAfter = indices.puts();
        plan.takesAfter = indices.takes();
        return plan;
    }

    /** The block that moves by a distance, which may be negative. */
    void move(int position, int words, int distance) {
        from = position;
        count = words;
        to = position + distance;
    }

    /** The range that is reversed, and what stands in it afterwards: three pieces, of which the second may be empty. */
    void reverse(int position, int words, int firstPiece, int secondPiece) {
        from = position;
        to = position;
        count = words;
        firstCut = firstPiece;
        secondCut = firstPiece + secondPiece;
    }

    /** The last steps; killed between them, the journal still names the entry that leads here again. */
    void commit(Indices indices, Journal journal) {
        indices.setPuts(putsAfter);
        indices.setTakes(takesAfter);
        // Both assumptions about the other end first: the borders of records have moved.
        indices.cacheHead(headAfter);
        indices.cacheTail(tailAfter);
        indices.commitBoth(headAfter, tailAfter); // SYNC(commit)
        journal.select(IDLE);
    }

    /** Ends the call if HEAD and TAIL, before, after or as they are, make no sense: for a plan that was read from the file. */
    void checkIndices(Indices indices, Ring ring, Path path) {
        ring.check(headBefore, tailBefore);
        ring.check(headAfter, tailAfter);
        long head = indices.headAcquire();
        long tail = indices.tailAcquire();
        if ((head != headBefore && head != headAfter) || (tail != tailBefore && tail != tailAfter)) {
            throw nonsense(path);
        }
    }

    CorruptDequeException nonsense(Path path) {
        return new CorruptDequeException(
                path,
                "the journal's plan makes no sense: " + count + " words from " + from + " to " + to + ", " + staged
                        + " words to " + place + ", cut at " + firstCut + " and " + secondCut + ", HEAD 0x"
                        + Long.toHexString(headBefore) + " to 0x" + Long.toHexString(headAfter) + ", TAIL 0x"
                        + Long.toHexString(tailBefore) + " to 0x" + Long.toHexString(tailAfter));
    }
}
