package dev.sluice.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One open file description ({@code open(2)}), read and write, closed on {@code exec}: for what
 * {@code java.nio.channels.FileChannel} cannot do with a file.
 *
 * <p>Threads may share a handle; its methods take turns. Each throws {@link ClosedChannelException} after
 * {@link #close}, so a handle never acts on a descriptor number that has come to mean another file. A handle that is
 * dropped without being closed keeps its descriptor and its locks until the process ends.
 *
 * <p>Where {@link Platform#unavailable()} says so, opening throws {@link OsException} with {@link Errno#ENOSYS}.
 *
 * <h2>Byte locks</h2>
 * {@link #tryLock} takes an open-file-description lock ({@code fcntl(2)}, F_OFD_SETLK, Linux 3.15). It belongs to this
 * handle: it excludes other handles of the same process as well as other processes, and lasts until it is
 * {@linkplain #unlock unlocked}, the handle is closed, or the kernel has cleaned up after the death of the process,
 * which comes after the freeing of its memory: some milliseconds to half a second later. Opening and closing the same
 * file by other means leaves it alone, unlike a {@code java.nio.channels.FileLock}, which that ends silently. The two
 * kinds do exclude each other. Bytes beyond the end of the file can be locked, and locking changes no byte.
 */
public final class FileHandle implements Closeable {
    /** The highest offset of a byte that can be locked. */
    public static final long MAX_LOCK_OFFSET = 1L << 62;

    private static final SystemCalls CALLS = SystemCalls.current();

    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;
    private static final int STAT_DEVICE_OFFSET = 0;
    private static final int STAT_INODE_OFFSET = 8;
    private static final int STAT_SIZE_OFFSET = 48;

    /** A signal makes tmpfs start over: after the first one, in pieces short enough to be done before the next. */
    private static final long INTERRUPTED_STEP = 16L << 20;

    /** Enough for {@code struct stat} (144 bytes), {@code struct statfs} (120) and {@code struct flock} (32). */
    private static final int SCRATCH_BYTES = 256;

    private final int descriptor;
    private final ByteBuffer scratch =
            ByteBuffer.allocateDirect(SCRATCH_BYTES).alignedSlice(8).order(ByteOrder.nativeOrder());
    private final long scratchAddress = NativeMemory.addressOf(scratch);

    /** For messages: the file, or the directory of one without a name. */
    private String label;

    private boolean closed;

    private FileHandle(int descriptor, String label) {
        this.descriptor = descriptor;
        this.label = label;
    }

    /**
     * Opens an existing file.
     *
     * @throws NoSuchFileException if there is none
     * @throws AccessDeniedException if it may not be read and written
     * @throws OsException for any other reason, {@link Errno#EISDIR} and {@link Errno#EMFILE} among them
     */
    public static FileHandle open(Path file) throws IOException {
        long answer = PathCalls.open(file, 0, 0);
        if (answer < 0) {
            throw PathCalls.failed("open", file, answer);
        }
        return new FileHandle((int) answer, file.toString());
    }

    /**
     * Creates a file that has no name ({@code O_TMPFILE}): it goes away with its last descriptor and mapping, unless
     * {@link #linkTo} names it.
     *
     * @param directory decides on the file system, and must be writable
     * @param mode the permission bits, 0 to 0777, whatever the umask
     * @return null where the file system or the kernel has no such files
     * @throws NoSuchFileException if there is no such directory
     * @throws AccessDeniedException if it may not be written
     * @throws OsException for any other reason
     */
    public static @Nullable FileHandle createUnnamed(Path directory, int mode) throws IOException {
        requireMode(mode);
        long answer = PathCalls.open(directory, PathCalls.O_TMPFILE, mode);
        if (answer < 0) {
            if (PathCalls.isWithoutUnnamedFiles(Errno.of((int) -answer), Files.isDirectory(directory))) {
                return null;
            }
            throw PathCalls.failed("create a file without a name", directory, answer);
        }
        return withMode(new FileHandle((int) answer, "a file without a name in " + directory), mode);
    }

    /**
     * Creates a file, which must not exist.
     *
     * @param file its name
     * @param mode the permission bits, 0 to 0777, whatever the umask
     * @throws FileAlreadyExistsException if the name is taken, be it by a symbolic link that leads nowhere
     * @throws NoSuchFileException if its directory does not exist
     * @throws AccessDeniedException if the directory may not be written
     * @throws OsException for any other reason
     */
    public static FileHandle create(Path file, int mode) throws IOException {
        requireMode(mode);
        long answer = PathCalls.open(file, PathCalls.O_CREAT | PathCalls.O_EXCL, mode);
        if (answer < 0) {
            throw PathCalls.failed("create", file, answer);
        }
        FileHandle handle = new FileHandle((int) answer, file.toString());
        try {
            return withMode(handle, mode);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * Makes the file at least so long, and reserves room on the disk for all of it: a later store through a mapping
     * cannot find the disk full. New bytes are zeros; bytes that are there stay. If it fails, the file may have grown.
     *
     * <p>({@code posix_fallocate(3)}. File systems that never write in place, btrfs and ZFS among them, may still run
     * out of room at a later store.)
     *
     * @param bytes from the start of the file, more than 0
     * @throws OsException {@link Errno#ENOSPC}, {@link Errno#EDQUOT} or {@link Errno#EFBIG} if there is no room
     */
    public synchronized void allocate(long bytes) throws IOException {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes must be more than 0: " + bytes);
        }
        requireOpen();
        long step = bytes;
        for (long done = 0; done < bytes; ) {
            long answer = Libc.fallocate(descriptor, done, Math.min(step, bytes - done));
            if (answer == 0) {
                done += step;
            } else if (answer == -Errno.EINTR.code()) {
                step = Math.min(step, INTERRUPTED_STEP);
            } else {
                throw new OsException("allocate " + bytes + " bytes", label, (int) -answer);
            }
        }
    }

    /**
     * Gives the file a name. The name appears at once and with the whole content, or not at all; of several who race
     * for it exactly one succeeds. Needs {@code /proc}.
     *
     * @param name on the same file system
     * @throws FileAlreadyExistsException if the name is taken
     * @throws NoSuchFileException if its directory does not exist
     * @throws AccessDeniedException if the directory may not be written, or the file system has no hard links
     * @throws OsException for any other reason, {@link Errno#EXDEV} among them
     */
    public synchronized void linkTo(Path name) throws IOException {
        requireOpen();
        long answer = PathCalls.link(procPath(), name);
        if (answer < 0) {
            throw PathCalls.failed("link", name, answer);
        }
        label = name.toString();
    }

    /** The length of the file in bytes. */
    public synchronized long size() throws IOException {
        stat();
        return scratch.getLong(STAT_SIZE_OFFSET);
    }

    /** Which file it is, whatever its name. */
    public synchronized Inode inode() throws IOException {
        stat();
        return new Inode(scratch.getLong(STAT_DEVICE_OFFSET), scratch.getLong(STAT_INODE_OFFSET));
    }

    /** Whether this is a file, and not a device, a pipe or the like. */
    public synchronized boolean isRegularFile() throws IOException {
        stat();
        return (scratch.getInt(CALLS.statModeOffset) & S_IFMT) == S_IFREG;
    }

    /** What the file is on. */
    public synchronized FileSystemType fileSystem() throws IOException {
        requireOpen();
        check("statfs", Libc.call(CALLS.fstatfs, descriptor, scratchAddress, 0));
        return FileSystemType.of(scratch.getLong(0));
    }

    /**
     * A path that leads to this very file, with or without a name, for opening a {@code FileChannel} on it. Good until
     * this handle is closed: after that it may lead to another file.
     */
    public synchronized Path procPath() throws IOException {
        requireOpen();
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /**
     * Locks a byte for this handle, without waiting. Succeeds again if the handle has it already: a second lock of the
     * same byte is no lock of its own, and one {@link #unlock} ends both.
     *
     * @param offset 0 to {@link #MAX_LOCK_OFFSET}
     * @return false if somebody else has it
     */
    public synchronized boolean tryLock(long offset) throws IOException {
        requireOffset(offset);
        requireOpen();
        ByteLock.describe(scratch, ByteLock.WRITE, offset);
        long answer = ByteLock.set(descriptor, scratchAddress);
        Errno errno = answer < 0 ? Errno.of((int) -answer) : Errno.OTHER;
        if (errno == Errno.EAGAIN || errno == Errno.EACCES) {
            return false;
        }
        check("lock a byte", answer);
        return true;
    }

    /**
     * Unlocks a byte. Nothing happens if this handle has not locked it.
     *
     * @param offset 0 to {@link #MAX_LOCK_OFFSET}
     */
    public synchronized void unlock(long offset) throws IOException {
        requireOffset(offset);
        requireOpen();
        ByteLock.describe(scratch, ByteLock.NONE, offset);
        check("unlock a byte", ByteLock.set(descriptor, scratchAddress));
    }

    /**
     * Whether a byte is locked by another handle, of this process or any other. Does not lock it.
     *
     * @param offset 0 to {@link #MAX_LOCK_OFFSET}
     */
    public synchronized boolean isLockedByAnother(long offset) throws IOException {
        requireOffset(offset);
        requireOpen();
        ByteLock.describe(scratch, ByteLock.WRITE, offset);
        check("look at a byte's lock", ByteLock.get(descriptor, scratchAddress));
        return ByteLock.kind(scratch) != ByteLock.NONE;
    }

    /** Closes the descriptor, which ends its locks. Nothing happens the second time. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        long answer = Libc.call(CALLS.close, descriptor, 0, 0);
        // Linux frees the number whatever it answers, so there is no second try.
        if (answer < 0 && answer != -Errno.EINTR.code()) {
            throw new OsException("close", label, (int) -answer);
        }
    }

    @Override
    public synchronized String toString() {
        return "FileHandle[" + label + (closed ? ", closed]" : "]");
    }

    /** The umask can only have taken bits away, so nobody could open the file who may not. */
    private static FileHandle withMode(FileHandle handle, int mode) throws IOException {
        try {
            handle.check("set the permissions", Libc.call(CALLS.fchmod, handle.descriptor, mode, 0));
            return handle;
        } catch (IOException e) {
            handle.close();
            throw e;
        }
    }

    private void stat() throws IOException {
        requireOpen();
        check("stat", Libc.call(CALLS.fstat, descriptor, scratchAddress, 0));
    }

    private void check(String operation, long answer) throws OsException {
        if (answer < 0) {
            throw new OsException(operation, label, (int) -answer);
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private static void requireMode(int mode) {
        if ((mode & ~0777) != 0) {
            throw new IllegalArgumentException("mode must be 0 to 0777: 0" + Integer.toOctalString(mode));
        }
    }

    private static void requireOffset(long offset) {
        if (offset < 0 || offset > MAX_LOCK_OFFSET) {
            throw new IllegalArgumentException("offset must be 0 to 2^62: " + offset);
        }
    }
}
