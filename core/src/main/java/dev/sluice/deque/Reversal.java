package dev.sluice.deque;

import dev.sluice.layout.JournalLayout;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import dev.sluice.sync.StackRoom;

/**
 * Reverses the order of the pieces of a range in place: first all its words, then those of each piece. The caller holds both
 * guards, or acts for a dead one that does.
 *
 * <p>Two words are exchanged at a time. Their values are in the journal before they are stored, so the exchange that its user
 * died in is made again, and then the next ones, which nobody has touched. It needs no room, which is why large records are put
 * in their place in this way as well: they are filled in beyond the end, then exchanged with what stands between.
 */
final class Reversal {
    private final DequeParts parts;
    private final Indices indices;
    private final Ring ring;
    private final Journal journal;

    Reversal(DequeParts parts) {
        this.parts = parts;
        this.indices = parts.indices();
        this.ring = parts.ring();
        this.journal = parts.journal();
    }

    /** Reverses the order of all elements. */
    void reverseAll(long head, long tail) {
        checkRecords(head, tail);
        Plan plan = Plan.of(head, tail, indices);
        plan.reverse(Index.position(head), Index.words(head, tail), JournalLayout.RECORDS, 0);
        run(plan);
    }

    /** Now: nothing may be found wrong in the middle. */
    private void checkRecords(long head, long tail) {
        int left = Index.words(head, tail);
        int position = Index.position(head);
        while (left > 0) {
            int size = ring.sizeAt(position, left);
            ring.lengthAt(position, left);
            position += size;
            left -= size;
        }
    }

    /** Does what the plan says. */
    void run(Plan plan) {
        StackRoom.require();
        Journal.Swap swap = new Journal.Swap();
        swap.end = plan.count;
        swap.number = -1;
        journal.write(plan);
        proceed(plan, swap);
    }

    /** Goes on with what the journal says. */
    void replay() {
        Plan plan = journal.readPlan();
        Journal.Swap swap = new Journal.Swap();
        journal.read(swap);
        plan.checkIndices(indices, ring, parts.path());
        boolean range = plan.count > 0 && plan.count <= ring.words();
        boolean cuts = plan.firstCut == JournalLayout.RECORDS
                || (plan.firstCut >= 0 && plan.firstCut <= plan.secondCut && plan.secondCut <= plan.count);
        boolean piece = swap.start >= 0 && swap.start < swap.end && swap.end <= plan.count;
        if (!range || !cuts || !piece || swap.number < 0 || swap.number >= (swap.end - swap.start) / 2) {
            throw plan.nonsense(parts.path());
        }
        exchange(plan, swap);
        proceed(plan, swap);
    }

    private void proceed(Plan plan, Journal.Swap swap) {
        while (next(plan, swap)) {
            swap.low = ring.word(plan.from + swap.start + swap.number);
            swap.high = ring.word(plan.from + swap.end - 1 - swap.number);
            journal.advance(swap);
            exchange(plan, swap);
        }
        plan.commit(indices, journal);
    }

    private void exchange(Plan plan, Journal.Swap swap) {
        ring.setWord(plan.from + swap.start + swap.number, swap.high);
        ring.setWord(plan.from + swap.end - 1 - swap.number, swap.low);
    }

    private boolean next(Plan plan, Journal.Swap swap) {
        swap.number++;
        while (swap.number >= (swap.end - swap.start) / 2) {
            int start = swap.piecewise ? swap.end : 0;
            if (start == plan.count) {
                return false;
            }
            swap.piecewise = true;
            swap.start = start;
            swap.end = endOfPiece(plan, start);
            swap.number = 0;
        }
        return true;
    }

    private int endOfPiece(Plan plan, int start) {
        if (plan.firstCut == JournalLayout.RECORDS) {
            return start + ring.reversedSizeAt(plan.from + start, plan.count - start);
        }
        return start < plan.firstCut ? plan.firstCut : start < plan.secondCut ? plan.secondCut : plan.count;
    }
}
