package dev.sluice;

import java.nio.file.Path;

/**
 * A value read from the file breaks an invariant: something else than Sluice has written into it. The message says which and
 * where. Nothing was changed on the strength of that value; the remedy is a new file.
 */
public class CorruptFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** About this file. */
    public CorruptFileException(Path file, String problem) {
        super(file + " is corrupt: " + problem);
    }
}
