package dev.sluice;

import java.nio.file.Path;

/** This handle has been closed, before the call or while it waited. The shared object itself and other handles go on. */
public class HandleClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** About a handle of this file. */
    public HandleClosedException(Path file) {
        super(file + ": this handle is closed; open another one");
    }

    /** With more about the circumstances. */
    HandleClosedException(String message, HandleClosedException cause) {
        super(message, cause);
    }
}
