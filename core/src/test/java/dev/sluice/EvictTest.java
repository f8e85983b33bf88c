package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EVICT: as Python's {@code deque(maxlen)}, what comes in at one end pushes out at the other. */
@NullUnmarked
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvictTest {
    @TempDir
    Path directory;

    private SharedDeque<String> deque;

    @AfterEach
    void close() {
        deque.close();
    }

    private void create(int capacity, int elementBytes) throws IOException {
        deque = SharedDeque.builder(Codec.utf8())
                .capacity(capacity)
                .elementBytes(elementBytes)
                .overflow(Overflow.EVICT)
                .create(directory.resolve("deque"));
    }

    private void assertHolds(String... elements) {
        assertEquals(List.of(elements), new ArrayList<>(deque));
        assertEquals(elements.length, deque.size());
    }

    /** What the taking side knew of the tail, before elements were dropped unseen and others put before them, is not believed. */
    @Test
    void tailOfLongAgo() throws Exception {
        create(3, 64);
        deque.addAll(List.of("a", "b"));
        assertEquals("a", deque.peek()); // now it knows that there are two
        for (String element : List.of("c", "d", "e", "f")) {
            deque.put(element);
        }
        for (int i = 0; i < 4; i++) {
            deque.putFirst(Integer.toString(i).repeat(40)); // back to where it was, in other steps
        }
        assertEquals("3".repeat(40), deque.poll());
        assertEquals("2".repeat(40), deque.poll());
        assertEquals("1".repeat(40), deque.poll());
        assertEquals(null, deque.poll());
    }

    /** A deque that is always full never looks otherwise to those who look without a guard. */
    @Test
    void oneStepForOthers() throws Exception {
        create(1, 16);
        deque.put("first");
        Thread putter = new Thread(() -> {
            while (!Thread.interrupted()) {
                deque.offer("last");
                deque.offerFirst("first");
                deque.addAll(List.of("a", "b"));
            }
        });
        putter.start();
        try {
            for (int i = 0; i < 200_000; i++) {
                assertEquals(1, deque.size());
            }
        } finally {
            putter.interrupt();
            putter.join();
        }
    }

    /** On a full deque, insertion at one end drops at the other, by whatever method. */
    @Test
    void bothEnds() throws Exception {
        create(3, 16);
        deque.addAll(List.of("a", "b", "c"));
        deque.put("d");
        assertHolds("b", "c", "d");
        deque.putFirst("a");
        assertHolds("a", "b", "c");
        assertTrue(deque.offer("e"));
        assertHolds("b", "c", "e");
        assertTrue(deque.offerFirst("f", 0, TimeUnit.SECONDS));
        assertHolds("f", "b", "c");
        deque.add("g");
        deque.addFirst("h");
        deque.push("i");
        assertHolds("i", "h", "b");
        assertTrue(deque.offerLast("j", -1, TimeUnit.SECONDS));
        assertHolds("h", "b", "j");
        assertEquals(0, deque.remainingCapacity());
        assertEquals("h", deque.take());
        assertTrue(deque.offer("k"));
        assertHolds("b", "j", "k");
    }

    /** With a single place, every insertion replaces what is there. */
    @Test
    void capacityOne() throws Exception {
        create(1, 16);
        for (int i = 0; i < 1000; i++) {
            if (i % 2 == 0) {
                deque.put("e" + i);
            } else {
                deque.putFirst("e" + i);
            }
            assertHolds("e" + i);
        }
    }

    /** addAll is as one by one: the collection pushes out from the head, and of a longer one than fits the last ones stay. */
    @Test
    void addAll() throws Exception {
        create(3, 16);
        deque.addAll(List.of("a", "b"));
        deque.addAll(List.of("c", "d"));
        assertHolds("b", "c", "d");
        assertTrue(deque.addAll(List.of("1", "2", "3", "4", "5")));
        assertHolds("3", "4", "5");
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add("m" + i);
        }
        deque.addAll(many);
        assertHolds("m9997", "m9998", "m9999");
    }

    /** A large element drops as many as it takes, and no more. */
    @Test
    void bytesCountToo() throws Exception {
        create(64, 16);
        for (int i = 0; i < 64; i++) {
            deque.put(String.format("%02d", i));
        }
        assertEquals(64, deque.size());
        // 64 records of 16 bytes leave 3,072 of 4,096 free.
        deque.put("x".repeat(3072 + 10 * 16 - 12));
        assertEquals(64 - 10 + 1, deque.size());
        assertEquals("10", deque.peekFirst());
        deque.putFirst("y".repeat(16));
        assertEquals("y".repeat(16), deque.peekFirst());
        assertEquals("63", deque.peekLast(), "the large one had to go, and only that one");
        deque.put("z".repeat(deque.maxElementBytes()));
        assertEquals(1, deque.size());
        deque.putFirst("a");
        assertHolds("a");
    }

    /** addAll drops no element that is newer than one that stays, whatever their sizes. */
    @Test
    void addAllDropsOldestFirst() throws Exception {
        create(8, 16);
        deque.put("old");
        String large = "x".repeat(deque.maxElementBytes());
        deque.addAll(List.of(large, "new"));
        assertHolds("new");
    }

    /** What can never fit drops nothing. */
    @Test
    void tooLargeDropsNothing() throws Exception {
        create(3, 16);
        deque.addAll(List.of("a", "b", "c"));
        String large = "x".repeat(deque.maxElementBytes() + 1);
        assertThrows(ElementTooLargeException.class, () -> deque.put(large));
        assertThrows(ElementTooLargeException.class, () -> deque.offerFirst(large));
        assertThrows(ElementTooLargeException.class, () -> deque.addAll(List.of("1", "2", large, "3")));
        assertHolds("a", "b", "c");
    }

    /** After a shutdown nothing is dropped any more. */
    @Test
    void shutdown() throws Exception {
        create(2, 16);
        deque.addAll(List.of("a", "b"));
        deque.shutdown();
        assertThrows(DequeShutdownException.class, () -> deque.put("c"));
        assertThrows(DequeShutdownException.class, () -> deque.addAll(List.of("c", "d", "e")));
        assertHolds("a", "b");
    }

    /** Random insertions and removals of random sizes leave what a list leaves that is cut at the other end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40})
    void asTheModel(int capacity) throws Exception {
        create(capacity, 20);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Deque<String> model = new ArrayDeque<>();
        for (int i = 0; i < 4000; i++) {
            String element = i + ".".repeat(random.nextInt(5) == 0 ? random.nextInt(4000) : random.nextInt(60));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    deque.put(element);
                    addLast(model, element, capacity);
                }
                case 3, 4 -> {
                    deque.putFirst(element);
                    model.addFirst(element);
                    while (!fits(model, capacity)) {
                        model.removeLast();
                    }
                }
                case 5 -> {
                    String[] some = new String[random.nextInt(2 * capacity + 1)];
                    Arrays.setAll(some, k -> element + k);
                    deque.addAll(List.of(some));
                    for (String one : some) {
                        addLast(model, one, capacity);
                    }
                }
                case 6 -> assertEquals(model.pollFirst(), deque.poll());
                default -> assertEquals(model.pollLast(), deque.pollLast());
            }
            assertEquals(model.size(), deque.size(), () -> "seed " + seed);
            assertEquals(model.peekFirst(), deque.peekFirst(), () -> "seed " + seed);
            assertEquals(model.peekLast(), deque.peekLast(), () -> "seed " + seed);
            if (i % 50 == 0) {
                assertEquals(new ArrayList<>(model), new ArrayList<>(deque), () -> "seed " + seed);
            }
        }
    }

    private void addLast(Deque<String> model, String element, int capacity) {
        model.addLast(element);
        while (!fits(model, capacity)) {
            model.removeFirst();
        }
    }

    private boolean fits(Deque<String> model, int capacity) {
        long bytes = 0;
        for (String element : model) {
            bytes += (element.length() + 12L + 7) / 8 * 8;
        }
        return model.size() <= capacity && bytes <= deque.ringBytes();
    }
}
