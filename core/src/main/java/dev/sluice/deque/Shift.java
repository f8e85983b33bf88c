package dev.sluice.deque;

import dev.sluice.layout.JournalLayout;
import dev.sluice.ring.Ring;
import dev.sluice.sync.StackRoom;

/**
 * Moves a block of words, puts a staged record where there is room now, and moves HEAD and TAIL. The caller holds both guards,
 * or acts for a dead one that does.
 *
 * <p>A chunk is at most as long as the way, so it can be copied again, and the words that have not been moved yet are never
 * overwritten. The staged record is complete, outside the ring, before the journal's entry counts. So whatever step its user
 * died at, the operation goes on from the entry to its end: the dead one's operation is done, not undone.
 */
final class Shift {
    private final DequeParts parts;
    private final Indices indices;
    private final Ring ring;
    private final Journal journal;

    Shift(DequeParts parts) {
        this.parts = parts;
        this.indices = parts.indices();
        this.ring = parts.ring();
        this.journal = parts.journal();
    }

    /** Does what the plan says; a record of it has been staged. */
    void run(Plan plan) {
        StackRoom.require();
        journal.write(plan);
        journal.advanceShift(0);
        proceed(plan, 0);
    }

    /** Goes on with what the journal says. */
    void replay() {
        Plan plan = journal.readPlan();
        long moved = journal.moved();
        plan.checkIndices(indices, ring, parts.path());
        long way = Math.abs((long) plan.to - plan.from);
        boolean block = plan.count >= 0 && (plan.count == 0 || way > 0) && plan.count + way <= ring.words();
        boolean record = plan.staged >= 0 && plan.staged <= Math.min(JournalLayout.STAGE_WORDS, ring.words());
        if (!block || !record || moved < 0 || moved > plan.count) {
            throw plan.nonsense(parts.path());
        }
        proceed(plan, (int) moved);
    }

    private void proceed(Plan plan, int alreadyMoved) {
        int moved = alreadyMoved;
        int distance = plan.to - plan.from;
        while (moved < plan.count) {
            int chunk = Math.min(plan.count - moved, Math.abs(distance));
            int source = distance < 0 ? plan.from + moved : plan.from + plan.count - moved - chunk;
            ring.move(source, source + distance, chunk);
            moved += chunk;
            journal.advanceShift(moved);
        }
        if (plan.staged > 0) {
            ring.copyIn(JournalLayout.STAGE_OFFSET, plan.place, plan.staged);
        }
        plan.commit(indices, journal);
    }
}
