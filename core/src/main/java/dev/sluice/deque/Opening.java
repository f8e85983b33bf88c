package dev.sluice.deque;

import dev.sluice.layout.JournalLayout;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.ring.Ring;
import dev.sluice.sync.StackRoom;

/** Insertion at a border of records: those on its shorter side make room, and the record comes in with the same commit. */
final class Opening {
    private final Indices indices;
    private final Ring ring;
    private final Journal journal;
    private final Shift shift;
    private final Reversal reversal;

    Opening(DequeParts parts) {
        this.indices = parts.indices();
        this.ring = parts.ring();
        this.journal = parts.journal();
        this.shift = new Shift(parts);
        this.reversal = new Reversal(parts);
    }

    /** Inserts a record, for which there is room, before the one that begins at the position. */
    void insert(int position, Payload payload, long head, long tail) {
        // Also where nothing moves: the last steps of a plan, of which the first ones count on the last one.
        StackRoom.require();
        int words = payload.words();
        int before = position - Index.position(head);
        int behind = Index.position(tail) - position;
        boolean up = behind <= before;
        Plan plan = Plan.of(head, tail, indices);
        int stamp = (int) plan.putsAfter++;
        if (up) {
            plan.tailAfter = Index.plus(tail, 1, words);
        } else {
            plan.headAfter = Index.plus(head, -1, -words);
        }
        if (Math.min(before, behind) > 0 && words <= JournalLayout.STAGE_WORDS) {
            plan.move(up ? position : Index.position(head), up ? behind : before, up ? words : -words);
            plan.place = up ? position : position - words;
            plan.staged = words;
            journal.stage(payload, stamp);
            shift.run(plan);
        } else {
            // Into the free part at the end; where that is not its place, it changes places with what stands between.
            ring.fill(up ? Index.position(tail) : Index.position(plan.headAfter), payload, stamp);
            if (up) {
                plan.reverse(position, behind + words, words, behind);
            } else {
                plan.reverse(Index.position(plan.headAfter), words + before, before, words);
            }
            if (Math.min(before, behind) > 0) {
                reversal.run(plan);
            } else {
                plan.commit(indices, journal);
            }
        }
        int size = Index.count(plan.headAfter, plan.tailAfter);
        if (size > indices.highWater()) {
            indices.setHighWater(size);
        }
    }
}
