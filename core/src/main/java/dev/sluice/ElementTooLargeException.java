package dev.sluice;

import java.nio.file.Path;

/** An element's encoded form could not fit into the deque even if it were empty. The element has not been inserted. */
public class ElementTooLargeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** About an element of that many bytes. */
    public ElementTooLargeException(Path file, long bytes, int maxBytes) {
        this(file, "" + bytes, maxBytes);
    }

    private ElementTooLargeException(Path file, String bytes, int maxBytes) {
        super(file + " takes elements of at most " + maxBytes + " encoded bytes; this one has " + bytes
                + ": create the deque with a larger capacity or elementBytes, or split the element");
    }

    /** About an element that is so large that its codec's bound has to do. */
    static ElementTooLargeException upTo(Path file, long bytes, int maxBytes) {
        return new ElementTooLargeException(file, "more, and at most " + bytes, maxBytes);
    }

    /** About an element in the middle of a batch. */
    ElementTooLargeException(String progress, ElementTooLargeException cause) {
        super(cause.getMessage() + "; before it, " + progress, cause);
    }
}
