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
    /** For so many elements of a batch, and so many bytes, room is reserved as if all were of the size of the first. */
    private static final int MOST_RESERVED = 1 << 16;

    private static final int MOST_RESERVED_BYTES = 1 << 20;

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

    /** All elements' bytes; nothing is kept if one of them cannot be encoded. */
    Batch encodeAll(Collection<? extends E> elements) {
        return encodeAll(elements, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** As {@link #encodeAll(Collection)}, but stops when there are more elements than that, or more bytes. */
    Batch encodeAll(Collection<? extends E> elements, int mostElements, long mostBytes) {
        Batch batch = new Batch();
        long bytes = 0;
        Scratch scratch = Scratch.borrow();
        try {
            for (E element : elements) {
                Payload payload = encode(element, scratch);
                if (batch.count() == 0) {
                    int many = Math.min(elements.size(), Math.min(mostElements, MOST_RESERVED));
                    batch.reserve(many, (int) Math.min(MOST_RESERVED_BYTES, (long) many * payload.length()));
                }
                int at = batch.append(payload.length(), 0);
                System.arraycopy(payload.array(), payload.offset(), batch.bytes(), at, payload.length());
                bytes += payload.length();
                if (batch.count() > mostElements || bytes > mostBytes) {
                    break;
                }
            }
        } finally {
            scratch.giveBack();
        }
        return batch;
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
        int start = batch.start(i);
        int length = batch.length(i);
        ByteBuffer view = ByteBuffer.wrap(batch.bytes(), start, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        return decode(view, batch.bytes(), start, length);
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
