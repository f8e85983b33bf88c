package dev.sluice;

import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;

/** Encodes and decodes elements with the user's codec, outside all guards. */
final class Elements<E> {
    /** For so many elements of a batch, and so many words, room is reserved as if all were of the size of the first. */
    private static final int MOST_RESERVED = 1 << 16;

    private static final int MOST_RESERVED_WORDS = 1 << 17;

    /** An element that is too large is encoded once more, to say how large it is, if its codec's bound is not above this. */
    private static final int MEASURED_BYTES = 1 << 26;

    private final Codec<E> codec;
    private final Path path;
    private final int maxElementBytes;

    Elements(Codec<E> codec, Path path, int maxElementBytes) {
        this.codec = codec;
        this.path = path;
        this.maxElementBytes = maxElementBytes;
    }

    /** The element's bytes, valid until the scratch is used again. */
    Payload encode(E element, Scratch scratch) {
        Objects.requireNonNull(element, "element");
        if (codec instanceof SerializableCodec<?> serializable) {
            byte[] bytes = serializable.checkedSerialize(element); // once, rather than for the size and again
            return scratch.payload().set(bytes, 0, checkLength(bytes.length));
        }
        int most = codec.maxBytes(element);
        if (most < 0) {
            throw new IllegalArgumentException(
                    "codec \"" + codec.id() + "\" says that an element has at most " + most + " bytes");
        }
        // A bound may be a loose one; an element that needs more than this does not fit into the deque anyway.
        int room = Math.min(most, maxElementBytes);
        ByteBuffer buffer = scratch.buffer(room);
        try {
            codec.encode(element, buffer);
        } catch (BufferOverflowException tooSmall) {
            throw overflowed(element, most);
        }
        if (buffer.position() > room) {
            throw overflowed(element, most);
        }
        return scratch.encoded(buffer.position());
    }

    private IllegalArgumentException overflowed(E element, int most) {
        if (most > maxElementBytes && most > MEASURED_BYTES) {
            return ElementTooLargeException.upTo(path, most, maxElementBytes);
        }
        if (most > maxElementBytes) {
            ByteBuffer buffer = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
            try {
                codec.encode(element, buffer);
                return new ElementTooLargeException(path, buffer.position(), maxElementBytes);
            } catch (BufferOverflowException tooSmall) {
                // So the bound is wrong as well.
            }
        }
        return new IllegalArgumentException(path + ": codec \"" + codec.id() + "\" said that the element has at most "
                + most + " bytes, and then wrote more: mend its maxBytes");
    }

    int checkLength(int length) {
        if (length > maxElementBytes) {
            throw new ElementTooLargeException(path, length, maxElementBytes);
        }
        return length;
    }

    /** All elements' bytes, up to the one that makes them more than so many, or more bytes than that. */
    void encodeAll(Collection<? extends E> elements, int mostElements, long mostBytes, Scratch scratch, Batch batch) {
        long bytes = 0;
        for (E element : elements) {
            Payload payload = encode(element, scratch);
            if (batch.count() == 0) {
                int many = Math.min(elements.size(), Math.min(mostElements, MOST_RESERVED));
                batch.reserve(many, Math.min(MOST_RESERVED_WORDS, (long) many * payload.words()));
            }
            append(payload, batch);
            bytes += payload.length();
            if (batch.count() > mostElements || bytes > mostBytes) {
                break;
            }
        }
    }

    /** Encodes an element to the end of a batch; returns how many bytes it has. */
    int encode(E element, Scratch scratch, Batch batch) {
        Payload payload = encode(element, scratch);
        append(payload, batch);
        return payload.length();
    }

    private static void append(Payload payload, Batch batch) {
        int at = batch.append(payload.length(), 0);
        System.arraycopy(payload.array(), payload.offset(), batch.bytes(), at, payload.length());
    }

    /** What was read into the scratch. */
    E decode(Scratch scratch) {
        Payload received = scratch.payload();
        // Looked up now: the codec could use the buffer for something else before it fails.
        byte[] array = received.array();
        int length = received.length();
        return decode(scratch.received(), array, 0, length);
    }

    /** An element's bytes. */
    E decode(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), bytes, 0, bytes.length);
    }

    /** An element of a batch. */
    E decode(Batch batch, int i) {
        return decode(batch.view(i), batch.bytes(), batch.start(i), batch.length(i));
    }

    /** An element that has left the deque and that nobody else has got. */
    ElementDecodeException orphan(byte[] bytes, Throwable cause) {
        return new ElementDecodeException(path, codec.id(), bytes, cause);
    }

    private E decode(ByteBuffer buffer, byte[] array, int start, int length) {
        try {
            return Objects.requireNonNull(codec.decode(buffer), "the codec decoded an element to null");
        } catch (Throwable failed) {
            // Whatever it is, the element may be nowhere else any more.
            throw new ElementDecodeException(
                    path, codec.id(), Arrays.copyOfRange(array, start, start + length), failed);
        }
    }
}
