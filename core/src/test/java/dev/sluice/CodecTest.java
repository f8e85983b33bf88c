package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the deque and the user's codec owe each other. */
@NullUnmarked
class CodecTest extends CodecFixture {
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
}
