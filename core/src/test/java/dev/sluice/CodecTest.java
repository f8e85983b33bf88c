package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the deque and the user's codec owe each other. */
@NullUnmarked
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CodecTest {
    private static final ObjectInputFilter LISTS_OF_STRINGS =
            ObjectInputFilter.Config.createFilter("java.util.ArrayList;java.lang.Object;java.lang.String;!*");

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable handle : open) {
            handle.close();
        }
    }

    private <E> SharedDeque<E> create(SharedDeque.Builder<E> builder) throws IOException {
        SharedDeque<E> deque = builder.create(directory.resolve("deque" + open.size()));
        open.add(deque);
        return deque;
    }

    private <E> SharedDeque<E> create(Codec<E> codec) throws IOException {
        return create(SharedDeque.builder(codec).capacity(8));
    }

    /** A codec of strings whose parts a test replaces. */
    private static class Strings implements Codec<String> {
        @Override
        public String id() {
            return "strings";
        }

        @Override
        public int maxBytes(String element) {
            return element.length();
        }

        @Override
        public void encode(String element, ByteBuffer target) {
            target.put(element.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public String decode(ByteBuffer source) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** A codec that leaves its buffer in the other byte order changes nothing for others of the same thread. */
    @Test
    void otherByteOrder() throws Exception {
        SharedDeque<String> careless = create(new Strings() {
            @Override
            public void encode(String element, ByteBuffer target) {
                target.order(java.nio.ByteOrder.BIG_ENDIAN);
                super.encode(element, target);
            }

            @Override
            public String decode(ByteBuffer source) {
                source.order(java.nio.ByteOrder.BIG_ENDIAN);
                return super.decode(source);
            }
        });
        SharedDeque<Long> numbers = SharedDeque.builder(Codec.int64())
                .capacity(8)
                .create(careless.path().resolveSibling("numbers"));
        open.add(numbers);
        careless.put("a");
        numbers.put(5L);
        assertEquals("a", careless.take());
        numbers.put(6L);
        Thread reader = new Thread(() -> assertEquals(List.of(5L, 6L), List.copyOf(numbers)));
        Throwable[] failure = new Throwable[1];
        reader.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
        reader.start();
        reader.join();
        assertEquals(null, failure[0]);
    }

    /** A codec that writes more than it said is told so, whatever room there happened to be; nothing is put. */
    @Test
    void moreThanSaid() throws Exception {
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public int maxBytes(String element) {
                return 2;
            }
        });
        deque.put("ok");
        for (int length : new int[] {3, 100, 400}) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> deque.put("x".repeat(length)));
            assertTrue(refusal.getMessage().contains("strings"), refusal.getMessage());
        }
        assertEquals(1, deque.size());
    }

    /** A bound may be as loose as it likes: only what fits into the deque is allocated. */
    @Test
    void looseBound() throws Exception {
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public int maxBytes(String element) {
                return Integer.MAX_VALUE;
            }
        });
        deque.put("small");
        assertEquals("small", deque.take());
        assertThrows(ElementTooLargeException.class, () -> deque.put("x".repeat(deque.maxElementBytes() + 1)));
    }

    /** Cannot decode what begins with "bad". */
    private static final class Picky extends Strings {
        private final Supplier<Throwable> failure;

        Picky(Supplier<Throwable> failure) {
            this.failure = failure;
        }

        @Override
        public String decode(ByteBuffer source) {
            String element = super.decode(source);
            if (element.startsWith("bad")) {
                throw sneaky(failure.get());
            }
            return element;
        }
    }

    /** Throws anything without declaring it, as bytecode of other languages does. */
    private static RuntimeException sneaky(Throwable failure) {
        CodecTest.<RuntimeException>sneak(failure);
        throw new AssertionError(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    private SharedDeque<String> picky() throws IOException {
        return create(new Picky(() -> new IllegalArgumentException("cannot read this")));
    }

    private static byte[] bytesOf(String element) {
        return element.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertUndecodable(String element, ElementDecodeException failure) {
        assertArrayEquals(bytesOf(element), failure.bytes());
        assertTrue(failure.getMessage().contains("strings"), failure.getMessage());
        assertInstanceOf(IllegalArgumentException.class, failure.getCause());
    }

    // ---- the standard codecs ----------------------------------------------------------------------------------------

    /** What the standard codecs write they read back equal, at both ends and in the middle. */
    @Test
    void roundTrips() throws Exception {
        assertRoundTrip(
                Codec.utf8(),
                List.of(
                        "",
                        "a",
                        "Grüße",
                        "€uro",
                        "\uD83D\uDE00 and more \uD834\uDD1E",
                        "\0",
                        "\uFFFF",
                        "x".repeat(900)));
        assertRoundTrip(Codec.int64(), List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 0x0102030405060708L));
        assertRoundTrip(Codec.int32(), List.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x01020304));
        assertRoundTrip(lists(), List.of(new ArrayList<>(), new ArrayList<>(List.of("a", "b"))));
        SharedDeque<byte[]> bytes = create(Codec.bytes());
        for (int size : new int[] {0, 1, 7, 8, 9, 64, 65, 1000}) {
            byte[] element = new byte[size];
            for (int i = 0; i < size; i++) {
                element[i] = (byte) (i - 128);
            }
            bytes.put(element);
            assertArrayEquals(element, bytes.peek());
            assertArrayEquals(element, bytes.takeLast());
        }
    }

    private <E> void assertRoundTrip(Codec<E> codec, List<E> elements) throws Exception {
        SharedDeque<E> deque = create(SharedDeque.builder(codec).capacity(elements.size()));
        assertTrue(deque.addAll(elements));
        assertEquals(elements, new ArrayList<>(deque));
        assertEquals(elements.get(0), deque.peekFirst());
        assertEquals(elements.get(elements.size() - 1), deque.peekLast());
        for (E element : elements) {
            assertTrue(deque.contains(element));
            assertEquals(element, deque.take());
        }
        for (E element : elements) {
            deque.putFirst(element);
            assertEquals(element, deque.takeLast());
        }
    }

    /** Numbers are little-endian in the file. */
    @Test
    void littleEndian() throws Exception {
        SharedDeque<byte[]> bytes = create(new Codec<byte[]>() {
            @Override
            public String id() {
                return "int64";
            }

            @Override
            public int maxBytes(byte[] element) {
                return element.length;
            }

            @Override
            public void encode(byte[] element, ByteBuffer target) {
                assertEquals(ByteOrder.LITTLE_ENDIAN, target.order());
                target.put(element);
            }

            @Override
            public byte[] decode(ByteBuffer source) {
                assertEquals(ByteOrder.LITTLE_ENDIAN, source.order());
                byte[] element = new byte[source.remaining()];
                source.get(element);
                return element;
            }
        });
        try (SharedDeque<Long> longs = SharedDeque.builder(Codec.int64()).open(bytes.path())) {
            longs.put(0x0102030405060708L);
            assertArrayEquals(new byte[] {8, 7, 6, 5, 4, 3, 2, 1}, bytes.peek());
            assertArrayEquals(
                    new byte[] {8, 7, 6, 5, 4, 3, 2, 1}, bytes.iterator().next());
            bytes.put(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
            assertEquals(1L, longs.takeLast());
        }
    }

    /** A string with an unpaired surrogate is refused, and nothing is inserted. */
    @ParameterizedTest
    @ValueSource(strings = {"\\uD800", "a\\uDC00b", "end\\uD83D", "\\uDE00\\uD83D", "\\uD83D\\uD83D\\uDE00"})
    void unpairedSurrogates(String escaped) throws Exception {
        String element = unescape(escaped);
        SharedDeque<String> deque = create(Codec.utf8());
        deque.put("there");
        assertThrows(IllegalArgumentException.class, () -> deque.put(element));
        assertThrows(IllegalArgumentException.class, () -> deque.offerFirst(element));
        assertThrows(IllegalArgumentException.class, () -> deque.offer(element, 1, TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> deque.addAll(List.of("good", element, "good")));
        assertEquals(List.of("there"), new ArrayList<>(deque));
        assertEquals(1, deque.stats().puts());
        assertFalse(deque.contains(element));
    }

    /** Java source may hold an unpaired surrogate, an XML report may not. */
    private static String unescape(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '\\') {
                text.append((char) Integer.parseInt(escaped.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(escaped.charAt(i));
            }
        }
        return text.toString();
    }

    /** Bytes that are no UTF-8 are not silently replaced. */
    @Test
    void notUtf8() throws Exception {
        SharedDeque<String> deque = create(Codec.utf8());
        Codec<byte[]> raw = new Codec<>() {
            @Override
            public String id() {
                return "utf8";
            }

            @Override
            public int maxBytes(byte[] element) {
                return element.length;
            }

            @Override
            public void encode(byte[] element, ByteBuffer target) {
                target.put(element);
            }

            @Override
            public byte[] decode(ByteBuffer source) {
                return new byte[0];
            }
        };
        byte[] broken = {'a', (byte) 0xC3};
        try (SharedDeque<byte[]> writer = SharedDeque.builder(raw).open(deque.path())) {
            writer.put(broken);
        }
        assertThrows(ElementDecodeException.class, deque::peek);
        assertArrayEquals(
                broken, assertThrows(ElementDecodeException.class, deque::take).bytes());
        assertEquals(0, deque.size());
    }

    // ---- encode -----------------------------------------------------------------------------------------------------

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalArgumentException("no"), new NullPointerException(), new StackOverflowError());
    }

    /** If the codec cannot encode, its exception comes out as it is and nothing has happened. */
    @ParameterizedTest
    @MethodSource("failures")
    void encodeThrows(Throwable failure) throws Exception {
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public void encode(String element, ByteBuffer target) {
                target.put((byte) 'x');
                if (element.startsWith("bad")) {
                    throw sneaky(failure);
                }
                super.encode(element.substring(1), target);
            }
        });
        deque.put("1");
        List<Callable<?>> calls = List.of(
                () -> deque.offer("bad"),
                () -> deque.add("bad"),
                () -> deque.offerFirst("bad"),
                () -> deque.offer("bad", 1, TimeUnit.SECONDS),
                () -> {
                    deque.putFirst("bad");
                    return null;
                },
                () -> deque.addAll(List.of("2", "bad", "3")));
        for (Callable<?> call : calls) {
            assertSame(failure, assertThrows(failure.getClass(), call::call));
        }
        assertEquals(1, deque.size());
        assertEquals(1, deque.stats().puts());
        deque.put("2");
        assertEquals(List.of("x", "x"), new ArrayList<>(deque));
    }

    /** A negative bound of the size is refused, naming the codec, and nothing has happened. */
    @Test
    void negativeMaxBytes() throws Exception {
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public int maxBytes(String element) {
                return -1;
            }
        });
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> deque.put("a"));
        assertTrue(failure.getMessage().contains("strings"), failure.getMessage());
        assertThrows(IllegalArgumentException.class, () -> deque.addAll(List.of("a")));
        assertEquals(0, deque.size());
    }

    /** The bound may be larger than the element, and than anything that fits. */
    @Test
    void generousMaxBytes() throws Exception {
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public int maxBytes(String element) {
                return 10_000_000;
            }
        });
        assertTrue(deque.maxElementBytes() < 10_000_000);
        deque.put("a");
        deque.putFirst("");
        assertEquals("", deque.take());
        assertEquals("a", deque.take());
    }

    /** Buffers are not the shared memory: what a codec does to them later changes no element. */
    @Test
    void buffersAreCopies() throws Exception {
        List<ByteBuffer> kept = new ArrayList<>();
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public void encode(String element, ByteBuffer target) {
                super.encode(element, target);
                kept.add(target);
            }

            @Override
            public String decode(ByteBuffer source) {
                kept.add(source.duplicate());
                String element = super.decode(source);
                if (!source.isReadOnly()) {
                    source.put(0, (byte) '!');
                }
                return element;
            }
        });
        deque.put("abc");
        assertEquals("abc", deque.peek());
        assertEquals("abc", deque.iterator().next());
        kept.stream().filter(buffer -> !buffer.isReadOnly()).forEach(buffer -> buffer.put(0, (byte) '?'));
        assertEquals("abc", deque.take());
    }

    // ---- decode -----------------------------------------------------------------------------------------------------

    /** If the codec cannot decode what is removed, the element has left the deque, and the exception has its bytes. */
    @Test
    void decodeThrowsInRemoval() throws Exception {
        SharedDeque<String> deque = picky();
        List<Callable<?>> calls = List.of(
                deque::poll,
                deque::pollLast,
                deque::take,
                deque::takeLast,
                deque::remove,
                () -> deque.poll(1, TimeUnit.SECONDS));
        for (int i = 0; i < calls.size(); i++) {
            String bad = "bad".repeat(1 + 100 * i % 300) + i;
            deque.put(bad);
            assertUndecodable(bad, assertThrows(ElementDecodeException.class, calls.get(i)::call));
            assertEquals(0, deque.size());
        }
        deque.put("good");
        assertEquals("good", deque.take());
    }

    /** If the codec cannot decode what is only looked at, the element stays where it is. */
    @Test
    void decodeThrowsInExamination() throws Exception {
        SharedDeque<String> deque = picky();
        deque.addAll(List.of("bad", "good", "bad2"));
        List<Callable<?>> calls = List.of(
                deque::peek,
                deque::peekLast,
                deque::element,
                deque::getLast,
                () -> deque.iterator().next(),
                () -> deque.descendingIterator().next(),
                () -> deque.contains("good"),
                deque::toArray,
                () -> deque.stream().count()
                        + deque.stream().filter(e -> e.isEmpty()).count(),
                () -> deque.remove("good"),
                () -> deque.removeIf(e -> true),
                () -> deque.removeAll(List.of("good")));
        for (Callable<?> call : calls) {
            assertThrows(ElementDecodeException.class, call::call);
            assertEquals(3, deque.size());
        }
        assertUndecodable("bad", assertThrows(ElementDecodeException.class, deque::peekFirst));
        assertUndecodable("bad2", assertThrows(ElementDecodeException.class, deque::peekLast));
        assertThrows(ElementDecodeException.class, deque::poll);
        assertEquals("good", deque.poll());
    }

    /** An iterator goes on after what it could not decode, and can remove it. */
    @Test
    void iteratorOverTheUndecodable() throws Exception {
        SharedDeque<String> deque = picky();
        deque.addAll(List.of("a", "bad", "b"));
        var iterator = deque.iterator();
        assertEquals("a", iterator.next());
        assertThrows(ElementDecodeException.class, iterator::next);
        iterator.remove();
        assertEquals("b", iterator.next());
        assertFalse(iterator.hasNext());
        assertEquals(List.of("a", "b"), new ArrayList<>(deque));
    }

    /** What is drained arrives but for what cannot be decoded: the exceptions have that. */
    @Test
    void decodeThrowsInDrain() throws Exception {
        SharedDeque<String> deque = picky();
        deque.addAll(List.of("a", "bad1", "b", "bad2", "c"));
        List<String> target = new ArrayList<>();
        ElementDecodeException failure = assertThrows(ElementDecodeException.class, () -> deque.drainTo(target));
        assertEquals(List.of("a", "b", "c"), target);
        assertUndecodable("bad1", failure);
        assertEquals(1, failure.getSuppressed().length);
        assertUndecodable("bad2", (ElementDecodeException) failure.getSuppressed()[0]);
        assertEquals(0, deque.size());
    }

    /** Null is not a decoded element. */
    @Test
    void decodesToNull() throws Exception {
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public String decode(ByteBuffer source) {
                return null;
            }
        });
        deque.put("abc");
        assertThrows(ElementDecodeException.class, deque::peek);
        assertArrayEquals(
                bytesOf("abc"),
                assertThrows(ElementDecodeException.class, deque::poll).bytes());
        assertNull(deque.poll());
    }

    static Stream<Named<Supplier<Throwable>>> worse() {
        return Stream.of(
                Named.of("StackOverflowError", StackOverflowError::new),
                Named.of("NoClassDefFoundError", () -> new NoClassDefFoundError("x")),
                Named.of("IOException", () -> new IOException("checked")));
    }

    /** Nothing is lost either if the codec fails with an error, as deserialization may, or with a checked exception. */
    @ParameterizedTest
    @MethodSource("worse")
    void decodeThrowsSomethingWorse(Supplier<Throwable> failure) throws Exception {
        SharedDeque<String> deque = create(new Picky(failure));
        deque.put("bad");
        ElementDecodeException thrown = assertThrows(ElementDecodeException.class, deque::take);
        assertArrayEquals(bytesOf("bad"), thrown.bytes());
        assertInstanceOf(failure.get().getClass(), thrown.getCause());
    }

    /** The same of several that are drained at once. */
    @ParameterizedTest
    @MethodSource("worse")
    void decodeThrowsSomethingWorseInDrain(Supplier<Throwable> failure) throws Exception {
        SharedDeque<String> deque = create(new Picky(failure));
        deque.addAll(List.of("a", "bad", "b", "c"));
        List<String> all = new ArrayList<>();
        assertThrows(Throwable.class, () -> deque.drainTo(all));
        deque.drainTo(all);
        assertEquals(List.of("a", "b", "c"), all);
    }

    /** A collection that refuses an element gets no more; that one and the rest are back in the deque, in their order. */
    @Test
    void drainToARefusingCollection() throws Exception {
        for (Throwable failure : List.of(new IllegalStateException("full"), new OutOfMemoryError("of the test"))) {
            SharedDeque<String> deque = create(new Strings());
            deque.addAll(List.of("a", "b", "c", "d"));
            Collection<String> target = new ArrayList<>() {
                @Override
                public boolean add(String element) {
                    if (element.equals("c")) {
                        throw sneaky(failure);
                    }
                    return super.add(element);
                }
            };
            assertSame(failure, assertThrows(Throwable.class, () -> deque.drainTo(target)));
            assertEquals(List.of("a", "b"), target);
            assertEquals(List.of("c", "d"), new ArrayList<>(deque));
        }
    }

    // ---- codecs that use deques -------------------------------------------------------------------------------------

    /** A codec may use another deque, and even the same one, while it encodes and decodes: no lock is held. */
    @Test
    void codecUsesDeques() throws Exception {
        SharedDeque<String> log = create(SharedDeque.builder(Codec.utf8()).capacity(1000));
        List<SharedDeque<String>> self = new ArrayList<>();
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public int maxBytes(String element) {
                log.add("size " + element);
                return super.maxBytes(element);
            }

            @Override
            public void encode(String element, ByteBuffer target) {
                log.add("encode " + element);
                self.forEach(same -> log.add("of " + same.size()));
                super.encode(element, target);
                log.removeFirst();
            }

            @Override
            public String decode(ByteBuffer source) {
                log.add("decode");
                assertEquals("decode", log.pollLast());
                int size = self.get(0).size();
                String element = super.decode(source);
                if (element.equals("again")) {
                    self.get(0).offerFirst("decoded with " + size);
                }
                return element;
            }
        });
        self.add(deque);
        deque.put("abc");
        deque.put("again");
        assertEquals("abc", deque.peek());
        assertEquals("abc", deque.take());
        assertEquals("again", deque.take());
        assertEquals("decoded with 0", deque.takeLast());
        deque.addAll(List.of("x", "again", "y"));
        List<String> drained = new ArrayList<>();
        assertEquals(3, deque.drainTo(drained));
        assertEquals(List.of("x", "again", "y"), drained);
        assertEquals(List.of("decoded with 0"), new ArrayList<>(deque));
        assertTrue(log.size() > 5);
    }

    /** A codec whose decoding uses a deque and then fails still has the right bytes in its exception. */
    @Test
    void nestedFailure() throws Exception {
        SharedDeque<String> other = create(Codec.utf8());
        other.put("something else, and longer");
        SharedDeque<String> deque = create(new Strings() {
            @Override
            public String decode(ByteBuffer source) {
                other.peek();
                other.offer("more");
                throw new IllegalArgumentException("after all");
            }
        });
        deque.put("abc");
        assertUndecodable("abc", assertThrows(ElementDecodeException.class, deque::take));
    }

    // ---- names and sizes --------------------------------------------------------------------------------------------

    private static Codec<String> named(String id) {
        return new Strings() {
            @Override
            public String id() {
                return id;
            }
        };
    }

    /** A codec's name has at most 64 bytes of UTF-8. */
    @Test
    void names() throws Exception {
        for (String good : List.of("", "x".repeat(64), "ü".repeat(32), "€".repeat(21))) {
            SharedDeque<String> deque = create(named(good));
            SharedDeque.builder(named(good)).open(deque.path()).close();
            assertThrows(
                    FileFormatException.class,
                    () -> SharedDeque.builder(named(good.isEmpty() ? "x" : good.substring(1)))
                            .open(deque.path()));
        }
        for (String bad : List.of("x".repeat(65), "ü".repeat(33), "€".repeat(22))) {
            IllegalArgumentException failure =
                    assertThrows(IllegalArgumentException.class, () -> SharedDeque.builder(named(bad)));
            assertTrue(failure.getMessage().contains("64"), failure.getMessage());
        }
        assertThrows(NullPointerException.class, () -> SharedDeque.builder(named(null)));
    }

    /** What can never fit is refused by an exception that says both sizes, and nothing has happened. */
    @ParameterizedTest
    @ValueSource(strings = {"REJECT", "EVICT"})
    void tooLarge(String overflow) throws Exception {
        SharedDeque<byte[]> deque = create(
                SharedDeque.builder(Codec.bytes()).capacity(4).elementBytes(16).overflow(Overflow.valueOf(overflow)));
        deque.put(new byte[1]);
        byte[] large = new byte[deque.maxElementBytes() + 1];
        List<Callable<?>> calls = List.of(
                () -> deque.offer(large),
                () -> deque.offerFirst(large),
                () -> deque.offer(large, 1, TimeUnit.SECONDS),
                () -> {
                    deque.put(large);
                    return null;
                },
                () -> deque.add(large),
                () -> deque.addAll(List.of(new byte[1], large)));
        for (Callable<?> call : calls) {
            ElementTooLargeException failure = assertThrows(ElementTooLargeException.class, call::call);
            String message = failure.getMessage();
            assertTrue(
                    message.contains("" + large.length)
                            && message.contains("" + deque.maxElementBytes())
                            && message.contains(deque.path().toString()),
                    message);
        }
        assertEquals(1, deque.size());
        deque.clear();
        deque.put(new byte[deque.maxElementBytes()]);
        assertEquals(deque.maxElementBytes(), deque.take().length);
    }

    /** Elements larger than what is reserved for each fit while there is room in the ring. */
    @Test
    void largerThanReserved() throws Exception {
        SharedDeque<byte[]> deque =
                create(SharedDeque.builder(Codec.bytes()).capacity(100).elementBytes(16));
        int half = (int) deque.ringBytes() / 2 - 24; // 8 bytes less than would fill the ring
        assertTrue(deque.offer(new byte[half]));
        assertTrue(deque.offerFirst(new byte[half]));
        assertFalse(deque.offer(new byte[half]));
        assertFalse(deque.offer(new byte[half], 50, TimeUnit.MILLISECONDS));
        assertTrue(deque.offer(new byte[0]));
        assertThrows(IllegalStateException.class, () -> deque.addAll(List.of(new byte[16], new byte[half])));
        assertEquals(3, deque.size());
        assertEquals(half, deque.takeLast().length + half);
        assertEquals(half, deque.takeLast().length);
        assertTrue(deque.offer(new byte[half]));
    }

    // ---- serialization ----------------------------------------------------------------------------------------------

    /** What the filter rejects is not deserialized: the exception has the bytes, and its cause is the rejection. */
    @Test
    void filterRejects() throws Exception {
        SharedDeque<Serializable> writer =
                create(Codec.serializable(Serializable.class, info -> ObjectInputFilter.Status.ALLOWED));
        SharedDeque<Serializable> reader = SharedDeque.builder(Codec.serializable(Serializable.class, LISTS_OF_STRINGS))
                .open(writer.path());
        open.add(reader);
        TreeMap<String, String> rejected = new TreeMap<>(Map.of("a", "b"));
        writer.put(rejected);
        assertThrows(ElementDecodeException.class, reader::peek);
        ElementDecodeException failure = assertThrows(ElementDecodeException.class, reader::take);
        assertInstanceOf(UncheckedIOException.class, failure.getCause());
        assertTrue(failure.bytes().length > 10);
        writer.put(new ArrayList<>(List.of("fine")));
        assertEquals(List.of("fine"), reader.take());
        assertThrows(NullPointerException.class, () -> Codec.serializable(String.class, null));
        assertThrows(NullPointerException.class, () -> Codec.serializable(null, LISTS_OF_STRINGS));
    }

    /** What cannot be serialized is not inserted; what is of another class is not given out. */
    @Test
    void notSerializable() throws Exception {
        SharedDeque<ArrayList<Object>> deque = create(lists());
        ArrayList<Object> bad = new ArrayList<>(List.of(new Object()));
        assertThrows(UncheckedIOException.class, () -> deque.put(bad));
        assertThrows(UncheckedIOException.class, () -> deque.addAll(List.of(bad)));
        assertEquals(0, deque.size());
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NonApiType"}) // only that class is serializable
    private static Codec<ArrayList<Object>> lists() {
        return (Codec) Codec.serializable(ArrayList.class, LISTS_OF_STRINGS);
    }

    /** Classes of long names that begin alike have codecs of different names, none of them too long. */
    @Test
    void longClassNames() {
        String one = Codec.serializable(
                        ThisIsAClassWithAVeryLongNameIndeedSoLongThatItDoesNotFitA.class, LISTS_OF_STRINGS)
                .id();
        String two = Codec.serializable(
                        ThisIsAClassWithAVeryLongNameIndeedSoLongThatItDoesNotFitB.class, LISTS_OF_STRINGS)
                .id();
        assertFalse(one.equals(two), one);
        assertTrue(one.getBytes(StandardCharsets.UTF_8).length <= 64, one);
    }

    private static final class ThisIsAClassWithAVeryLongNameIndeedSoLongThatItDoesNotFitA implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private static final class ThisIsAClassWithAVeryLongNameIndeedSoLongThatItDoesNotFitB implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
