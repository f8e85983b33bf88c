package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a deque promises whose elements differ in size: they stay whole and in order, wherever they lie in the ring. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class VariableSizeContract {
    private static final int STEPS = 4000;

    private final Helpers helpers = new Helpers();

    /** A new and empty deque that holds at most so many elements, and always so many of this encoded size. */
    protected abstract BlockingDeque<byte[]> create(int capacity, int elementBytes);

    /** Another handle of the same deque, for another thread; the deque itself where there are no handles. */
    protected BlockingDeque<byte[]> peer(BlockingDeque<byte[]> deque) {
        return deque;
    }

    /**
     * The largest element that the deque can hold, when it is empty; where there is no limit, some size to test with.
     */
    protected int largest(BlockingDeque<byte[]> deque, int elementBytes) {
        return 4 * elementBytes + 5;
    }

    @AfterEach
    final void helperThreadsHaveEnded() throws InterruptedException {
        helpers.assertEnded();
    }

    /** Elements of all sizes up to the reserved one always fit, up to the capacity, and stay whole. */
    @Test
    void elementsUpToTheReservedSizeAlwaysFit() {
        for (int elementBytes : new int[] {1, 7, 8, 9, 40}) {
            runs(elementBytes, elementBytes);
        }
    }

    /** Elements of all sizes up to the largest stay whole and in order; they may be refused for want of room only. */
    @Test
    void elementsUpToTheLargestStayWhole() {
        for (int elementBytes : new int[] {4, 16, 60}) {
            runs(elementBytes, Integer.MAX_VALUE);
        }
    }

    /** Records that an interior removal has moved are found where they are, also by who knew where they were. */
    @Test
    void movedTowardsTheTail() {
        BlockingDeque<byte[]> deque = create(8, 64);
        deque.add(new byte[60]);
        deque.add(new byte[1]);
        assertEquals(60, deque.getFirst().length); // now the taking side knows that there are two
        deque.add(new byte[61]);
        for (int i = 0; i < 5; i++) {
            deque.add(new byte[62]);
        }
        deque.removeIf(element -> false);
        Iterator<byte[]> third = deque.iterator();
        for (int i = 0; i < 3; i++) {
            third.next();
        }
        third.remove(); // the two before it are less to move than the five behind it
        for (int length : new int[] {60, 1, 62, 62, 62, 62, 62}) {
            assertEquals(length, deque.remove().length);
        }
    }

    private void runs(int elementBytes, int limit) {
        for (int capacity = 1; capacity <= 6; capacity++) {
            BlockingDeque<byte[]> deque = create(capacity, elementBytes);
            int largest = Math.min(limit, largest(deque, elementBytes));
            long seed = 1000L * capacity + elementBytes;
            Run run = new Run(deque, peer(deque), capacity, elementBytes, largest, seed);
            for (int step = 0; step < STEPS; step++) {
                try {
                    run.step();
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "capacity " + capacity + ", elementBytes " + elementBytes + ", largest " + largest
                                    + ", seed " + seed + ", step " + step,
                            e);
                }
            }
        }
    }

    /** A deque and its model. */
    private static final class Run {
        private final BlockingDeque<byte[]> one;
        private final BlockingDeque<byte[]> two;
        private final int capacity;
        private final int elementBytes;
        private final int largest;
        private final Random random;
        private final Deque<byte[]> model = new ArrayDeque<>();

        Run(
                BlockingDeque<byte[]> one,
                BlockingDeque<byte[]> two,
                int capacity,
                int elementBytes,
                int largest,
                long seed) {
            this.one = one;
            this.two = two;
            this.capacity = capacity;
            this.elementBytes = elementBytes;
            this.largest = largest;
            random = new Random(seed);
        }

        void step() {
            BlockingDeque<byte[]> deque = random.nextBoolean() ? one : two;
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> insert(deque, true);
                case 3, 4, 5 -> insert(deque, false);
                case 6 -> assertSame(model.pollFirst(), deque.pollFirst());
                case 7 -> assertSame(model.pollLast(), deque.pollLast());
                case 8 -> removeSome(deque);
                default -> bulk(deque);
            }
            compare(random.nextBoolean() ? one : two);
        }

        private void insert(BlockingDeque<byte[]> deque, boolean last) {
            byte[] element = randomElement();
            if (add(deque, element, last)) {
                assertTrue(model.size() < capacity, "more than the capacity");
                if (last) {
                    model.addLast(element);
                } else {
                    model.addFirst(element);
                }
            } else {
                assertFalse(mustFit(element), () -> element.length + " bytes were refused");
            }
        }

        private static boolean add(BlockingDeque<byte[]> deque, byte[] element, boolean last) {
            return last ? deque.offerLast(element) : deque.offerFirst(element);
        }

        private byte[] randomElement() {
            int size = random.nextInt(4) == 0
                    ? random.nextInt(largest + 1)
                    : random.nextInt(Math.min(largest, elementBytes) + 1);
            byte[] element = new byte[random.nextInt(50) == 0 ? largest : size];
            random.nextBytes(element);
            return element;
        }

        /** What fits in any case: anything into an empty deque, and reserved sizes among themselves. */
        private boolean mustFit(byte[] element) {
            if (model.isEmpty()) {
                return true;
            }
            return model.size() < capacity
                    && element.length <= elementBytes
                    && model.stream().allMatch(present -> present.length <= elementBytes);
        }

        private void removeSome(BlockingDeque<byte[]> deque) {
            boolean descending = random.nextBoolean();
            Iterator<byte[]> elements = descending ? deque.descendingIterator() : deque.iterator();
            Iterator<byte[]> expected = descending ? model.descendingIterator() : model.iterator();
            while (expected.hasNext()) {
                assertArrayEquals(expected.next(), elements.next());
                if (random.nextInt(3) == 0) {
                    expected.remove();
                    elements.remove();
                }
            }
            assertFalse(elements.hasNext());
        }

        private void bulk(BlockingDeque<byte[]> deque) {
            int size = random.nextInt(largest + 1);
            switch (random.nextInt(4)) {
                case 0 ->
                    assertEquals(
                            model.removeIf(element -> element.length > size),
                            deque.removeIf(element -> element.length > size));
                case 1 -> {
                    List<byte[]> target = new ArrayList<>();
                    assertEquals(Math.min(2, model.size()), deque.drainTo(target, 2));
                    target.forEach(element -> assertSame(model.pollFirst(), element));
                }
                case 2 -> addAll(deque);
                default -> {
                    if (random.nextInt(5) == 0) {
                        model.clear();
                        deque.clear();
                    }
                }
            }
        }

        private void addAll(BlockingDeque<byte[]> deque) {
            List<byte[]> elements = new ArrayList<>();
            for (int i = random.nextInt(capacity + 1); i > 0; i--) {
                elements.add(randomElement());
            }
            try {
                deque.addAll(elements);
                model.addAll(elements);
            } catch (IllegalStateException e) {
                int prefix = deque.size() - model.size();
                assertTrue(prefix >= 0 && prefix < elements.size(), () -> prefix + " were added");
                model.addAll(elements.subList(0, prefix));
            }
            assertTrue(model.size() <= capacity, "more than the capacity");
        }

        private void compare(BlockingDeque<byte[]> deque) {
            List<byte[]> expected = new ArrayList<>(model);
            assertEquals(expected.size(), deque.size());
            assertAll(expected, List.of(deque.toArray(new byte[0][])));
            assertAll(expected, DequeContract.listOf(deque.iterator()));
            assertSame(model.peekFirst(), deque.peekFirst());
            assertSame(model.peekLast(), deque.peekLast());
            Collections.reverse(expected);
            assertAll(expected, DequeContract.listOf(deque.descendingIterator()));
        }

        private static void assertAll(List<byte[]> expected, List<byte[]> actual) {
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), actual.get(i));
            }
        }

        private static void assertSame(byte[] expected, byte[] actual) {
            if (expected == null) {
                assertNull(actual);
            } else {
                assertArrayEquals(expected, actual);
            }
        }
    }

    /**
     * Elements of random sizes pass whole, in order and exactly once from a producer's handle to a consumer's, both
     * ways round.
     */
    @Test
    void elementsStayWholeBetweenThreads() throws Exception {
        int elements = 4000;
        for (boolean forwards : new boolean[] {true, false}) {
            BlockingDeque<byte[]> deque = create(5, 20);
            int largest = largest(deque, 20);
            BlockingDeque<byte[]> source = peer(deque);
            BlockingDeque<byte[]> sink = peer(deque);
            Helper<Integer> producer = helpers.start(() -> {
                for (int i = 0; i < elements; i++) {
                    if (forwards) {
                        source.putLast(numbered(i, largest));
                    } else {
                        source.putFirst(numbered(i, largest));
                    }
                }
                return elements;
            });
            for (int i = 0; i < elements; i++) {
                assertArrayEquals(numbered(i, largest), forwards ? sink.takeFirst() : sink.takeLast(), "element " + i);
            }
            assertEquals(elements, producer.get());
            assertTrue(deque.isEmpty());
        }
    }

    /** Bytes that only this number has, the size included. */
    private static byte[] numbered(int number, int largest) {
        Random random = new Random(number);
        byte[] element = new byte[random.nextInt(largest + 1)];
        random.nextBytes(element);
        return element;
    }
}
