package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value types and pure functions answer as documented. */
class SmallTypesTest {
    /** Every listed error is found by its number. */
    @ParameterizedTest
    @EnumSource
    void findsErrno(Errno errno) {
        assertSame(errno, Errno.of(errno.code()));
        assertFalse(errno.text().isEmpty());
    }

    /** An unlisted number is OTHER. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 99, 133, 134, Integer.MAX_VALUE})
    void findsNoErrno(int code) {
        assertSame(Errno.OTHER, Errno.of(code));
    }

    /** An exception says what was tried, on what and why, also for an unlisted reason. */
    @Test
    void describesFailure() {
        OsException listed = new OsException("allocate 5 bytes", "/x", 28);
        assertEquals("/x: allocate 5 bytes: ENOSPC (no space left on device)", listed.getMessage());
        assertSame(Errno.ENOSPC, listed.errno());
        assertEquals("allocate 5 bytes", listed.operation());
        assertEquals("/x", listed.path());
        OsException unlisted = new OsException("stat", null, 99);
        assertEquals("stat: errno 99", unlisted.getMessage());
        assertSame(Errno.OTHER, unlisted.errno());
        assertEquals(99, unlisted.code());
        assertNull(unlisted.path());
    }

    /** Network and cluster file systems are flagged, local ones are not. */
    @ParameterizedTest
    @CsvSource({
        "0x6969, nfs, true",
        "0x517b, smb, true",
        "0xff534d42, cifs, true",
        "0xfe534d42, smb2, true",
        "0x5346414f, afs, true",
        "0x73757245, coda, true",
        "0x564c, ncp, true",
        "0x01021997, 9p, true",
        "0x00c36400, ceph, true",
        "0x0bd00bd0, lustre, true",
        "0x01161970, gfs2, true",
        "0x7461636f, ocfs2, true",
        "0xef53, ext2/3/4, false",
        "0x58465342, xfs, false",
        "0x9123683e, btrfs, false",
        "0x01021994, tmpfs, false",
        "0x794c7630, overlayfs, false",
        "0x65735546, fuse, false",
        "0x1a2b3c, 0x1a2b3c, false"
    })
    void knowsFileSystems(String magic, String name, boolean network) {
        FileSystemType type = FileSystemType.of(Long.decode(magic));
        assertEquals(new FileSystemType(Long.decode(magic), name, network), type);
        assertEquals(type, FileSystemType.of(type.magic() | 0xffffffffL << 32), "the upper half does not count");
    }

    /** This platform is supported, and others are told why not. */
    @Test
    void knowsPlatforms() {
        assertNull(Platform.unavailable());
        assertNull(Platform.unsupported("Linux", "amd64", ByteOrder.LITTLE_ENDIAN));
        assertNull(Platform.unsupported("Linux", "aarch64", ByteOrder.LITTLE_ENDIAN));
        Texts.assertMentions("Mac OS X", Platform.unsupported("Mac OS X", "aarch64", ByteOrder.LITTLE_ENDIAN));
        Texts.assertMentions("riscv64", Platform.unsupported("Linux", "riscv64", ByteOrder.LITTLE_ENDIAN));
        Texts.assertMentions("BIG_ENDIAN", Platform.unsupported("Linux", "aarch64", ByteOrder.BIG_ENDIAN));
    }

    /** The address of a buffer is that of its index 0, whatever its position; a heap buffer has none. */
    @Test
    void findsAddresses() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        long address = NativeMemory.addressOf(buffer);
        assertEquals(address, NativeMemory.addressOf(buffer.position(8)));
        assertEquals(address + 8, NativeMemory.addressOf(buffer.slice()));
        Libc.view(address + 16, 8).putLong(0, 42);
        assertEquals(42, buffer.order(ByteOrder.nativeOrder()).getLong(16));
        ByteBuffer heap = ByteBuffer.allocate(64);
        assertThrows(IllegalArgumentException.class, () -> NativeMemory.addressOf(heap));
    }

    /** A private word starts at 0 and keeps what is set; waking nobody does no harm. */
    @Test
    void keepsPrivateWord() {
        PrivateWord word = new PrivateWord();
        assertEquals(0, word.get());
        word.set(-5);
        word.wake();
        assertEquals(-5, word.get());
        assertEquals(0, word.address() % 64, "on a cache line of its own");
    }

    /** A length of time is split into seconds and nanoseconds; a negative one is zero. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-1, 0, 0",
        "1, 0, 1",
        "999999999, 0, 999999999",
        "1000000000, 1, 0",
        "9223372036854775806, 9223372036, 854775806"
    })
    void splitsDurations(long nanos, long expectedSeconds, long expectedNanos) {
        Timespec timespec = new Timespec();
        timespec.setDuration(nanos);
        assertEquals(expectedSeconds, timespec.seconds());
        assertEquals(expectedNanos, timespec.nanos());
    }

    /** A deadline is now and the length of time, with the carry, and never out of the kernel's range. */
    @ParameterizedTest
    @ValueSource(longs = {1, 999_999_999, 1_000_000_000, 1_999_999_999, Long.MAX_VALUE - 1})
    void addsToNow(long nanos) {
        Timespec now = new Timespec();
        assertEquals(0, Libc.monotonicTime(now.address()));
        Timespec deadline = new Timespec();
        deadline.setDeadline(nanos);
        assertTrue(deadline.nanos() >= 0 && deadline.nanos() < 1_000_000_000);
        long seconds = deadline.seconds() - now.seconds();
        long rest = deadline.nanos() - now.nanos() - nanos % 1_000_000_000;
        long passed = (seconds - nanos / 1_000_000_000) * 1_000_000_000 + rest;
        assertTrue(passed >= 0 && passed < Eventually.PATIENCE_NANOS, "passed meanwhile: " + passed);
    }

    /** A deadline that is not in the future is the beginning of time. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void knowsThePast(long nanos) {
        Timespec deadline = new Timespec();
        deadline.setDeadline(nanos);
        assertEquals(0, deadline.seconds());
        assertEquals(0, deadline.nanos());
    }

    /** A path becomes its bytes and a terminating zero. */
    @Test
    void encodesPaths() {
        PathBytes bytes = PathBytes.of(Path.of("/tmp/abc"));
        assertEquals(9, bytes.length());
        ByteBuffer memory = Libc.view(bytes.address(), 9);
        assertEquals('/', memory.get(0));
        assertEquals('c', memory.get(7));
        assertEquals(0, memory.get(8));
    }
}
