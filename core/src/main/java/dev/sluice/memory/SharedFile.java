package dev.sluice.memory;

import dev.sluice.FileFormatException;
import dev.sluice.layout.RecordLayout;
import dev.sluice.os.FileHandle;
import dev.sluice.os.FileSystemType;
import dev.sluice.os.Inode;
import dev.sluice.os.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A mapped Sluice file and the open file description that its owner's byte locks belong to.
 *
 * <p>A file is made without a name, fully allocated and filled in, and then linked to its name: so the name appears
 * complete or not at all, of racing creators exactly one wins, and a creator that is killed leaves nothing behind.
 *
 * @param <I> what it says of itself
 */
public final class SharedFile<I extends FileIdentity> implements Closeable {
    private static final long COLLECTION_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path path;
    private final FileHandle handle;
    private final MappedRegion region;
    private final I identity;
    private final Inode inode;

    private SharedFile(Path path, FileHandle handle, MappedRegion region, I identity) throws IOException {
        this.inode = handle.inode();
        this.path = path;
        this.handle = handle;
        this.region = region;
        this.identity = identity;
    }

    /**
     * Makes a file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken, also if another one was quicker just now
     * @throws IOException if the file system is full, is a network file system, or refuses
     */
    public static <I extends FileIdentity> SharedFile<I> create(
            Path path, I identity, Set<PosixFilePermission> permissions) throws IOException {
        requirePlatform(path);
        Path name = path.toAbsolutePath();
        Path directory = name.getParent();
        if (directory == null) {
            throw new FileSystemException(path.toString(), null, "is not the name of a file");
        }
        if (Files.exists(name)) {
            // Not the decision (linking is), but it saves allocating a gigabyte in vain.
            throw new FileAlreadyExistsException(path.toString());
        }
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    "cannot be created, as there is no directory " + directory + ": make it first");
        }
        int mode = mode(permissions);
        try {
            FileHandle unnamed = FileHandle.createUnnamed(directory, mode);
            return unnamed == null ? createTemporary(path, name, identity, mode) : fill(path, unnamed, identity, null);
        } catch (AccessDeniedException | NoSuchFileException refused) {
            FileSystemException failure = refused instanceof AccessDeniedException
                    ? new AccessDeniedException(path.toString(), null, "no file may be made in " + directory)
                    : new NoSuchFileException(path.toString(), null, "no file can be made in " + directory);
            failure.initCause(refused);
            throw failure;
        }
    }

    private static <I extends FileIdentity> SharedFile<I> createTemporary(Path path, Path name, I identity, int mode)
            throws IOException {
        // Old file systems have no unnamed files. A creator killed here leaves this one: harmless, but it has a size.
        Path temporary = name.resolveSibling("." + name.getFileName() + "." + UUID.randomUUID() + ".sluice-tmp");
        try {
            return fill(path, FileHandle.create(temporary, mode), identity, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static <I extends FileIdentity> SharedFile<I> fill(
            Path path, FileHandle handle, I identity, @Nullable Path temporary) throws IOException {
        try {
            requireLocal(path, handle);
            allocate(path, handle, identity.fileBytes());
            MappedRegion region = map(handle, temporary, identity.fileBytes());
            identity.write(region);
            handle.linkTo(path.toAbsolutePath());
            return new SharedFile<>(path, handle, region, identity);
        } catch (Throwable failed) {
            closeAfter(failed, handle);
            throw failed;
        }
    }

    private static void allocate(Path path, FileHandle handle, long bytes) throws IOException {
        try {
            handle.allocate(bytes);
        } catch (IOException full) {
            // Files that have been deleted keep their room while mapped, and mappings of closed handles live until they
            // are
            // collected.
            System.gc();
            LockSupport.parkNanos(COLLECTION_NANOS);
            try {
                handle.allocate(bytes);
            } catch (IOException stillFull) {
                FileSystemException failure = new FileSystemException(
                        path.toString(),
                        null,
                        stillFull.getMessage() + ": make room, or ask for a smaller capacity or elementBytes");
                failure.initCause(stillFull);
                throw failure;
            }
        }
    }

    private static void closeAfter(Throwable failure, FileHandle handle) {
        try {
            handle.close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /**
     * Opens and checks a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws FileFormatException if it is not what this version of Sluice made, whole
     */
    public static <I extends FileIdentity> SharedFile<I> open(Path path, FileIdentity.Reader<I> reader)
            throws IOException {
        requirePlatform(path);
        if (Files.isDirectory(path)) {
            throw new FileFormatException(path, "is a directory");
        }
        FileHandle handle = FileHandle.open(path);
        try {
            requireLocal(path, handle);
            if (!handle.isRegularFile()) {
                throw new FileFormatException(path, "is not a regular file");
            }
            long size = handle.size();
            if (size < RecordLayout.RING_OFFSET || size > RecordLayout.RING_OFFSET + RecordLayout.MAX_RING_BYTES) {
                throw new FileFormatException(
                        path,
                        "has " + size + " bytes; a Sluice file has at least " + RecordLayout.RING_OFFSET
                                + " and at most " + (RecordLayout.RING_OFFSET + RecordLayout.MAX_RING_BYTES)
                                + ": it is something else, was truncated, or is still being created");
            }
            MappedRegion region = map(handle, path, (int) size);
            return new SharedFile<>(path, handle, region, reader.read(region, path));
        } catch (Throwable failed) {
            closeAfter(failed, handle);
            throw failed;
        }
    }

    /** Through /proc the very file is mapped that is locked, whatever its name means by now. */
    private static MappedRegion map(FileHandle handle, @Nullable Path fallback, int bytes) throws IOException {
        Path same = handle.procPath();
        Path source = fallback != null && !Files.exists(same) ? fallback : same;
        // A channel closes itself on an interrupted thread, also in the middle; opening a file is none of the calls
        // that an
        // interrupt ends.
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try (FileChannel channel =
                        FileChannel.open(source, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    return MappedRegion.of(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
                } catch (ClosedByInterruptException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void requirePlatform(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        String missing = Platform.unavailable();
        if (missing != null) {
            throw new FileSystemException(path.toString(), null, "cannot be shared here: " + missing);
        }
    }

    private static void requireLocal(Path path, FileHandle handle) throws IOException {
        FileSystemType type = handle.fileSystem();
        if (type.network()) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "is on a network file system (" + type.name()
                            + "), where mappings are not shared between hosts: use a local one, such as /dev/shm");
        }
    }

    private static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            // OWNER_READ, OWNER_WRITE, OWNER_EXECUTE, GROUP_READ ... in the order of the bits from 0400 downward.
            mode |= switch (permission) {
                case OWNER_READ -> 0400;
                case OWNER_WRITE -> 0200;
                case OWNER_EXECUTE -> 0100;
                case GROUP_READ -> 040;
                case GROUP_WRITE -> 020;
                case GROUP_EXECUTE -> 010;
                case OTHERS_READ -> 04;
                case OTHERS_WRITE -> 02;
                case OTHERS_EXECUTE -> 01;
            };
        }
        return mode;
    }

    public Path path() {
        return path;
    }

    public FileHandle handle() {
        return handle;
    }

    public MappedRegion region() {
        return region;
    }

    public I identity() {
        return identity;
    }

    /** Which file it is, its copies told apart. */
    public Inode inode() {
        return inode;
    }

    /** Takes the lock of a byte if nobody else has it; false also if this file has been closed. */
    public boolean tryLock(long offset) {
        try {
            return handle.tryLock(offset);
        } catch (IOException closed) {
            return false;
        }
    }

    /** Gives the lock of a byte back. */
    public void unlock(long offset) {
        try {
            handle.unlock(offset);
        } catch (IOException closed) {
            return; // closing has given it back
        }
    }

    /** Closes the file description, and with it drops its locks; the mapping stays until nothing refers to it. */
    @Override
    public void close() {
        try {
            handle.close();
        } catch (IOException reported) {
            // The kernel has freed the descriptor and dropped the locks, whatever it reports; and nothing was written
            // through it, but through the mapping.
            return;
        }
    }
}
