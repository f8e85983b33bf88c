package dev.sluice.os;

/**
 * The error numbers that the services of this package can meet. Names and numbers are those of {@code errno(3)}; x86-64
 * and aarch64 share them.
 */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or directory"),
    ESRCH(3, "no such process"),
    EINTR(4, "interrupted system call"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    EBADF(9, "bad file descriptor"),
    EAGAIN(11, "resource temporarily unavailable"),
    ENOMEM(12, "cannot allocate memory"),
    EACCES(13, "permission denied"),
    EFAULT(14, "bad address"),
    EBUSY(16, "device or resource busy"),
    EEXIST(17, "file exists"),
    EXDEV(18, "link across file systems"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many open files in the system"),
    EMFILE(24, "too many open files in this process"),
    ETXTBSY(26, "text file busy"),
    EFBIG(27, "file too large"),
    ENOSPC(28, "no space left on device"),
    EROFS(30, "read-only file system"),
    EMLINK(31, "too many links"),
    EDEADLK(35, "deadlock would result"),
    ENAMETOOLONG(36, "file name too long"),
    ENOLCK(37, "no locks available"),
    ENOSYS(38, "function not implemented"),
    ELOOP(40, "too many symbolic links"),
    EOVERFLOW(75, "value too large"),
    EOPNOTSUPP(95, "operation not supported"),
    ETIMEDOUT(110, "timed out"),
    ESTALE(116, "stale file handle"),
    EDQUOT(122, "disk quota exceeded"),
    /** Any other number. */
    OTHER(-1, "unlisted error");

    private static final int HIGHEST_CODE = 133;
    private static final Errno[] BY_CODE = new Errno[HIGHEST_CODE + 1];

    static {
        for (Errno errno : values()) {
            if (errno != OTHER) {
                BY_CODE[errno.code] = errno;
            }
        }
    }

    private final int code;
    private final String text;

    Errno(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The kernel's number; −1 for {@link #OTHER}. */
    public int code() {
        return code;
    }

    /** A few words for people, such as {@code "no space left on device"}. */
    public String text() {
        return text;
    }

    /**
     * The error with this number.
     *
     * @param code any number
     * @return {@link #OTHER} for a number that is not listed here
     */
    public static Errno of(int code) {
        Errno errno = code >= 0 && code <= HIGHEST_CODE ? BY_CODE[code] : null;
        return errno == null ? OTHER : errno;
    }
}
