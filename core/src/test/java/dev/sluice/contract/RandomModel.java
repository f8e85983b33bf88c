package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A deque under test, reached through two handles at random, beside its model. The model holds objects with an identity
 * of their own, so that it knows which of several equal elements an iterator must remove.
 */
final class RandomModel {
    private static final List<Insertion> INSERTIONS = List.of(Insertion.values());
    private static final List<Removal> REMOVALS = List.of(Removal.values());
    private static final int VALUES = 4;
    private static final int HISTORY = 12;

    private final BlockingDeque<Integer> one;
    private final BlockingDeque<Integer> two;
    private final int capacity;
    private final Random random;
    private final Deque<Item> model = new ArrayDeque<>();
    private final Deque<Object> history = new ArrayDeque<>();

    RandomModel(BlockingDeque<Integer> one, BlockingDeque<Integer> two, int capacity, long seed) {
        this.one = one;
        this.two = two;
        this.capacity = capacity;
        random = new Random(seed);
    }

    /** The last operations, oldest first. */
    String history() {
        return "operations: " + history;
    }

    /** One random operation, on both, and a comparison of all that can be seen. */
    void step() throws InterruptedException {
        operate(random.nextBoolean() ? one : two);
        BlockingDeque<Integer> seen = random.nextBoolean() ? one : two;
        DequeContract.assertHolds(seen, values());
        assertEquals(capacity - model.size(), seen.remainingCapacity(), "remainingCapacity");
    }

    private void operate(BlockingDeque<Integer> deque) throws InterruptedException {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> insert(deque);
            case 5, 6, 7 -> remove(deque);
            case 8 -> removeByValue(deque);
            case 9 -> addAll(deque);
            case 10 -> drainTo(deque);
            case 11 -> filter(deque);
            case 12 -> iterateAndRemove(deque);
            case 13, 14 -> removeThroughStaleIterator(deque);
            default -> examine(deque);
        }
    }

    private void insert(BlockingDeque<Integer> deque) throws InterruptedException {
        Insertion op = INSERTIONS.get(random.nextInt(INSERTIONS.size()));
        Item item = new Item(random.nextInt(VALUES));
        note(op + " " + item.value);
        if (model.size() < capacity) {
            assertTrue(op.insert(deque, item.value));
            if (op.first()) {
                model.addFirst(item);
            } else {
                model.addLast(item);
            }
        } else if (op.style == Style.THROWS) {
            assertThrows(IllegalStateException.class, () -> op.insert(deque, item.value));
        } else if (op.style != Style.BLOCKS) {
            assertEquals(false, op.insert(deque, item.value, random.nextInt(2), TimeUnit.MICROSECONDS));
        }
    }

    private void remove(BlockingDeque<Integer> deque) throws InterruptedException {
        Removal op = REMOVALS.get(random.nextInt(REMOVALS.size()));
        note(op);
        if (!model.isEmpty()) {
            Item expected = op.last() ? model.removeLast() : model.removeFirst();
            assertEquals(expected.value, op.remove(deque));
        } else if (op.style == Style.THROWS) {
            assertThrows(NoSuchElementException.class, () -> op.remove(deque));
        } else if (op.style != Style.BLOCKS) {
            assertNull(op.remove(deque, random.nextInt(2), TimeUnit.MICROSECONDS));
        }
    }

    private void removeByValue(BlockingDeque<Integer> deque) {
        int value = random.nextInt(VALUES);
        int method = random.nextInt(3);
        note("remove by value " + method + " of " + value);
        Iterator<Item> items = method == 2 ? model.descendingIterator() : model.iterator();
        boolean expected = false;
        while (!expected && items.hasNext()) {
            expected = items.next().value == value;
        }
        if (expected) {
            items.remove();
        }
        boolean actual = switch (method) {
            case 0 -> deque.remove((Object) value);
            case 1 -> deque.removeFirstOccurrence(value);
            default -> deque.removeLastOccurrence(value);
        };
        assertEquals(expected, actual);
    }

    private void addAll(BlockingDeque<Integer> deque) {
        List<Item> items = Stream.generate(() -> new Item(random.nextInt(VALUES)))
                .limit(random.nextInt(capacity + 2))
                .toList();
        List<Integer> added = items.stream().map(item -> item.value).toList();
        note("addAll " + added);
        if (model.size() + items.size() <= capacity) {
            assertEquals(!items.isEmpty(), deque.addAll(added));
            model.addAll(items);
        } else {
            assertThrows(IllegalStateException.class, () -> deque.addAll(added));
            int prefix = deque.size() - model.size();
            assertTrue(prefix == 0 || prefix == capacity - model.size(), () -> prefix + " were added");
            model.addAll(items.subList(0, prefix));
        }
    }

    private void drainTo(BlockingDeque<Integer> deque) {
        int limit = random.nextInt(capacity + 3) - 1;
        note("drainTo " + limit);
        List<Integer> target = new ArrayList<>();
        int drained = limit > capacity ? deque.drainTo(target) : deque.drainTo(target, limit);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < limit && !model.isEmpty(); i++) {
            expected.add(model.removeFirst().value);
        }
        assertEquals(expected, target);
        assertEquals(expected.size(), drained);
    }

    private void filter(BlockingDeque<Integer> deque) {
        int value = random.nextInt(VALUES);
        int method = random.nextInt(4);
        note("filter " + method + " by " + value);
        boolean expected;
        boolean actual;
        switch (method) {
            case 0 -> {
                expected = model.removeIf(item -> item.value == value);
                actual = deque.removeIf(element -> element == value);
            }
            case 1 -> {
                expected = model.removeIf(item -> item.value <= value);
                actual = deque.removeAll(
                        Stream.iterate(0, x -> x + 1).limit(value + 1L).toList());
            }
            case 2 -> {
                expected = model.removeIf(item -> item.value != value);
                actual = deque.retainAll(Set.of(value));
            }
            default -> {
                expected = !model.isEmpty();
                actual = expected;
                model.clear();
                deque.clear();
            }
        }
        assertEquals(expected, actual);
    }

    /** Iterates over everything, removes at random, and stops at random. */
    private void iterateAndRemove(BlockingDeque<Integer> deque) {
        boolean descending = random.nextBoolean();
        Iterator<Integer> elements = descending ? deque.descendingIterator() : deque.iterator();
        Iterator<Item> items = descending ? model.descendingIterator() : model.iterator();
        StringBuilder steps = new StringBuilder();
        note(steps.append(descending ? "descending " : "ascending "));
        while (items.hasNext() && random.nextInt(8) != 0) {
            assertTrue(elements.hasNext());
            assertEquals(items.next().value, elements.next());
            if (random.nextInt(3) == 0) {
                items.remove();
                elements.remove();
                steps.append('x');
            } else {
                steps.append('.');
            }
        }
        assertEquals(items.hasNext(), elements.hasNext());
    }

    /** Lets an iterator remove its element after the deque has changed: that very element, or nothing if it is gone. */
    private void removeThroughStaleIterator(BlockingDeque<Integer> deque) throws InterruptedException {
        if (model.isEmpty()) {
            return;
        }
        boolean descending = random.nextBoolean();
        Iterator<Integer> elements = descending ? deque.descendingIterator() : deque.iterator();
        Iterator<Item> items = descending ? model.descendingIterator() : model.iterator();
        Item item = null;
        for (int steps = random.nextInt(model.size()); steps >= 0; steps--) {
            item = items.next();
            assertEquals(item.value, elements.next());
        }
        note((descending ? "descending" : "ascending") + " iterator at " + item.value + " (");
        for (int changes = random.nextInt(capacity * 3); changes > 0; changes--) {
            BlockingDeque<Integer> other = random.nextBoolean() ? one : two;
            if (random.nextBoolean()) {
                insert(other);
            } else if (random.nextInt(4) == 0) {
                removeByValue(other);
            } else {
                remove(other);
            }
        }
        note(") removes");
        elements.remove();
        Item gone = item;
        model.removeIf(other -> other == gone);
        assertThrows(IllegalStateException.class, elements::remove);
    }

    private void examine(BlockingDeque<Integer> deque) {
        note("examine");
        for (int value = 0; value < VALUES; value++) {
            assertEquals(values().contains(value), deque.contains(value), "contains " + value);
        }
        Integer first = model.isEmpty() ? null : model.getFirst().value;
        assertEquals(first, deque.peek());
        if (model.isEmpty()) {
            assertThrows(NoSuchElementException.class, deque::element);
            assertThrows(NoSuchElementException.class, deque::getFirst);
            assertThrows(NoSuchElementException.class, deque::getLast);
        } else {
            assertEquals(first, deque.element());
            assertEquals(first, deque.getFirst());
            assertEquals(model.getLast().value, deque.getLast());
        }
        assertEquals(values(), deque.stream().toList());
        assertEquals(values(), List.of(deque.toArray(new Integer[random.nextInt(model.size() + 1)])));
        List<Integer> seen = new ArrayList<>();
        deque.forEach(seen::add);
        assertEquals(values(), seen);
        assertTrue(deque.containsAll(values()));
    }

    private List<Integer> values() {
        return model.stream().map(item -> item.value).toList();
    }

    private void note(Object operation) {
        history.addLast(operation);
        if (history.size() > HISTORY) {
            history.removeFirst();
        }
    }

    /** One element, different from all equal ones. */
    private static final class Item {
        final int value;

        Item(int value) {
            this.value = value;
        }
    }
}
