package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are created whole, named once, and never touched through a closed handle. */
class FileHandleTest {
    @TempDir
    Path directory;

    /** Of several who race to give a file the same name exactly one succeeds, and the file under the name is whole. */
    @Test
    void oneOfRacingLinksWins() throws Exception {
        int racers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < 50; round++) {
                Path name = directory.resolve("raced" + round);
                CyclicBarrier start = new CyclicBarrier(racers);
                List<Future<Boolean>> wins = new ArrayList<>();
                for (int racer = 0; racer < racers; racer++) {
                    long size = 1000L + racer;
                    wins.add(threads.submit(() -> link(name, size, start)));
                }
                long winnersSize = 0;
                for (int racer = 0; racer < racers; racer++) {
                    if (wins.get(racer).get()) {
                        assertEquals(0, winnersSize, "a second winner");
                        winnersSize = 1000L + racer;
                    }
                }
                assertEquals(winnersSize, Files.size(name));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean link(Path name, long size, CyclicBarrier start) throws Exception {
        try (FileHandle handle = unnamed(0600)) {
            handle.allocate(size);
            start.await();
            handle.linkTo(name);
            return true;
        } catch (FileAlreadyExistsException e) {
            assertEquals(name.toString(), e.getFile());
            return false;
        }
    }

    /** A file without a name is not in its directory, and is the same file after it got its name. */
    @Test
    void unnamedFileIsInvisible() throws IOException {
        Path name = directory.resolve("name");
        try (FileHandle handle = unnamed(0600)) {
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(0, files.count());
            }
            try (FileChannel channel =
                    FileChannel.open(handle.procPath(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            }
            assertEquals(3, handle.size());
            handle.linkTo(name);
            assertTrue(handle.toString().contains(name.toString()), handle.toString());
        }
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(name));
    }

    /** Where a directory cannot have files without a name, there is null instead of an exception. */
    @ParameterizedTest
    @CsvSource({
        "EOPNOTSUPP, true, true",
        "EISDIR, true, true",
        "EINVAL, true, true",
        "ENOENT, true, true",
        "ENOENT, false, false",
        "EACCES, true, false",
        "ENOSPC, true, false"
    })
    void tellsMissingServiceFromFailure(Errno errno, boolean directoryExists, boolean missing) {
        assertEquals(missing, PathCalls.isWithoutUnnamedFiles(errno, directoryExists));
    }

    /** A file system without files without a name (proc has none) is answered with null. */
    @Test
    void answersNullWithoutUnnamedFiles() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/proc")), "needs root: others are refused for another reason");
        assertNull(FileHandle.createUnnamed(Path.of("/proc"), 0600));
    }

    /** The permissions are those that were asked for, whatever the umask. */
    @ParameterizedTest
    @ValueSource(ints = {0600, 0640, 0666, 0777, 0200})
    void modeIsExact(int mode) throws IOException {
        long umaskCall = SystemCalls.current() == SystemCalls.X86_64 ? 95 : 166;
        long umask = Libc.call(umaskCall, 077, 0, 0);
        try {
            try (FileHandle created = FileHandle.create(directory.resolve("created"), mode);
                    FileHandle unnamed = unnamed(mode)) {
                created.linkTo(directory.resolve("second name"));
                unnamed.linkTo(directory.resolve("named later"));
            }
        } finally {
            Libc.call(umaskCall, umask, 0, 0);
        }
        assertEquals(mode, modeOf(directory.resolve("created")));
        assertEquals(mode, modeOf(directory.resolve("named later")));
    }

    /** Bits that are no permissions are refused. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 01000, 04755})
    void refusesMode(int mode) {
        assertThrows(IllegalArgumentException.class, () -> FileHandle.create(directory.resolve("x"), mode));
        assertThrows(IllegalArgumentException.class, () -> FileHandle.createUnnamed(directory, mode));
    }

    /** What cannot be opened, created or named is told as by java.nio.file. */
    @Test
    void throwsTheUsualExceptions() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path missing = directory.resolve("missing");
        Path below = missing.resolve("below");
        assertThrows(NoSuchFileException.class, () -> FileHandle.open(missing));
        assertThrows(NoSuchFileException.class, () -> FileHandle.create(below, 0600));
        assertThrows(NoSuchFileException.class, () -> FileHandle.createUnnamed(missing, 0600));
        assertThrows(FileAlreadyExistsException.class, () -> FileHandle.create(file, 0600));
        assertSame(
                Errno.EISDIR,
                assertThrows(OsException.class, () -> FileHandle.open(directory))
                        .errno());
        assertSame(
                Errno.ENOTDIR,
                assertThrows(OsException.class, () -> FileHandle.open(file.resolve("x")))
                        .errno());
        try (FileHandle handle = FileHandle.open(file)) {
            assertThrows(FileAlreadyExistsException.class, () -> handle.linkTo(file));
            assertThrows(NoSuchFileException.class, () -> handle.linkTo(below));
        }
        IOException denied = PathCalls.failed("link", file, -Errno.EPERM.code());
        assertSame(AccessDeniedException.class, denied.getClass());
        Texts.assertMentions("EPERM", denied.getMessage());
    }

    /** A file is told from a device. */
    @Test
    void knowsRegularFiles() throws IOException {
        try (FileHandle file = FileHandle.create(directory.resolve("file"), 0600);
                FileHandle device = FileHandle.open(Path.of("/dev/null"))) {
            assertTrue(file.isRegularFile());
            assertFalse(device.isRegularFile());
        }
    }

    /** The file system is told by its type, as the JDK tells it. */
    @Test
    void knowsFileSystem() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/shm")), "no /dev/shm");
        try (FileHandle handle = unnamed(Path.of("/dev/shm"), 0600)) {
            assertEquals(
                    Files.getFileStore(Path.of("/dev/shm")).type(),
                    handle.fileSystem().name());
            assertFalse(handle.fileSystem().network());
        }
    }

    /** A name beyond ASCII leads to the file that java.nio.file would open. */
    @Test
    void encodesNames() throws IOException {
        String name = "Schleuse-\u00e4\u20ac";
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding"));
        assumeTrue(charset.newEncoder().canEncode(name), "the locale's encoding has no such characters: " + charset);
        Path file = Files.write(directory.resolve(name), new byte[5]);
        try (FileHandle handle = FileHandle.open(file)) {
            assertEquals(5, handle.size());
        }
    }

    /** A relative path means what it means to java.nio.file. */
    @Test
    void resolvesRelativePaths() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[7]);
        Path relative = Path.of("").toAbsolutePath().relativize(file);
        try (FileHandle handle = FileHandle.open(relative)) {
            assertEquals(7, handle.size());
        }
    }

    /** A process started by this one does not get the descriptor. */
    @Test
    void closesOnExec() throws IOException {
        try (FileHandle created = FileHandle.create(directory.resolve("file"), 0600);
                FileHandle opened = FileHandle.open(directory.resolve("file"));
                FileHandle unnamed = unnamed(0600)) {
            for (FileHandle handle : List.of(created, opened, unnamed)) {
                Path info =
                        Path.of("/proc/self/fdinfo").resolve(handle.procPath().getFileName());
                String flags = Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("flags:"))
                        .findFirst()
                        .orElseThrow();
                int bits = Integer.parseInt(flags.substring(6).strip(), 8);
                assertEquals(02000000, bits & 02000000, "O_CLOEXEC");
            }
        }
    }

    /** A closed handle refuses everything and leaves alone the file that has got its descriptor's number. */
    @Test
    void closedHandleActsOnNothing() throws IOException {
        FileHandle handle = FileHandle.create(directory.resolve("first"), 0600);
        Path number = handle.procPath();
        handle.close();
        List<FileHandle> others = new ArrayList<>();
        try {
            while (others.isEmpty() || !others.get(others.size() - 1).procPath().equals(number)) {
                others.add(FileHandle.create(directory.resolve("other" + others.size()), 0600));
                assertTrue(others.size() < 1000, "the number does not come back");
            }
            FileHandle recycled = others.get(others.size() - 1);
            assertTrue(recycled.tryLock(0));
            handle.close();
            List<Executable> uses = List.of(
                    () -> handle.allocate(5),
                    () -> handle.linkTo(directory.resolve("linked")),
                    handle::size,
                    handle::isRegularFile,
                    handle::fileSystem,
                    handle::procPath,
                    () -> handle.tryLock(0),
                    () -> handle.unlock(0),
                    () -> handle.isLockedByAnother(0));
            for (Executable use : uses) {
                assertThrows(ClosedChannelException.class, use);
            }
            assertEquals(0, recycled.size());
            try (FileHandle second = FileHandle.open(directory.resolve("other" + (others.size() - 1)))) {
                assertTrue(second.isLockedByAnother(0));
            }
        } finally {
            for (FileHandle other : others) {
                other.close();
            }
        }
    }

    /** Threads that use a handle while another closes it get their answer or ClosedChannelException, nothing else. */
    @Test
    void closesUnderUse() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 200; round++) {
                FileHandle handle = unnamed(0600);
                Callable<Void> use = () -> {
                    try {
                        while (true) {
                            assertTrue(handle.tryLock(1));
                            assertEquals(0, handle.size());
                        }
                    } catch (ClosedChannelException expected) {
                        return null;
                    }
                };
                Future<Void> first = threads.submit(use);
                Future<Void> second = threads.submit(use);
                threads.submit(() -> {
                            handle.close();
                            return null;
                        })
                        .get();
                assertNull(first.get());
                assertNull(second.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private FileHandle unnamed(int mode) throws IOException {
        return unnamed(directory, mode);
    }

    private static FileHandle unnamed(Path directory, int mode) throws IOException {
        FileHandle handle = FileHandle.createUnnamed(directory, mode);
        return handle == null ? Assumptions.abort("no files without a name in " + directory) : handle;
    }

    private static int modeOf(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        int mode = 0;
        for (char c : PosixFilePermissions.toString(permissions).toCharArray()) {
            mode = mode << 1 | (c == '-' ? 0 : 1);
        }
        return mode;
    }
}
