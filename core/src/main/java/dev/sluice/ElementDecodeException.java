package dev.sluice;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@link Codec#decode} has thrown. In a call that removes, the element has left the deque, and {@link #bytes} is all there is
 * of it; in one that only looks, it stays where it is.
 */
public class ElementDecodeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Holds the element's bytes, perhaps among others; nobody writes to it. */
    private final byte[] bytes;

    private final int start;
    private final int length;

    /** About an element with this encoded form. */
    public ElementDecodeException(Path file, String codecId, byte[] bytes, Throwable cause) {
        this(file, codecId, bytes.clone(), 0, bytes.length, cause);
    }

    /** About a range of an array that nobody writes to any more: there may be no memory for a copy. */
    ElementDecodeException(Path file, String codecId, byte[] kept, int start, int length, Throwable cause) {
        super(file + ": codec \"" + codecId + "\" cannot decode an element of " + length + " bytes", cause);
        this.bytes = kept;
        this.start = start;
        this.length = length;
    }

    /** The encoded element: a copy, but where there is no memory for one. */
    public byte[] bytes() {
        try {
            return Arrays.copyOfRange(bytes, start, start + length);
        } catch (OutOfMemoryError none) {
            if (length == bytes.length) {
                return bytes;
            }
            throw none;
        }
    }
}
