package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A byte of a file is locked by one handle at a time, for as long as that handle wants or its process lives. */
class ByteLockTest {
    private static final long BYTE = 1L << 40;

    @TempDir
    Path directory;

    private Path file;
    private FileHandle one;
    private FileHandle two;

    @BeforeEach
    void openTwice() throws IOException {
        file = directory.resolve("file");
        one = FileHandle.create(file, 0600);
        two = FileHandle.open(file);
    }

    @AfterEach
    void closeBoth() throws IOException {
        one.close();
        two.close();
    }

    /**
     * Two handles of one JVM exclude each other on the same byte, be it the first, the last or any other, and on no
     * other.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, BYTE, FileHandle.MAX_LOCK_OFFSET})
    void excludes(long offset) throws IOException {
        assertFalse(two.isLockedByAnother(offset));
        assertTrue(one.tryLock(offset));
        assertFalse(two.tryLock(offset));
        assertTrue(two.isLockedByAnother(offset));
        assertFalse(one.isLockedByAnother(offset), "its own lock is not another's");
        assertFalse(two.isLockedByAnother(offset == 0 ? 1 : offset - 1));
        assertTrue(two.tryLock(offset == 0 ? 1 : offset - 1));
        one.unlock(offset);
        assertFalse(two.isLockedByAnother(offset));
        assertTrue(two.tryLock(offset));
        assertTrue(one.isLockedByAnother(offset));
        assertEquals(0, one.size(), "locking does not lengthen the file");
    }

    /** Locking again is no second lock, and unlocking what is not locked does nothing. */
    @Test
    void doesNotCount() throws IOException {
        assertTrue(one.tryLock(BYTE));
        assertTrue(one.tryLock(BYTE));
        one.unlock(BYTE);
        assertTrue(two.tryLock(BYTE));
        one.unlock(BYTE);
        assertTrue(one.isLockedByAnother(BYTE), "nobody unlocks for another");
    }

    /** Closing the handle unlocks. */
    @Test
    void endsWithItsHandle() throws IOException {
        assertTrue(one.tryLock(BYTE));
        one.close();
        assertFalse(two.isLockedByAnother(BYTE));
        assertTrue(two.tryLock(BYTE));
    }

    /** Offsets that no byte has are refused. */
    @ParameterizedTest
    @ValueSource(longs = {-1, FileHandle.MAX_LOCK_OFFSET + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesOffset(long offset) {
        assertThrows(IllegalArgumentException.class, () -> one.tryLock(offset));
        assertThrows(IllegalArgumentException.class, () -> one.unlock(offset));
        assertThrows(IllegalArgumentException.class, () -> one.isLockedByAnother(offset));
    }

    /** A lock survives that the same file is opened, locked and closed by other means in the same process. */
    @Test
    void survivesUnrelatedClose() throws IOException {
        assertTrue(one.tryLock(BYTE));
        Files.readAllBytes(file);
        FileHandle.open(file).close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock(0, 1, false)) {
            assertTrue(lock.isValid());
        }
        assertTrue(two.isLockedByAnother(BYTE));
        assertFalse(two.tryLock(BYTE));
    }

    /** A lock of java.nio.channels counts as another's, and is kept out. */
    @Test
    void excludesFileLocks() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            try (FileLock lock = channel.lock(BYTE, 1, false)) {
                assertTrue(lock.isValid());
                assertTrue(one.isLockedByAnother(BYTE));
                assertFalse(one.tryLock(BYTE));
            }
            assertTrue(one.tryLock(BYTE));
            assertNull(channel.tryLock(BYTE, 1, false));
        }
    }

    /**
     * Another process's lock keeps us out until that process is killed, whatever it does with the file by other means.
     */
    @Test
    void endsWithItsProcess() throws Exception {
        SharedWords words = SharedWords.map(directory.resolve("words"));
        try (ChildJvm child = ChildJvm.start(LockingChild.class, file, directory.resolve("words"))) {
            child.awaitReady(words, LockingChild.READY);
            assertTrue(one.isLockedByAnother(BYTE));
            assertFalse(one.tryLock(BYTE));
            assertFalse(one.isLockedByAnother(BYTE + 1));
            child.kill();
            // Waited for, the process is gone, but the kernel may still be closing its files.
            Eventually.holds(() -> tryLock(one), "the lock of a killed process ends");
            assertTrue(two.isLockedByAnother(BYTE));
        }
    }

    private static boolean tryLock(FileHandle handle) {
        try {
            return handle.tryLock(BYTE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Locks the byte, opens and closes the file by other means, and sleeps until it is killed. */
    static final class LockingChild {
        static final int READY = 0;

        private LockingChild() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Path.of(arguments[0]);
            SharedWords words = SharedWords.map(Path.of(arguments[1]));
            FileHandle handle = FileHandle.open(file);
            if (!handle.tryLock(BYTE)) {
                throw new IllegalStateException("the byte is locked");
            }
            assertNotNull(Files.readAllBytes(file));
            words.set(READY, 1);
            Thread.sleep(Long.MAX_VALUE);
            handle.close();
        }
    }
}
