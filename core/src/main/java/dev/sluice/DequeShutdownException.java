package dev.sluice;

import java.nio.file.Path;

/** The deque was shut down for every process: nothing can be put any more, and what was in it has been taken. */
public class DequeShutdownException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** About this file. */
    public DequeShutdownException(Path file, String problem) {
        super(file + " " + problem);
    }

    /** About this file, with more about the circumstances. */
    DequeShutdownException(Path file, String problem, DequeShutdownException cause) {
        super(file + " " + problem, cause);
    }
}
