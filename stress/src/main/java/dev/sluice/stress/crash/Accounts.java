package dev.sluice.stress.crash;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges what a joinable deque has counted when its victim has been cleaned up after: each element is in the deque, or was in
 * the victim's hands and is abandoned; never both, never neither.
 */
final class Accounts {
    private final Identity identity;
    private final Operation operation;
    private final int elementsBefore;

    Accounts(Identity identity, Operation operation, int elementsBefore) {
        this.identity = identity;
        this.operation = operation;
        this.elementsBefore = elementsBefore;
    }

    /** What is wrong with what the dead left, nothing if all is well. */
    List<String> judge(HeapRegion remains) {
        List<String> violations = new ArrayList<>();
        DequeEngine survivor = Handles.survivor(remains, identity);
        int allDone = remains.getInt(HeaderLayout.ALL_DONE_OFFSET);
        survivor.repair();
        int elements = survivor.size();
        long abandoned = survivor.abandoned() - Scenario.ABANDONED;
        List<Integer> expected = operation.inHand(Scenario.IN_HAND, elementsBefore, elements);
        if (!expected.contains((int) abandoned)) {
            violations.add(abandoned + " are abandoned, " + expected + " would be right with " + elements
                    + " elements in the deque after " + elementsBefore);
        }
        if (survivor.unfinished() != elements) {
            violations.add(survivor.unfinished() + " are unfinished, but there are " + elements + " elements");
        }
        if (remains.getInt(HeaderLayout.ALL_DONE_OFFSET) == allDone) {
            violations.add("repair did not wake those who wait for all to be done");
        }
        violations.addAll(survivor.violations());
        finishAll(survivor, elements, violations);
        return violations;
    }

    private static void finishAll(DequeEngine survivor, int elements, List<String> violations) {
        for (int taken = 0; taken < elements; taken++) {
            survivor.poll(End.LAST, new Payload());
        }
        if (survivor.unfinished() != elements) {
            violations.add(survivor.unfinished() + " instead of " + elements + " are unfinished once they are taken");
        }
        if (elements > 0) {
            survivor.taskDone(elements);
        }
        try {
            if (!survivor.awaitAllDone(Deadline.AT_ONCE)) {
                violations.add("all is done, but not seen to be");
            }
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
