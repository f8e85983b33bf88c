package dev.sluice;

import java.nio.file.Path;

/**
 * {@link Codec#decode} has thrown. In a call that removes, the element has left the deque, and {@link #bytes} is all there is
 * of it; in one that only looks, it stays where it is.
 */
public class ElementDecodeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    /** About an element with this encoded form. */
    public ElementDecodeException(Path file, String codecId, byte[] bytes, Throwable cause) {
        super(file + ": codec \"" + codecId + "\" cannot decode an element of " + bytes.length + " bytes", cause);
        this.bytes = bytes.clone();
    }

    /** The encoded element. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
