package dev.sluice.deque;

import dev.sluice.CorruptDequeException;
import dev.sluice.layout.JournalLayout;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is true of a deque that nobody uses at the moment and whose dead have been cleaned up after.
 *
 * <ul>
 *   <li>I1 HEAD and TAIL enclose at most capacity elements in at most the ring's words.
 *   <li>I2 From HEAD to TAIL there are whole records, as many as their sequences say, their two lengths equal, none doomed;
 *       and likewise from TAIL to HEAD.
 *   <li>I3 Their stamps are distinct and older than the next one.
 *   <li>I4 The cached HEAD is HEAD or an earlier one; the cached TAIL is not beyond TAIL, and if it is beyond HEAD, it is a
 *       border of records.
 *   <li>I5 No guard is held, the journal is idle, the epoch even, the state known.
 *   <li>I6 Of a joinable deque: what a slot has done and abandoned is not more than it has taken, and no take is pending.
 * </ul>
 */
final class Invariants {
    private final DequeParts parts;
    private final Ring ring;
    private final Indices indices;
    private final List<String> violations = new ArrayList<>();

    Invariants(DequeParts parts) {
        this.parts = parts;
        this.ring = parts.ring();
        this.indices = parts.indices();
    }

    List<String> violations() {
        try {
            long head = indices.headAcquire();
            long tail = indices.tailAcquire();
            ring.check(head, tail);
            Set<Long> borders = walkUp(head, tail);
            walkDown(head, tail);
            checkCached(head, tail, borders);
            checkRest();
        } catch (CorruptDequeException damage) {
            violations.add(damage.getMessage());
        }
        return violations;
    }

    private void expect(boolean holds, String invariant) {
        if (!holds) {
            violations.add(invariant);
        }
    }

    private Set<Long> walkUp(long head, long tail) {
        Set<Long> borders = new HashSet<>();
        Set<Integer> stamps = new HashSet<>();
        long index = head;
        while (index != tail && Index.count(index, tail) > 0) {
            int position = Index.position(index);
            expect(!ring.isDoomed(position), "I2: a doomed record at position " + position);
            int size = ring.sizeAt(position, Index.words(index, tail));
            int stamp = ring.stampAt(position);
            expect(stamps.add(stamp), "I3: stamp " + stamp + " twice");
            expect(stamp - (int) indices.puts() < 0, "I3: stamp " + stamp + " of the future");
            index = Index.plus(index, 1, size);
            borders.add(index);
        }
        expect(index == tail, "I2: the records do not end at TAIL");
        return borders;
    }

    private void walkDown(long head, long tail) {
        long index = tail;
        while (index != head && Index.count(head, index) > 0) {
            index = Index.plus(index, -1, -ring.sizeBefore(Index.position(index), Index.words(head, index)));
        }
        expect(index == head, "I2: the records do not begin at HEAD");
    }

    private void checkCached(long head, long tail, Set<Long> borders) {
        long cachedHead = indices.cachedHead();
        expect(
                Index.count(cachedHead, head) >= 0 && Index.words(cachedHead, head) >= 0,
                "I4: the cached HEAD is beyond HEAD");
        long cachedTail = indices.cachedTail();
        expect(Index.count(cachedTail, tail) >= 0, "I4: the cached TAIL is beyond TAIL");
        expect(
                Index.count(head, cachedTail) <= 0 || borders.contains(cachedTail),
                "I4: the cached TAIL is not a border of records");
    }

    private void checkRest() {
        expect(indices.head() == indices.headAcquire(), "I4: the own HEAD is not HEAD");
        expect(indices.tail() == indices.tailAcquire(), "I4: the own TAIL is not TAIL");
        expect(parts.headGuard().isFree(), "I5: the head guard is held");
        expect(parts.tailGuard().isFree(), "I5: the tail guard is held");
        expect(parts.journal().selector() == JournalLayout.IDLE, "I5: the journal is not idle");
        expect(indices.isEpochSettled(), "I5: the epoch is odd");
        indices.state(); // throws if it is none
        expect(parts.tasks().areSettled(), "I6: a take is pending");
    }
}
