package dev.sluice.stress.crash;

import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.deque.Putters;
import dev.sluice.layout.JournalLayout;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mutating operation that the victim dies in.
 *
 * @param inserted what it puts, so that EVICT's drop without the insertion can be told
 * @param thinned whether it has so many stores, of the same few kinds again and again, that not all of them are visited
 * @param tasks what it does to the tasks in hand
 */
record Operation(String name, Consumer<DequeEngine> body, List<String> inserted, boolean thinned, Tasks tasks) {
    /** What becomes of the tasks in the hands of whoever does it. */
    enum Tasks {
        /** What it removes, if it removes anything, is finished. */
        STAY,
        /** What it removes is taken. */
        TAKEN,
        /** What it inserts was taken before. */
        GIVEN_BACK,
        /** One is done. */
        DONE
    }

    Operation(String name, Consumer<DequeEngine> body, List<String> inserted) {
        this(name, body, inserted, false, Tasks.STAY);
    }

    /** It puts nothing. */
    Operation(String name, Consumer<DequeEngine> body, Tasks tasks) {
        this(name, body, List.of(), false, tasks);
    }

    /** What whoever dies in it may have had in hand, of so many before, if it has made what was before into what was found. */
    List<Integer> inHand(int before, int elementsBefore, int elementsFound) {
        return switch (tasks) {
            case STAY -> List.of(before);
            case TAKEN -> List.of(before + elementsBefore - elementsFound);
            case GIVEN_BACK -> List.of(Math.max(0, before + elementsBefore - elementsFound));
            case DONE -> List.of(before, before - 1);
        };
    }

    /** Those of joinable deques. */
    static List<Operation> joining() {
        return List.of(new Operation("task done", engine -> engine.taskDone(1), Tasks.DONE));
    }

    private static final String SMALL = "new";
    private static final String MIDDLE = "N".repeat(40);
    private static final String LARGE = "L".repeat(260);

    /** Larger than the stage. */
    private static final String HUGE = "H".repeat(8 * JournalLayout.STAGE_WORDS);

    /** Of a thinned operation, all of the first stores are visited, and then one in so many: a prime number. */
    private static final int FIRST_STORES = 40;

    private static final int STRIDE = 23;

    /**
     * The number of the store to visit after that one.
     *
     * @param thorough whether to visit them all, however many there are
     */
    int storeAfter(int store, boolean thorough) {
        return thinned && !thorough ? thinnedAfter(store) : store + 1;
    }

    /** The number of the store to visit after that one, where there are many of the same kinds. */
    static int thinnedAfter(int store) {
        return store + (store > FIRST_STORES ? STRIDE : 1);
    }

    static Payload payload(String element) {
        byte[] bytes = element.getBytes(StandardCharsets.US_ASCII);
        return new Payload().set(bytes, 0, bytes.length);
    }

    private static Batch batch(List<String> elements) {
        Batch batch = new Batch();
        for (String element : elements) {
            byte[] bytes = element.getBytes(StandardCharsets.US_ASCII);
            int start = batch.append(bytes.length, 0);
            System.arraycopy(bytes, 0, batch.bytes(), start, bytes.length);
        }
        return batch;
    }

    /** All of them, for such a deque. */
    static List<Operation> all(Scenario scenario) {
        int size = scenario.elements();
        List<Operation> all = new ArrayList<>();
        for (String element : List.of(SMALL, MIDDLE, LARGE)) {
            for (End end : End.values()) {
                all.add(new Operation(
                        "offer " + element.length() + " " + end,
                        engine -> engine.offer(end, payload(element)),
                        List.of(element)));
            }
        }
        for (End end : End.values()) {
            all.add(new Operation("poll " + end, engine -> engine.poll(end, new Payload()), Tasks.TAKEN));
            all.add(new Operation("peek " + end, engine -> engine.peek(end, new Payload()), List.of()));
        }
        addBatches(all);
        all.add(new Operation("drain 2", engine -> engine.drain(2, new Batch()), Tasks.TAKEN));
        all.add(new Operation("drain", engine -> engine.drain(Integer.MAX_VALUE, new Batch()), Tasks.TAKEN));
        all.add(new Operation("clear", DequeEngine::clear, List.of()));
        all.add(new Operation("shut down", engine -> engine.shutDown(false), List.of()));
        all.add(new Operation("shut down now", engine -> engine.shutDown(true), List.of()));
        all.add(new Operation("close", DequeEngine::close, Tasks.STAY));
        addHandovers(all);
        addRemovals(all, size);
        addHalves(all);
        if (scenario.overflow() == Overflow.REJECT && (scenario.waiting() == Waiting.KERNEL || scenario.isTypical())) {
            addIndexed(all, scenario);
        }
        return all;
    }

    /** What the waiting thread of pending futures does: takes for and puts on behalf of several, some of whom change their minds. */
    private static void addHandovers(List<Operation> all) {
        for (End end : End.values()) {
            for (int claims : new int[] {1, 2, 9}) {
                all.add(new Operation(
                        "take for " + claims + " " + end,
                        engine -> engine.takeFor(end, 9, new Batch(), new Claims(claims)::claim, Deadline.AT_ONCE),
                        Tasks.TAKEN));
            }
            for (List<String> elements : List.of(List.of(SMALL), List.of(SMALL, MIDDLE, "e"), List.of(LARGE, SMALL))) {
                all.add(new Operation(
                        "put for " + elements.size() + " of " + elements.get(0).length() + " " + end,
                        engine -> engine.putFor(end, new Unsteady(elements), Deadline.AT_ONCE),
                        elements));
            }
        }
    }

    private static final class Claims {
        private int left;

        Claims(int left) {
            this.left = left;
        }

        boolean claim() {
            return left-- > 0;
        }
    }

    /** Putters of these elements, with one after each who has changed its mind. */
    private static final class Unsteady implements Putters {
        private final List<String> elements;
        private int next;

        Unsteady(List<String> elements) {
            this.elements = elements;
        }

        @Override
        public @Nullable Payload next() {
            int i = next++;
            return i / 2 < elements.size() ? payload(i % 2 == 0 ? elements.get(i / 2) : "changed its mind") : null;
        }

        @Override
        public boolean claim() {
            return next % 2 == 1;
        }
    }

    private static void addBatches(List<Operation> all) {
        for (List<String> elements :
                List.of(List.of(SMALL), List.of(SMALL, MIDDLE), List.of(SMALL, MIDDLE, "", LARGE, SMALL + SMALL))) {
            all.add(new Operation("append " + elements.size(), engine -> engine.appendAll(batch(elements)), elements));
            all.add(new Operation(
                    "prepend " + elements.size(),
                    engine -> engine.prependAll(batch(elements), 0),
                    elements,
                    false,
                    Tasks.GIVEN_BACK));
        }
    }

    private static void addHalves(List<Operation> all) {
        for (List<String> elements : List.of(List.of(SMALL), List.of(SMALL, MIDDLE, "", LARGE, SMALL + SMALL))) {
            all.add(new Operation(
                    "prepend new " + elements.size(),
                    engine -> engine.batches().prependNew(batch(elements)),
                    elements));
            all.add(new Operation(
                    "append some of " + elements.size(),
                    engine -> engine.batches().appendSome(batch(elements), 0),
                    elements));
        }
    }

    /** Of elements of every size by which the others move inward, outward, or not at all; and of those too large for the stage. */
    private static void addIndexed(List<Operation> all, Scenario scenario) {
        int size = scenario.elements();
        for (int i = 0; i <= size; i++) {
            for (String element : scenario.isTypical() ? List.of("", MIDDLE, LARGE, HUGE) : List.of("", MIDDLE)) {
                addIndexed(all, i, element);
                if (i < size) {
                    addReplacement(all, i, element);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            int index = i;
            all.add(new Operation(
                    "remove at " + i,
                    engine -> engine.indexed().remove(index, new Payload()),
                    List.of(),
                    true,
                    Tasks.TAKEN));
        }
        for (int distance = 1; distance < size; distance++) {
            int right = distance;
            addThinned(all, "rotate by " + right, engine -> engine.indexed().rotate(right), List.of());
        }
        addThinned(all, "reverse", engine -> engine.indexed().reverse(), List.of());
    }

    private static void addIndexed(List<Operation> all, int index, String element) {
        addThinned(
                all,
                "insert " + element.length() + " at " + index,
                engine -> engine.indexed().insert(index, payload(element)),
                List.of(element));
    }

    private static void addReplacement(List<Operation> all, int index, String element) {
        addThinned(
                all,
                "set " + index + " to " + element.length(),
                engine -> engine.indexed().set(index, payload(element), new Payload()),
                List.of());
    }

    private static void addThinned(
            List<Operation> all, String name, Consumer<DequeEngine> body, List<String> inserted) {
        all.add(new Operation(name, body, inserted, true, Tasks.STAY));
    }

    private static void addRemovals(List<Operation> all, int size) {
        for (int i = 0; i < size; i++) {
            int stamp = i; // the survivor's puts were the first
            for (End from : End.values()) {
                all.add(new Operation(
                        "remove " + i + " from " + from, engine -> engine.remove(stamp, from), List.of()));
            }
            all.add(new Operation(
                    "remove occurrence " + i,
                    engine -> engine.removeOccurrence(stamp, End.FIRST, first(stamp), new Batch()),
                    List.of()));
        }
        for (int mask = 1; mask < 1 << size; mask++) {
            int[] stamps = stamps(mask, size);
            all.add(new Operation(
                    "remove all of " + Arrays.toString(stamps), engine -> engine.removeAll(stamps), List.of()));
        }
    }

    private static int[] first(int count) {
        int[] first = new int[count];
        Arrays.setAll(first, i -> i);
        return first;
    }

    private static int[] stamps(int mask, int size) {
        int[] stamps = new int[Integer.bitCount(mask)];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (((mask >>> i) & 1) != 0) {
                stamps[count++] = i;
            }
        }
        return stamps;
    }
}
