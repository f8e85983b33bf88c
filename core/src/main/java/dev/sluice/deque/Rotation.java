package dev.sluice.deque;

import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;

/**
 * Brings elements from one end to the other. The ring is circular: where a block from the tail has to go, just before HEAD, is
 * also where the free part behind TAIL ends. So the block moves across the free part, not around; a full ring stands still, and
 * only HEAD and TAIL move.
 */
final class Rotation {
    private final Indices indices;
    private final Ring ring;
    private final Shift shift;

    Rotation(DequeParts parts) {
        this.indices = parts.indices();
        this.ring = parts.ring();
        this.shift = new Shift(parts);
    }

    /** Brings the last {@code distance} elements before the first; or, if it is negative, the first ones behind the last. */
    void rotate(int distance, long head, long tail) {
        int size = Index.count(head, tail);
        int right = size == 0 ? 0 : Math.floorMod(distance, size);
        if (right == 0) {
            return;
        }
        int border = Walk.to(ring, head, tail, size - right);
        int last = Index.position(tail) - border;
        int first = border - Index.position(head);
        int free = ring.words() - first - last;
        Plan plan = Plan.of(head, tail, indices);
        // Either way the same order comes out: the shorter block moves.
        if (last <= first) {
            plan.move(border, free == 0 ? 0 : last, free);
            plan.headAfter = Index.plus(head, -right, -last);
            plan.tailAfter = Index.plus(tail, -right, -last);
        } else {
            plan.move(Index.position(head), free == 0 ? 0 : first, -free);
            plan.headAfter = Index.plus(head, size - right, first);
            plan.tailAfter = Index.plus(tail, size - right, first);
        }
        shift.run(plan);
    }
}
