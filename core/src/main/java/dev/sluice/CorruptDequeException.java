package dev.sluice;

import java.nio.file.Path;

/**
 * A value read from a deque's file breaks an invariant: something else than Sluice has written into it. The message says which
 * and where. Nothing was changed on the strength of that value; the remedy is a new file.
 */
public class CorruptDequeException extends CorruptFileException {
    private static final long serialVersionUID = 1L;

    /** About this file. */
    public CorruptDequeException(Path file, String problem) {
        super(file, problem);
    }
}
