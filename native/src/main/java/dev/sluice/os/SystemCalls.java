package dev.sluice.os;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the processors that we know: the numbers of the system calls, and the few structure offsets and
 * flags that are not the same everywhere.
 *
 * <p>Sources: {@code arch/x86/entry/syscalls/syscall_64.tbl}, {@code include/uapi/asm-generic/unistd.h} (used by
 * arm64), {@code arch/arm64/include/uapi/asm/fcntl.h}, and {@code struct stat} of both in {@code uapi/asm/stat.h}.
 */
enum SystemCalls {
    X86_64(202, 273, 324, 186, 257, 3, 91, 265, 72, 5, 138, 0x10000, 24),
    AARCH64(98, 99, 283, 178, 56, 57, 52, 37, 25, 80, 44, 0x4000, 16);

    /** Calls added since 5.1 have one number on all processors. */
    static final long FUTEX_WAITV = 449;

    private static final @Nullable SystemCalls CURRENT = of(System.getProperty("os.arch", ""));

    final long futex;
    final long setRobustList;
    final long membarrier;
    final long gettid;
    final long openat;
    final long close;
    final long fchmod;
    final long linkat;
    final long fcntl;
    final long fstat;
    final long fstatfs;

    /** The flag {@code O_DIRECTORY}, a part of {@code O_TMPFILE}. */
    final int directoryFlag;

    /** Where {@code st_mode} stands in {@code struct stat}; {@code st_size} stands at 48 on both. */
    final int statModeOffset;

    @SuppressWarnings("TooManyParameters") // one row of a table, readable only as a row
    SystemCalls(
            long futex,
            long setRobustList,
            long membarrier,
            long gettid,
            long openat,
            long close,
            long fchmod,
            long linkat,
            long fcntl,
            long fstat,
            long fstatfs,
            int directoryFlag,
            int statModeOffset) {
        this.futex = futex;
        this.setRobustList = setRobustList;
        this.membarrier = membarrier;
        this.gettid = gettid;
        this.openat = openat;
        this.close = close;
        this.fchmod = fchmod;
        this.linkat = linkat;
        this.fcntl = fcntl;
        this.fstat = fstat;
        this.fstatfs = fstatfs;
        this.directoryFlag = directoryFlag;
        this.statModeOffset = statModeOffset;
    }

    /** The row of a processor by its name in the property {@code os.arch}, or null for one that we do not know. */
    static @Nullable SystemCalls of(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x86-64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> null;
        };
    }

    /**
     * The row of this machine. On an unknown processor any row will do, since {@link Libc#call} then answers
     * {@code ENOSYS} without a call; so that nobody has to handle an absent table.
     */
    static SystemCalls current() {
        SystemCalls current = CURRENT;
        return current == null ? X86_64 : current;
    }
}
