package dev.sluice.os;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The system calls that take a path, and what their errors mean. */
final class PathCalls {
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_TMPFILE = 020000000 | SystemCalls.current().directoryFlag;

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0400;
    private static final int O_CLOEXEC = 02000000;

    private static final long AT_FDCWD = -100;
    private static final int AT_SYMLINK_FOLLOW = 0x400;

    private PathCalls() {}

    /** Opens for reading and writing, with more flags; a descriptor or {@code -errno}. */
    static long open(Path path, int flags, int mode) throws OsException {
        String unavailable = Platform.unavailable();
        if (unavailable != null) {
            throw new OsException("open (" + unavailable + ")", path.toString(), Errno.ENOSYS.code());
        }
        PathBytes bytes = PathBytes.of(path);
        int allFlags = flags | O_RDWR | O_NOCTTY | O_CLOEXEC;
        try {
            long answer;
            do {
                answer = Libc.call(SystemCalls.current().openat, AT_FDCWD, bytes.address(), allFlags, mode, 0, 0);
            } while (answer == -Errno.EINTR.code());
            return answer;
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    /** Gives a further name to what the symbolic link in {@code /proc} leads to; 0 or {@code -errno}. */
    static long link(Path procPath, Path name) {
        PathBytes from = PathBytes.of(procPath);
        PathBytes to = PathBytes.of(name);
        try {
            // linkat(AT_EMPTY_PATH) would do without /proc, but needs CAP_DAC_READ_SEARCH before Linux 6.10.
            return Libc.call(
                    SystemCalls.current().linkat,
                    AT_FDCWD,
                    from.address(),
                    AT_FDCWD,
                    to.address(),
                    AT_SYMLINK_FOLLOW,
                    0);
        } finally {
            Reference.reachabilityFence(from);
            Reference.reachabilityFence(to);
        }
    }

    /**
     * Whether an error of {@code open(O_TMPFILE)} means that there is no such thing, rather than that it went wrong.
     */
    static boolean isWithoutUnnamedFiles(Errno errno, boolean directoryExists) {
        return switch (errno) {
            case EOPNOTSUPP, EISDIR, EINVAL -> true;
            case ENOENT -> directoryExists; // from kernels that do not know the flag
            default -> false;
        };
    }

    /** The exception for an error of an operation on a path: those of {@code java.nio.file} where it has one. */
    static IOException failed(String operation, Path path, long answer) {
        int code = (int) -answer;
        return switch (Errno.of(code)) {
            case ENOENT -> new NoSuchFileException(path.toString());
            case EEXIST -> new FileAlreadyExistsException(path.toString());
            case EACCES, EPERM ->
                new AccessDeniedException(path.toString(), null, operation + ": " + OsException.reason(code));
            default -> new OsException(operation, path.toString(), code);
        };
    }
}
