package dev.sluice.memory;

import dev.sluice.CorruptDequeException;
import dev.sluice.CorruptFileException;
import dev.sluice.DequeClosedException;
import dev.sluice.HandleClosedException;
import dev.sluice.layout.HeaderLayout;
import java.nio.file.Path;

/** The members of the format family, and how they complain. */
public enum FileKind {
    DEQUE(HeaderLayout.KIND_DEQUE, "deque"),
    SEMAPHORE(HeaderLayout.KIND_SEMAPHORE, "semaphore"),
    LOCK(HeaderLayout.KIND_LOCK, "lock"),
    EVENT(HeaderLayout.KIND_EVENT, "event"),
    COUNTER(HeaderLayout.KIND_COUNTER, "counter"),
    BARRIER(HeaderLayout.KIND_BARRIER, "barrier");

    private final int code;
    private final String noun;

    FileKind(int code, String noun) {
        this.code = code;
        this.noun = noun;
    }

    /** What stands in the file. */
    int code() {
        return code;
    }

    /** The kind with that code, as a word. */
    static String nounOf(int code) {
        for (FileKind kind : values()) {
            if (kind.code == code) {
                return kind.noun;
            }
        }
        return "object of kind " + code;
    }

    /** As a word with its article. */
    String withArticle() {
        return (this == EVENT ? "an " : "a ") + noun;
    }

    @Override
    public String toString() {
        return noun;
    }

    /** What calls through a closed handle end with. */
    public RuntimeException closed(Path file) {
        return this == DEQUE ? new DequeClosedException(file) : new HandleClosedException(file);
    }

    /** What is thrown when a value read from the file breaks an invariant. */
    public RuntimeException corrupt(Path file, String problem) {
        return this == DEQUE ? new CorruptDequeException(file, problem) : new CorruptFileException(file, problem);
    }
}
