package dev.sluice.os;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A file operation that the kernel refused. Says which operation, on what file and why; {@link #errno()} is for
 * programs.
 */
public final class OsException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final int code;
    private final String operation;
    private final @Nullable String path;

    OsException(String operation, @Nullable String path, int code) {
        super(describe(operation, path, code));
        this.errno = Errno.of(code);
        this.code = code;
        this.operation = operation;
        this.path = path;
    }

    /** Why the kernel refused; {@link Errno#OTHER} if the number is not listed there. */
    public Errno errno() {
        return errno;
    }

    /** The kernel's number, also of an error that {@link Errno} does not list. */
    public int code() {
        return code;
    }

    /** What was tried, in the words of the message. */
    public String operation() {
        return operation;
    }

    /** The file it was tried on, or null if there was none. */
    public @Nullable String path() {
        return path;
    }

    /** The error in the form {@code ENOSPC (no space left on device)}, or {@code errno 99} for an unlisted one. */
    static String reason(int code) {
        Errno errno = Errno.of(code);
        return errno == Errno.OTHER ? "errno " + code : errno.name() + " (" + errno.text() + ")";
    }

    private static String describe(String operation, @Nullable String path, int code) {
        return (path == null ? operation : path + ": " + operation) + ": " + reason(code);
    }
}
