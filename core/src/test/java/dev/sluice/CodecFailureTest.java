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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of it if a codec cannot encode or decode, or not what it said. */
@NullUnmarked
class CodecFailureTest extends CodecFixture {
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

    private SharedDeque<String> picky() throws IOException {
        return create(new Picky(() -> new IllegalArgumentException("cannot read this")));
    }

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
}
