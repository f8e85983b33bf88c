package dev.sluice.stress.crash;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.ring.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What must hold of what a death has left: repaired, it is as before or as after the operation, and can be used. */
final class Judge {
    static final int MOST_VIOLATIONS = 20;

    private final Random random;
    private final List<String> violations = new ArrayList<>();

    Judge(Random random) {
        this.random = random;
    }

    /** What was wrong, with the way to it. */
    List<String> violations() {
        return violations;
    }

    /** Whether there is no point in going on. */
    boolean hasSeenEnough() {
        return violations.size() >= MOST_VIOLATIONS;
    }

    /** Repairs and uses a memory through a survivor, and notes what is wrong. */
    void judge(HeapRegion region, Remains.Case found) {
        String where = found.where();
        List<List<String>> allowed = found.allowed();
        try {
            if (found.identity().joinable()) {
                found.accounts().judge(region.copy()).forEach(wrong -> violations.add(where + ": " + wrong));
            }
            DequeEngine survivor = Handles.survivor(region, found.identity());
            int notEmpty = region.getInt(HeaderLayout.NOT_EMPTY_OFFSET);
            int notFull = region.getInt(HeaderLayout.NOT_FULL_OFFSET);
            survivor.repair();
            check(survivor, where);
            List<String> contents = Handles.contents(survivor);
            expect(allowed.contains(contents), where + ": found " + contents + ", allowed " + allowed);
            expect(
                    region.getInt(HeaderLayout.NOT_EMPTY_OFFSET) != notEmpty
                            && region.getInt(HeaderLayout.NOT_FULL_OFFSET) != notFull,
                    where + ": repair did not wake everybody");
            survivor.repair(); // a second time must change nothing
            expect(Handles.contents(survivor).equals(contents), where + ": repair is not idempotent");
            use(survivor, contents, where);
            check(survivor, where + ", used");
        } catch (RuntimeException | AssertionError failure) {
            violations.add(where + ": " + failure);
        }
    }

    private void check(DequeEngine survivor, String where) {
        for (String violation : survivor.violations()) {
            violations.add(where + ": " + violation);
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    /** The survivors go on: one takes from both ends in turn, then somebody puts, if the deque is still open. */
    private void use(DequeEngine survivor, List<String> contents, String where) {
        List<String> model = new ArrayList<>(contents);
        while (!model.isEmpty()) {
            End end = random.nextBoolean() ? End.FIRST : End.LAST;
            Payload sink = new Payload();
            expect(survivor.poll(end, sink), where + ": an element is missing");
            String expected = model.remove(end == End.FIRST ? 0 : model.size() - 1);
            String found = new String(sink.array(), sink.offset(), sink.length(), StandardCharsets.US_ASCII);
            expect(found.equals(expected), where + ": took " + found + " instead of " + expected);
        }
        expect(!survivor.poll(End.FIRST, new Payload()), where + ": an element too many");
        if (!survivor.isShutDown()) {
            for (int i = 0; i < 6; i++) {
                String element = "u" + i;
                End end = random.nextBoolean() ? End.FIRST : End.LAST;
                if (survivor.offer(end, Operation.payload(element))) {
                    model.add(end == End.FIRST ? 0 : model.size(), element);
                    if (model.size() > survivor.identity().capacity()) {
                        model.remove(end == End.FIRST ? model.size() - 1 : 0);
                    }
                }
            }
            expect(Handles.contents(survivor).equals(model), where + ": not as put afterwards");
        }
    }
}
