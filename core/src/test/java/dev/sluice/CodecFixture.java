package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deques of a test of codecs, and a codec of strings whose parts it replaces. */
@NullUnmarked
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CodecFixture {
    static final ObjectInputFilter LISTS_OF_STRINGS =
            ObjectInputFilter.Config.createFilter("java.util.ArrayList;java.lang.Object;java.lang.String;!*");

    @TempDir
    Path directory;

    final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable handle : open) {
            handle.close();
        }
    }

    <E> SharedDeque<E> create(SharedDeque.Builder<E> builder) throws IOException {
        SharedDeque<E> deque = builder.create(directory.resolve("deque" + open.size()));
        open.add(deque);
        return deque;
    }

    <E> SharedDeque<E> create(Codec<E> codec) throws IOException {
        return create(SharedDeque.builder(codec).capacity(8));
    }

    /** A codec of strings whose parts a test replaces. */
    static class Strings implements Codec<String> {
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

    /** Throws anything without declaring it, as bytecode of other languages does. */
    static RuntimeException sneaky(Throwable failure) {
        CodecFixture.<RuntimeException>sneak(failure);
        throw new AssertionError(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    static byte[] bytesOf(String element) {
        return element.getBytes(StandardCharsets.ISO_8859_1);
    }

    static void assertUndecodable(String element, ElementDecodeException failure) {
        assertArrayEquals(bytesOf(element), failure.bytes());
        assertTrue(failure.getMessage().contains("strings"), failure.getMessage());
        assertInstanceOf(IllegalArgumentException.class, failure.getCause());
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NonApiType"}) // only that class is serializable
    static Codec<ArrayList<Object>> lists() {
        return (Codec) Codec.serializable(ArrayList.class, LISTS_OF_STRINGS);
    }
}
