package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Elements by their index, and the order of all, as Python's {@code collections.deque} has them. */
@NullUnmarked
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IndexedTest {
    @TempDir
    Path directory;

    private SharedDeque<String> deque;

    @AfterEach
    void close() {
        deque.close();
    }

    private void create(int capacity, String... elements) throws IOException {
        create(SharedDeque.builder(Codec.utf8()).capacity(capacity), elements);
    }

    private void create(SharedDeque.Builder<String> builder, String... elements) throws IOException {
        deque = builder.create(directory.resolve("deque"));
        deque.addAll(List.of(elements));
    }

    private void assertHolds(String... elements) {
        assertEquals(List.of(elements), deque.snapshot());
        assertEquals(elements.length, deque.size());
        List<String> backward = new ArrayList<>();
        deque.descendingIterator().forEachRemaining(backward::add);
        Collections.reverse(backward);
        assertEquals(List.of(elements), backward);
    }

    private static void assertOutOfBounds(int index, int size, Executable call) {
        String message = assertThrows(IndexOutOfBoundsException.class, call).getMessage();
        assertTrue(
                message.contains("index " + index + " ")
                        && message.contains("size " + size + (size == 0 ? ": " : ": use " + -size + " to ")),
                message);
    }

    /** Every index from -size to size - 1 names an element; the next ones name none, and the message says so. */
    @Test
    void getEveryIndex() throws Exception {
        create(5, "a", "b", "c", "d", "e");
        for (int i = 0; i < 5; i++) {
            assertEquals(String.valueOf((char) ('a' + i)), deque.get(i));
            assertEquals(String.valueOf((char) ('a' + i)), deque.get(i - 5));
        }
        for (int index : new int[] {5, -6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertOutOfBounds(index, 5, () -> deque.get(index));
            assertOutOfBounds(index, 5, () -> deque.set(index, "x"));
            assertOutOfBounds(index, 5, () -> deque.removeAt(index));
        }
        deque.clear();
        assertOutOfBounds(0, 0, () -> deque.get(0));
        assertOutOfBounds(-1, 0, () -> deque.get(-1));
        assertHolds();
    }

    /** A replaced element is returned; those around it stay, whatever the sizes; the statistics count a put and a take. */
    @Test
    void setAnyIndexToAnySize() throws Exception {
        create(4, "a", "bb", "ccc", "dddd");
        List<String> model = new ArrayList<>(deque.snapshot());
        for (int length : new int[] {0, 100, 1, 60, 1652, 4, 1700, 1653, 2, 1700, 0}) {
            for (int i = -4; i < 4; i++) {
                String element = "x".repeat(length);
                long puts = deque.stats().puts();
                long takes = deque.stats().takes();
                assertEquals(model.set(Math.floorMod(i, 4), element), deque.set(i, element));
                assertEquals(
                        List.of(puts + 1, takes + 1),
                        List.of(deque.stats().puts(), deque.stats().takes()));
                assertEquals(model, deque.snapshot());
                assertEquals(model.set(Math.floorMod(i, 4), "y"), deque.set(i, "y"));
                assertEquals(model, deque.snapshot());
            }
        }
    }

    /** In a ring that is full to the last word, elements of the same or of a lesser size can be replaced; larger ones say why not. */
    @Test
    void setInAFullRing() throws Exception {
        create(SharedDeque.builder(Codec.utf8()).capacity(64).elementBytes(52)); // records of 64 bytes, a ring of 4096
        for (int i = 0; i < 64; i++) {
            deque.add(String.format("%02d", i) + "-".repeat(50));
        }
        assertEquals(4096, deque.ringBytes());
        String sameSize = "=".repeat(52);
        assertEquals("07" + "-".repeat(50), deque.set(7, sameSize));
        IllegalStateException full = assertThrows(IllegalStateException.class, () -> deque.set(7, "=".repeat(60)));
        assertTrue(full.getMessage().contains("no room to replace element 7 by one of 60"), full.getMessage());
        assertEquals(sameSize, deque.get(7));
        assertEquals(sameSize, deque.set(7, "small"));
        assertEquals("small", deque.set(-57, "=".repeat(52)));
        assertEquals("63" + "-".repeat(50), deque.getLast());
        for (int distance : new int[] {1, -1, 30, -30, 63}) {
            List<String> model = new ArrayList<>(deque.snapshot());
            deque.rotate(distance);
            Collections.rotate(model, distance);
            assertEquals(model, deque.snapshot());
        }
    }

    /** Insertion is before the element of that index, as Python's: -1 is before the last, size is behind it. */
    @Test
    void insertEverywhere() throws Exception {
        for (int i = -4; i <= 4; i++) {
            create(10, "a", "b", "c", "d");
            List<String> model = new ArrayList<>(deque.snapshot());
            model.add(i < 0 ? i + 4 : i, "Z" + i);
            deque.insert(i, "Z" + i);
            assertEquals(model, deque.snapshot());
            assertOutOfBounds(6, 5, () -> deque.insert(6, "x"));
            assertOutOfBounds(-6, 5, () -> deque.insert(-6, "x"));
            deque.close();
            Files.delete(deque.path());
        }
        create(2);
        deque.insert(0, "only");
        assertHolds("only");
    }

    /** A full deque takes no insertion and drops nothing for it, also under EVICT. */
    @Test
    void insertIntoAFullOne() throws Exception {
        for (Overflow overflow : Overflow.values()) {
            create(SharedDeque.builder(Codec.utf8()).capacity(2).overflow(overflow), "a", "b");
            for (int i = -2; i <= 2; i++) {
                int index = i;
                assertThrows(IllegalStateException.class, () -> deque.insert(index, "x"));
            }
            assertHolds("a", "b");
            deque.close();
            Files.delete(deque.path());
        }
        create(SharedDeque.builder(Codec.utf8()).capacity(100).elementBytes(4), "a", "b");
        assertThrows(IllegalStateException.class, () -> deque.insert(1, "x".repeat(4060)));
        assertHolds("a", "b");
    }

    /** Removal by index returns the element, and the others keep their order. */
    @Test
    void removeEverywhere() throws Exception {
        create(10, "a", "b", "c", "d", "e");
        assertEquals("c", deque.removeAt(2));
        assertEquals("d", deque.removeAt(-2));
        assertEquals("a", deque.removeAt(0));
        assertEquals("e", deque.removeAt(-1));
        assertHolds("b");
        assertEquals("b", deque.removeAt(0));
        assertHolds();
    }

    /** rotate(1) is addFirst(pollLast()), rotate(-1) is addLast(pollFirst()); any int works, modulo the size. */
    @Test
    void rotateAnyDistance() throws Exception {
        create(8, "a", "bb", "ccc", "dddd", "eeeee");
        List<String> model = new ArrayList<>(deque.snapshot());
        for (int distance : new int[] {
            1, -1, 2, -2, 3, 4, 5, -5, 7, -11, 0, 1000, -1001, Integer.MAX_VALUE, Integer.MIN_VALUE, -Integer.MAX_VALUE
        }) {
            deque.rotate(distance);
            Collections.rotate(model, distance);
            assertEquals(model, deque.snapshot(), "rotate " + distance);
        }
        deque.clear();
        deque.rotate(3);
        assertHolds();
        deque.add("one");
        deque.rotate(Integer.MIN_VALUE);
        assertHolds("one");
    }

    /** Many rotations of small and large elements wander around the ring many times and lose nothing. */
    @Test
    void rotateAroundTheRing() throws Exception {
        create(SharedDeque.builder(Codec.utf8()).capacity(100).elementBytes(1));
        List<String> model = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            model.add(i + "." + "x".repeat(i * 31 % 90));
        }
        deque.addAll(model);
        for (int i = 0; i < 3_000; i++) {
            int distance = i % 7 - 2;
            deque.rotate(distance);
            Collections.rotate(model, distance);
        }
        assertEquals(model, deque.snapshot());
    }

    /** Reversal is its own inverse, whatever the sizes. */
    @Test
    void reverseTwice() throws Exception {
        create(8);
        deque.reverse();
        assertHolds();
        deque.addAll(List.of("a", "", "ccccccccccccccccccccccccccccccccc", "dd", "eeeeeeeeeeeee"));
        deque.reverse();
        assertHolds("eeeeeeeeeeeee", "dd", "ccccccccccccccccccccccccccccccccc", "", "a");
        deque.reverse();
        assertHolds("a", "", "ccccccccccccccccccccccccccccccccc", "dd", "eeeeeeeeeeeee");
        assertEquals("a", deque.pollFirst());
        assertEquals("eeeeeeeeeeeee", deque.pollLast());
    }

    /** Equal elements are told apart by their places; null and what is not there are found nowhere. */
    @Test
    void findDuplicates() throws Exception {
        create(8, "a", "b", "a", "c", "a");
        assertEquals(0, deque.indexOf("a"));
        assertEquals(4, deque.lastIndexOf("a"));
        assertEquals(3, deque.count("a"));
        assertEquals(List.of(1, 1, 1), List.of(deque.indexOf("b"), deque.lastIndexOf("b"), deque.count("b")));
        for (Object nowhere : new Object[] {"x", null, 7}) {
            assertEquals(-1, deque.indexOf(nowhere));
            assertEquals(-1, deque.lastIndexOf(nowhere));
            assertEquals(0, deque.count(nowhere));
        }
    }

    /** A snapshot is immutable and stays as it was. */
    @Test
    void snapshotIsImmutable() throws Exception {
        create(4, "a", "b");
        List<String> snapshot = deque.snapshot();
        assertThrows(UnsupportedOperationException.class, () -> snapshot.add("c"));
        assertThrows(UnsupportedOperationException.class, () -> snapshot.set(0, "c"));
        deque.set(0, "z");
        assertEquals(List.of("a", "b"), snapshot);
        assertNotSame(snapshot, deque.snapshot());
    }

    /** addAllFirst is addFirst of one after the other, all or nothing. */
    @Test
    void addAllFirst() throws Exception {
        create(4, "a", "b");
        assertTrue(deque.addAllFirst(List.of("5", "6")));
        assertHolds("6", "5", "a", "b");
        assertFalse(deque.addAllFirst(List.of()));
        assertThrows(IllegalStateException.class, () -> deque.addAllFirst(List.of("x")));
        assertHolds("6", "5", "a", "b");
        assertThrows(IllegalArgumentException.class, () -> deque.addAllFirst(deque));
        assertThrows(NullPointerException.class, () -> deque.addAllFirst(Collections.singletonList(null)));
        assertEquals("6", deque.pollFirst());
        assertEquals("b", deque.pollLast());
    }

    /** Under EVICT addAllFirst drops at the tail, at last even those of its own that came first. */
    @Test
    void addAllFirstEvicts() throws Exception {
        create(SharedDeque.builder(Codec.utf8()).capacity(3).overflow(Overflow.EVICT), "a", "b");
        deque.addAllFirst(List.of("1", "2"));
        assertHolds("2", "1", "a");
        deque.addAllFirst(List.of("3", "4", "5", "6", "7"));
        assertHolds("7", "6", "5");
        assertEquals(3, deque.stats().highWaterMark());
        SharedDeque<String> oneByOne = SharedDeque.builder(Codec.utf8())
                .capacity(60)
                .elementBytes(60)
                .overflow(Overflow.EVICT)
                .create(directory.resolve("other"));
        deque.close();
        deque = SharedDeque.builder(Codec.utf8())
                .capacity(60)
                .elementBytes(60)
                .overflow(Overflow.EVICT)
                .create(directory.resolve("another"));
        for (int round = 0; round < 200; round++) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < round % 5; i++) {
                batch.add(round + "-" + "x".repeat((round * 37 + i * 611) % 2000));
            }
            batch.forEach(oneByOne::addFirst);
            deque.addAllFirst(batch);
            assertEquals(oneByOne.snapshot(), deque.snapshot(), "round " + round);
        }
        oneByOne.close();
    }

    /** After a shutdown what adds is refused, and what only replaces or reorders is not. */
    @Test
    void afterShutdown() throws Exception {
        create(8, "a", "b", "c");
        deque.shutdown();
        assertThrows(DequeShutdownException.class, () -> deque.insert(0, "x"));
        assertThrows(DequeShutdownException.class, () -> deque.addAllFirst(List.of("x")));
        assertThrows(DequeShutdownException.class, () -> deque.putAll(List.of("x")));
        assertEquals("a", deque.set(0, "A"));
        deque.rotate(1);
        assertHolds("c", "A", "b");
        deque.reverse();
        assertHolds("b", "A", "c");
        assertEquals("A", deque.removeAt(1));
        assertEquals(List.of("b", "c"), deque.takeMany(5));
        assertThrows(DequeShutdownException.class, () -> deque.takeMany(5));
    }

    /** A closed handle does nothing. */
    @Test
    void closedHandle() throws Exception {
        create(8, "a", "b", "c");
        deque.close();
        List<Executable> calls = List.of(
                () -> deque.get(0),
                () -> deque.set(0, "x"),
                () -> deque.insert(0, "x"),
                () -> deque.removeAt(0),
                () -> deque.indexOf("a"),
                () -> deque.lastIndexOf("a"),
                () -> deque.count("a"),
                () -> deque.rotate(1),
                deque::reverse,
                () -> deque.addAllFirst(List.of("x")),
                deque::snapshot,
                () -> deque.putAll(List.of("x")),
                () -> deque.takeMany(1));
        for (Executable call : calls) {
            assertThrows(DequeClosedException.class, call);
        }
    }

    /** An iterator's remove takes away the element that it returned, not the one that has been set in its place. */
    @Test
    void iteratorAndSet() throws Exception {
        create(8, "a", "b", "c");
        Iterator<String> iterator = deque.iterator();
        iterator.next();
        deque.set(0, "a");
        iterator.remove();
        assertHolds("a", "b", "c");
        iterator.next();
        deque.reverse();
        deque.rotate(1);
        iterator.remove();
        assertHolds("a", "c");
    }

    /** Encodes "poison" never, and decodes what begins with "!" never. */
    private static final class Moody implements Codec<String> {
        @Override
        public String id() {
            return "moody";
        }

        @Override
        public int maxBytes(String element) {
            return 100;
        }

        @Override
        public void encode(String element, ByteBuffer target) {
            if (element.equals("poison")) {
                throw new IllegalArgumentException("poison");
            }
            target.put(element.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String decode(ByteBuffer source) {
            String text = StandardCharsets.US_ASCII.decode(source).toString();
            if (text.startsWith("!")) {
                throw new IllegalStateException("moody");
            }
            return text;
        }
    }

    /** A codec that throws while encoding changes nothing; putAll has put those before, and says how many. */
    @Test
    void codecThatCannotEncode() throws Exception {
        create(SharedDeque.builder(new Moody()).capacity(8), "a", "b");
        assertThrows(IllegalArgumentException.class, () -> deque.set(0, "poison"));
        assertThrows(IllegalArgumentException.class, () -> deque.insert(0, "poison"));
        assertThrows(IllegalArgumentException.class, () -> deque.addAllFirst(List.of("c", "poison")));
        assertHolds("a", "b");
        IllegalArgumentException failed =
                assertThrows(IllegalArgumentException.class, () -> deque.putAll(List.of("c", "d", "poison", "e")));
        assertEquals("poison", failed.getMessage());
        assertTrue(
                failed.getSuppressed()[0].getMessage().contains("had put 2 of its elements"),
                failed.getSuppressed()[0]::toString);
        assertHolds("a", "b", "c", "d");
    }

    /** A codec that throws while decoding: who only looks leaves the element; who takes it finds it in the exception. */
    @Test
    void codecThatCannotDecode() throws Exception {
        create(SharedDeque.builder(new Moody()).capacity(8), "a", "!", "b");
        assertThrows(ElementDecodeException.class, () -> deque.get(1));
        assertThrows(ElementDecodeException.class, () -> deque.snapshot());
        assertEquals("b", deque.get(2));
        assertEquals("!", decodedBytes(() -> deque.set(1, "!2")));
        assertEquals("!2", decodedBytes(() -> deque.removeAt(1)));
        assertHolds("a", "b");
    }

    private static String decodedBytes(Executable call) {
        return new String(assertThrows(ElementDecodeException.class, call).bytes(), StandardCharsets.US_ASCII);
    }

    /** takeMany returns what comes before an element that cannot be decoded, then fails with that one, then goes on. */
    @Test
    void takeManyThatCannotDecode() throws Exception {
        create(SharedDeque.builder(new Moody()).capacity(8), "a", "b", "!", "c", "d");
        assertEquals(List.of("a", "b"), deque.takeMany(4));
        assertEquals(3, deque.size());
        assertEquals("!", decodedBytes(() -> deque.takeMany(3)));
        assertEquals(List.of("c", "d"), deque.takeMany(3));
    }

    /** Where there is no room to give elements back, the exception has them all. */
    @Test
    void takeManyThatCannotGiveBack() throws Exception {
        SharedDeque<?>[] full = new SharedDeque<?>[1];
        class Filling implements Codec<String> {
            private final Moody moody = new Moody();

            @Override
            public String id() {
                return "moody";
            }

            @Override
            public int maxBytes(String element) {
                return 100;
            }

            @Override
            public void encode(String element, ByteBuffer target) {
                moody.encode(element, target);
            }

            @Override
            public String decode(ByteBuffer source) {
                while (full[0] != null && deque.offer("filling")) {
                    // While the elements are out of the deque, others fill it.
                }
                return moody.decode(source);
            }
        }
        create(SharedDeque.builder(new Filling()).capacity(3), "a", "!", "b");
        full[0] = deque;
        ElementDecodeException failed = assertThrows(ElementDecodeException.class, () -> deque.takeMany(3));
        assertArrayEquals("!".getBytes(StandardCharsets.US_ASCII), failed.bytes());
        List<String> others = new ArrayList<>();
        for (Throwable suppressed : failed.getSuppressed()) {
            others.add(new String(
                    assertInstanceOf(ElementDecodeException.class, suppressed).bytes(), StandardCharsets.US_ASCII));
        }
        assertEquals(List.of("a", "b"), others);
        assertHolds("filling", "filling", "filling");
    }

    /** putAll and takeMany of what fits are one step each, and mind their arguments. */
    @Test
    void batches() throws Exception {
        create(4, "a");
        assertEquals(3, deque.putAll(List.of("b", "c", "d")));
        assertEquals(0, deque.putAll(List.of()));
        assertThrows(IllegalArgumentException.class, () -> deque.putAll(deque));
        for (int max : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> deque.takeMany(max));
        }
        assertEquals(List.of("a", "b"), deque.takeMany(2));
        assertEquals(List.of("c", "d"), deque.takeMany(Integer.MAX_VALUE));
        ElementTooLargeException large = assertThrows(
                ElementTooLargeException.class, () -> deque.putAll(List.of("x", "y", "z".repeat(5000), "w")));
        assertTrue(large.getMessage().contains("had put 2 of its elements"), large.getMessage());
        assertTrue(large.getMessage().contains("this one has 5000"), large.getMessage());
        assertTrue(large.getMessage().contains("at most " + deque.maxElementBytes()), large.getMessage());
        assertHolds("x", "y");
    }

    /** Under EVICT putAll never waits, and the last ones stay. */
    @Test
    void putAllEvicts() throws Exception {
        create(SharedDeque.builder(Codec.utf8()).capacity(3).overflow(Overflow.EVICT), "a", "b");
        assertEquals(7, deque.putAll(List.of("1", "2", "3", "4", "5", "6", "7")));
        assertHolds("5", "6", "7");
    }
}
