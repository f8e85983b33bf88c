package dev.sluice;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * How elements become bytes and back. Called outside all locks, on the thread that calls the deque; so a codec may be slow, may
 * throw and may use other deques, and it must be safe to use from several threads.
 *
 * @param <E> the elements
 */
public interface Codec<E> {
    /**
     * Names the encoding, at most 64 bytes of UTF-8. It is kept in the file, and opening the file with another one fails; so
     * change it when the encoding changes.
     */
    String id();

    /** An upper bound of the encoded size of this element, 0 or more. */
    int maxBytes(E element);

    /**
     * Writes the element at the buffer's position. If it throws, nothing has happened to the deque.
     *
     * @param target little-endian, with at least {@link #maxBytes} remaining; never the shared memory itself, and not to be
     *     kept after the call
     */
    void encode(E element, ByteBuffer target);

    /**
     * Reads an element back.
     *
     * @param source little-endian, exactly the encoded bytes between position and limit; not to be written to, as they may have to go
     *     back, nor to be kept after the call
     */
    E decode(ByteBuffer source);

    /** Strings as UTF-8. Unpaired surrogates, which UTF-8 cannot express, are refused. */
    static Codec<String> utf8() {
        return StandardCodecs.Utf8.INSTANCE;
    }

    /** Byte arrays as they are; copied both ways. */
    static Codec<byte[]> bytes() {
        return StandardCodecs.Bytes.INSTANCE;
    }

    /** Longs in 8 bytes. */
    static Codec<Long> int64() {
        return StandardCodecs.Int64.INSTANCE;
    }

    /** Integers in 4 bytes. */
    static Codec<Integer> int32() {
        return StandardCodecs.Int32.INSTANCE;
    }

    /**
     * Java serialization. Any process that may write the file decides what is deserialized here, so the filter is not
     * optional: let it allow the classes that you expect and nothing else.
     *
     * @param type what is read must be of it
     * @param filter asked for every class, array length and depth that is read
     */
    static <T extends Serializable> Codec<T> serializable(Class<T> type, ObjectInputFilter filter) {
        return new SerializableCodec<>(type, filter);
    }
}
