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
import org.jspecify.annotations.Nullable;

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
        try {
            return decoded(scratch.received());
        } catch (Throwable failed) {
            // Whatever it is, the element may be nowhere else any more.
            byte[] copy = copyIfThereIsMemory(array, 0, length);
            if (copy == null) {
                scratch.giveAway(array);
            }
            throw undecodable(copy == null ? array : copy, 0, length, failed);
        }
    }

    /** An element's bytes, which are the caller's to give away. */
    E decode(byte[] bytes) {
        try {
            return decoded(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (Throwable failed) {
            throw undecodable(bytes, 0, bytes.length, failed);
        }
    }

    /** An element of a batch. */
    E decode(Batch batch, int i) {
        ByteBuffer view = batch.view(i);
        byte[] array = batch.bytes();
        int start = batch.start(i);
        int length = batch.length(i);
        try {
            return decoded(view);
        } catch (Throwable failed) {
            throw undecodable(Arrays.copyOfRange(array, start, start + length), 0, length, failed);
        }
    }

    /** An element of a batch, which is not there any more even if there is no memory for a copy of it. */
    E decodeOrphan(Batch batch, int i) {
        ByteBuffer view = batch.view(i);
        try {
            return decoded(view);
        } catch (Throwable failed) {
            throw orphan(batch, i, failed);
        }
    }

    /** An element that has left the deque and that nobody else has got. */
    ElementDecodeException orphan(byte[] bytes, Throwable cause) {
        return undecodable(bytes, 0, bytes.length, cause);
    }

    /** The same of an element of a batch; where there is no memory for a copy of it, the batch's array is given away for it. */
    ElementDecodeException orphan(Batch batch, int i, Throwable cause) {
        byte[] copy = copyIfThereIsMemory(batch.bytes(), batch.start(i), batch.length(i));
        if (copy != null) {
            return undecodable(copy, 0, copy.length, cause);
        }
        batch.giveAway();
        return undecodable(batch.bytes(), batch.start(i), batch.length(i), cause);
    }

    private static byte @Nullable [] copyIfThereIsMemory(byte[] array, int start, int length) {
        try {
            return Arrays.copyOfRange(array, start, start + length);
        } catch (OutOfMemoryError none) {
            return null;
        }
    }

    private ElementDecodeException undecodable(byte[] kept, int start, int length, Throwable cause) {
        return new ElementDecodeException(path, codec.id(), kept, start, length, cause);
    }

    private E decoded(ByteBuffer buffer) {
        return Objects.requireNonNull(codec.decode(buffer), "the codec decoded an element to null");
    }
}
