package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Allocation takes room on the disk in earnest, or says that there is none. */
class FileAllocationTest {
    @TempDir
    Path directory;

    /** Allocation makes the file so long, never shorter, and keeps its bytes. */
    @Test
    void allocates() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {1, 2, 3});
        try (FileHandle handle = FileHandle.open(file)) {
            assertEquals(3, handle.size());
            handle.allocate(100_000);
            assertEquals(100_000, handle.size());
            handle.allocate(10);
            assertEquals(100_000, handle.size());
            assertThrows(IllegalArgumentException.class, () -> handle.allocate(0));
        }
        byte[] content = Files.readAllBytes(file);
        assertEquals(3, content[2]);
        assertEquals(0, content[99_999]);
    }

    /** A size that no file can have is refused with an exception that tells the size and the file. */
    @Test
    void refusesAllocationBeyondAllFiles() throws IOException {
        Path file = directory.resolve("file");
        try (FileHandle handle = FileHandle.create(file, 0600)) {
            Set<String> quick = Set.of("ext2/3/4", "xfs", "btrfs", "tmpfs", "overlayfs");
            assumeTrue(quick.contains(handle.fileSystem().name()), "the C library might try, block by block");
            OsException e = assertThrows(OsException.class, () -> handle.allocate(Long.MAX_VALUE));
            Texts.assertMentions(file.toString(), e.getMessage());
            Texts.assertMentions(Long.toString(Long.MAX_VALUE), e.getMessage());
        }
    }

    /**
     * On a full file system allocation fails, with an exception that tells the size and the file; what fits is stored.
     */
    @Test
    void refusesAllocationOnFullFileSystem() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small), "may not mount a tmpfs (not root?)");
        try {
            Path file = small.resolve("file");
            try (FileHandle handle = FileHandle.create(file, 0600)) {
                OsException e = assertThrows(OsException.class, () -> handle.allocate(1 << 20));
                assertSame(Errno.ENOSPC, e.errno());
                assertEquals(file.toString(), e.path());
                Texts.assertMentions(file + ": allocate 1048576 bytes: ENOSPC", e.getMessage());
            }
            try (FileHandle handle = FileHandle.create(small.resolve("fits"), 0600)) {
                handle.allocate(128 << 10);
                assertSame(
                        Errno.ENOSPC,
                        assertThrows(OsException.class, () -> handle.allocate(512 << 10))
                                .errno(),
                        "what the first allocation took is taken");
                assertEquals("tmpfs", handle.fileSystem().name());
            }
        } finally {
            assertTrue(run("umount", "-l", small));
        }
    }

    private static boolean run(Object... command) throws Exception {
        List<String> words = Stream.of(command).map(Object::toString).toList();
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
