package dev.sluice;

import java.nio.file.Path;

/** This handle has been closed, before the call or while it waited. The deque itself and other handles go on. */
public class DequeClosedException extends HandleClosedException {
    private static final long serialVersionUID = 1L;

    /** About a handle of this file. */
    public DequeClosedException(Path file) {
        super(file);
    }

    /** About a handle of this file that was closed in the middle of a call. */
    DequeClosedException(Path file, String progress, DequeClosedException cause) {
        super(file + ": this handle was closed when " + progress + "; open another one", cause);
    }
}
