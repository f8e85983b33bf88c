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
        this.array = array;
        this.buffer = null;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Stands for a range of a buffer, at absolute indices. */
    public Payload set(ByteBuffer buffer, int offset, int length) {
        this.array = NONE;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Lets go of what it stood for. */
    public void clear() {
        set(NONE, 0, 0);
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
