package dev.sluice.deque;

import dev.sluice.layout.JournalLayout;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.ring.Ring;

/** Another record in the place of one; if their sizes differ, those on its shorter side move by the difference. */
final class Replacement {
    private final Indices indices;
    private final Ring ring;
    private final Journal journal;
    private final Shift shift;
    private final Reversal reversal;

    Replacement(DequeParts parts) {
        this.indices = parts.indices();
        this.ring = parts.ring();
        this.journal = parts.journal();
        this.shift = new Shift(parts);
        this.reversal = new Reversal(parts);
    }

    /** Replaces the record at a position; returns false, having changed nothing, if there is no room. */
    boolean replace(int position, Payload payload, long head, long tail) {
        int words = payload.words();
        int size = ring.sizeAt(position, Index.position(tail) - position);
        int growth = words - size;
        int free = ring.words() - Index.words(head, tail);
        boolean staged = words <= JournalLayout.STAGE_WORDS;
        if (growth > free || (!staged && words > free)) {
            return false;
        }
        int before = position - Index.position(head);
        int behind = Index.position(tail) - position - size;
        boolean up = behind <= before;
        Plan plan = Plan.of(head, tail, indices);
        int stamp = (int) plan.putsAfter++;
        plan.takesAfter++;
        if (up) {
            plan.tailAfter = Index.plus(tail, 0, growth);
        } else {
            plan.headAfter = Index.plus(head, 0, -growth);
        }
        if (staged) {
            if (growth != 0) {
                plan.move(up ? position + size : Index.position(head), up ? behind : before, up ? growth : -growth);
            }
            plan.place = up ? position : position - growth;
            plan.staged = words;
            journal.stage(payload, stamp);
            shift.run(plan);
        } else {
            exchange(plan, payload, stamp, new Around(up, position, size, up ? behind : before));
        }
        return true;
    }

    /** The record that goes, and the words between it and the end where the new one comes in. */
    private record Around(boolean up, int position, int size, int between) {}

    /** The new record into the free part at the end; then the two change places, and the old one is in the free part. */
    private void exchange(Plan plan, Payload payload, int stamp, Around old) {
        int words = payload.words();
        int all = old.size() + old.between() + words;
        if (old.up()) {
            ring.fill(Index.position(plan.tailBefore), payload, stamp);
            plan.reverse(old.position(), all, words, old.between());
        } else {
            int start = Index.position(plan.headBefore) - words;
            ring.fill(start, payload, stamp);
            plan.reverse(start, all, old.size(), old.between());
        }
        reversal.run(plan);
    }
}
