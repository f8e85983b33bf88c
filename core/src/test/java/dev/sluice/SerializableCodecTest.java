package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What the codec of serializable classes lets in and out. */
@NullUnmarked
class SerializableCodecTest extends CodecFixture {
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
