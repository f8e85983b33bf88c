package dev.sluice.ring;

import dev.sluice.layout.RecordLayout;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Encoded bytes outside the shared memory: a range of an array or of a buffer. Reused; of one thread. */
public final class Payload {
    private static final byte[] NONE = {};

    private byte[] array = NONE;
    private @Nullable ByteBuffer buffer;
    private int offset;
    private int length;

    /** Stands for a range of an array. */
    public Payload set(byte[] array, int offset, int length) {
        // What is there is not stored again: a producer waits for its stores more than for anything else, and a
        // reference
        // is two, with the collector's.
        if (this.array != array) {
            this.array = array;
        }
        if (this.buffer != null) {
            this.buffer = null;
        }
        setRange(offset, length);
        return this;
    }

    /** Stands for a range of a buffer, at absolute indices. */
    public Payload set(ByteBuffer buffer, int offset, int length) {
        if (this.array != NONE) {
            this.array = NONE;
        }
        this.buffer = buffer;
        setRange(offset, length);
        return this;
    }

    private void setRange(int from, int bytes) {
        if (offset != from) {
            offset = from;
        }
        if (length != bytes) {
            length = bytes;
        }
    }

    /** Lets go of what it stood for. */
    public void clear() {
        set(NONE, 0, 0);
    }

    /** As {@link #clear}, if what it stands for is a range of more than so many bytes. */
    public void trim(int most) {
        if (array.length > most || (buffer != null && buffer.capacity() > most)) {
            clear();
        }
    }

    /** Makes room in the array for so many bytes from index 0, to be read into. */
    byte[] prepare(int bytes) {
        if (buffer != null || array.length < bytes) {
            array = new byte[Math.max(64, bytes)];
            buffer = null;
        }
        offset = 0;
        length = bytes;
        return array;
    }

    public byte[] array() {
        return array;
    }

    public @Nullable ByteBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** Words of a record with these bytes. */
    public int words() {
        return RecordLayout.words(length);
    }
}
