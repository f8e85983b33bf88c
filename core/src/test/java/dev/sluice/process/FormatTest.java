package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.Codec;
import dev.sluice.CorruptDequeException;
import dev.sluice.FileFormatException;
import dev.sluice.Overflow;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.deque.GuardGrabber.Which;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a whole file of this format, codec and geometry is refused by a message that names it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FormatTest {
    private static final int IDENTITY_BYTES = 176;

    @RegisterExtension
    final Stage stage = new Stage();

    private Path create() throws IOException {
        try (SharedDeque<String> deque =
                SharedDeque.builder(Codec.utf8()).capacity(16).create(stage.file())) {
            deque.add("a");
            deque.add("b");
        }
        return stage.file();
    }

    private static FileFormatException assertRefused(Path file) {
        FileFormatException refusal = assertThrows(
                FileFormatException.class,
                () -> SharedDeque.builder(Codec.utf8()).open(file).close());
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        // Refused is refused: nothing is made in its place.
        assertThrows(
                FileFormatException.class,
                () -> SharedDeque.builder(Codec.utf8()).openOrCreate(file).close());
        return refusal;
    }

    /** Empty files, text, zeros and random bytes are not deques. */
    @Test
    void otherContents() throws IOException {
        assertRefused(Files.createFile(stage.directory().resolve("empty")));
        assertRefused(Files.writeString(stage.directory().resolve("short"), "hello\n"));
        assertRefused(Files.writeString(stage.directory().resolve("long"), "hello\n".repeat(100_000)));
        assertRefused(Files.write(stage.directory().resolve("zeros"), new byte[RecordLayout.RING_OFFSET + 4096]));
        byte[] random = new byte[RecordLayout.RING_OFFSET + 4096];
        new java.util.Random(1).nextBytes(random);
        assertRefused(Files.write(stage.directory().resolve("random"), random));
    }

    /** What is no file is refused. */
    @Test
    void noFile() throws Exception {
        assertThrows(IOException.class, () -> SharedDeque.builder(Codec.utf8()).open(stage.directory()));
        Path fifo = stage.directory().resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertRefused(fifo);
        assertRefused(Path.of("/dev/null"));
        assertRefused(Path.of("/dev/zero"));
        Path loop = stage.directory().resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThrows(IOException.class, () -> SharedDeque.builder(Codec.utf8()).open(loop));
    }

    /** A file that lost its end is refused, wherever it was cut. */
    @Test
    void truncated() throws IOException {
        Path file = create();
        byte[] whole = Files.readAllBytes(file);
        int[] cuts = {
            1,
            7,
            8,
            12,
            16,
            24,
            64,
            108,
            172,
            176,
            512,
            640,
            768,
            896,
            1024,
            1152,
            1280,
            1408,
            1536,
            1664,
            1792,
            1920,
            2048,
            4095,
            4096,
            4097,
            ParticipantLayout.TABLE_OFFSET + ParticipantLayout.SLOT_BYTES,
            whole.length / 2,
            RecordLayout.RING_OFFSET - 1,
            RecordLayout.RING_OFFSET,
            RecordLayout.RING_OFFSET + 1,
            whole.length - 4096 + 8,
            whole.length - 1
        };
        for (int cut : cuts) {
            Path copy = stage.directory().resolve("cut" + cut);
            Files.write(copy, java.util.Arrays.copyOf(whole, cut));
            assertRefused(copy);
        }
        // Nor may it have more.
        Path longer = stage.directory().resolve("longer");
        Files.write(longer, java.util.Arrays.copyOf(whole, whole.length + 1));
        assertRefused(longer);
        Files.write(longer, java.util.Arrays.copyOf(whole, whole.length + 4096));
        assertRefused(longer);
    }

    /** A file of more than the largest size is refused without being mapped. */
    @Test
    void sparseGiant() throws IOException {
        Path file = create();
        for (long size : new long[] {(1L << 30) + RecordLayout.RING_OFFSET + 1, 1L << 31, 1L << 40}) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
            }
            assertRefused(file);
        }
    }

    /** Every single bit of the identity matters. */
    @Test
    void everyIdentityBit() throws IOException {
        Path file = create();
        for (int offset = 0; offset < IDENTITY_BYTES; offset++) {
            for (int bit = 0; bit < 8; bit++) {
                Bytes.flip(file, offset, bit);
                int place = offset;
                int which = bit;
                assertThrows(
                        FileFormatException.class,
                        () -> SharedDeque.builder(Codec.utf8()).open(file).close(),
                        () -> "offset " + place + " bit " + which);
                Bytes.flip(file, offset, bit);
            }
        }
        try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).open(file)) {
            assertEquals(List.of("a", "b"), List.copyOf(deque));
        }
    }

    private static void fixChecksum(Path file) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(Bytes.read(file, 0, HeaderLayout.CHECKSUM_OFFSET));
        Bytes.setInt(file, HeaderLayout.CHECKSUM_OFFSET, (int) crc.getValue());
    }

    /** Fields that make no sense are refused by their own message, though the checksum be right. */
    @ParameterizedTest
    @CsvSource({
        "8, 2, version 2",
        "8, 0, version 0",
        "12, 2, semaphore",
        "12, 7, kind 7",
        "12, 0, kind 0",
        "40, 0, capacity 0",
        "40, -1, capacity -1",
        "40, 1073741825, capacity 1073741825",
        "40, 100000000, 100000000",
        "44, -1, element bytes -1",
        "44, 2147483647, element bytes 2147483647",
        "48, 2, overflow 2",
        "48, -1, overflow -1",
        "52, 4, waiting 4",
        "172, 2, joinable 2",
        "56, 1023, slots 1023",
        "60, 64, slot bytes 64",
        "104, 65, codec id length 65",
        "104, -1, codec id length -1",
        "16, 1, file bytes 1",
        "24, 4096, ring offset 4096",
        "32, 8192, ring bytes 8192",
        "36, 1, ring bytes"
    })
    void senselessFields(int offset, int value, String expected) throws IOException {
        Path file = create();
        Bytes.setInt(file, offset, value);
        fixChecksum(file);
        FileFormatException refusal = assertRefused(file);
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }

    /** A ring that is no power of two is refused, though everything agrees about it. */
    @Test
    void crookedRing() throws IOException {
        Path file = create();
        int ring = (int) Bytes.getLong(file, HeaderLayout.RING_BYTES_OFFSET) + 4096;
        if (Integer.bitCount(ring) == 1) {
            ring += 4096;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), RecordLayout.RING_OFFSET + ring - 1);
        }
        Bytes.setLong(file, HeaderLayout.RING_BYTES_OFFSET, ring);
        Bytes.setLong(file, HeaderLayout.FILE_BYTES_OFFSET, RecordLayout.RING_OFFSET + ring);
        fixChecksum(file);
        assertRefused(file);
    }

    /** Memory of the ring that was never written to is no element, though TAIL says that it holds some. */
    @Test
    void unwrittenRecords() throws IOException {
        Path file = create(); // "a" and "b", of 2 words each
        Bytes.setLong(file, HeaderLayout.TAIL_OFFSET, (3L << 32) | 6);
        try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).open(file)) {
            assertThrows(CorruptDequeException.class, deque::peekLast);
            assertThrows(CorruptDequeException.class, deque::toArray);
            assertEquals("a", deque.poll());
            assertEquals("b", deque.poll());
            assertThrows(CorruptDequeException.class, deque::poll);
        }
    }

    /** Another codec, capacity, element size, overflow or waiting than the file's is refused, and both are named. */
    @Test
    void otherGeometry() throws IOException {
        Path file = create();
        assertMismatch(file, SharedDeque.builder(Codec.int32()), "int32", "utf8");
        assertMismatch(file, SharedDeque.builder(Codec.utf8()).capacity(17), "17", "16");
        assertMismatch(file, SharedDeque.builder(Codec.utf8()).elementBytes(65), "65", "64");
        assertMismatch(file, SharedDeque.builder(Codec.utf8()).overflow(Overflow.EVICT), "EVICT", "REJECT");
        assertMismatch(file, SharedDeque.builder(Codec.utf8()).waiting(Waiting.SPIN), "SPIN", "KERNEL");
        // The same, or nothing, is fine.
        SharedDeque.builder(Codec.utf8())
                .capacity(16)
                .elementBytes(64)
                .overflow(Overflow.REJECT)
                .waiting(Waiting.KERNEL)
                .open(file)
                .close();
        try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).open(file)) {
            assertEquals(16, deque.capacity());
            assertEquals(List.of("a", "b"), List.copyOf(deque));
            assertEquals(1, deque.stats().participants());
        }
    }

    private static void assertMismatch(Path file, SharedDeque.Builder<?> builder, String asked, String found) {
        for (boolean create : new boolean[] {false, true}) {
            FileFormatException refusal = assertThrows(FileFormatException.class, () -> {
                (create ? builder.openOrCreate(file) : builder.open(file)).close();
            });
            String message = refusal.getMessage();
            assertTrue(
                    message.contains(file.toString()) && message.contains(asked) && message.contains(found), message);
        }
    }

    /** The geometry that a file was made with is what every opener gets. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void geometryIsKept(Waiting waiting) throws IOException {
        SharedDeque<Long> made = stage.closing(SharedDeque.builder(Codec.int64())
                .capacity(77)
                .elementBytes(1000)
                .overflow(Overflow.EVICT)
                .waiting(waiting)
                .create(stage.file()));
        SharedDeque<Long> opened =
                stage.closing(SharedDeque.builder(Codec.int64()).open(stage.file()));
        assertEquals(77, opened.capacity());
        assertEquals(made.ringBytes(), opened.ringBytes());
        assertEquals(made.maxElementBytes(), opened.maxElementBytes());
        for (long i = 0; i < 78; i++) {
            opened.add(i);
        }
        assertEquals(1L, made.remove());
    }

    /** Without permission to read and write there is no opening; the message names the file. */
    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "---------", "-w--w--w-"})
    void permissionDenied(String permissions) throws Exception {
        Path file = create();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            AccessDeniedException denied = assertThrows(
                    AccessDeniedException.class,
                    () -> SharedDeque.builder(Codec.utf8()).open(file).close());
            assertTrue(denied.getMessage().contains(file.toString()), denied.getMessage());
            return;
        }
        // Root may do everything, unless it gives up that right.
        String rights = "-dac_override,-dac_read_search";
        String[] humble = {"setpriv", "--bounding-set", rights, "--inh-caps", rights};
        assumeTrue(canRun(humble), "this is root, and there is no setpriv to give up its rights");
        Remote nobody = stage.remote(ChildJvm.of(RemoteMain.class).through(humble));
        String message = nobody.on("main", "open", "d", file).threwOneOf("AccessDeniedException");
        assertTrue(message.contains(file.toString()), message);
        message = nobody.on("main", "openOrCreate", "d", file).threwOneOf("AccessDeniedException");
        assertTrue(message.contains(file.toString()), message);
    }

    private boolean canRun(String... prefix) throws Exception {
        try (ChildJvm child = ChildJvm.of(RemoteMain.class).through(prefix).start()) {
            child.closeInput();
            return child.exitCode() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** A copy of a file that is in use, its guards held, can be opened and is repaired; the original is not touched. */
    @ParameterizedTest
    @EnumSource(Which.class)
    void copyOfALiveFile(Which which) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(16));
        deque.addAll(List.of("a", "b", "c"));
        Background<String> waiting = stage.run(() -> {
            try (SharedDeque<String> other =
                    SharedDeque.builder(Codec.utf8()).create(stage.directory().resolve("other"))) {
                return other.take();
            }
        });
        Remote holder = stage.remote();
        holder.now("grab", "g", stage.file(), which);
        Path copy = Files.copy(stage.file(), stage.directory().resolve("copy"));
        try (SharedDeque<String> copied =
                stage.run(() -> SharedDeque.builder(Codec.utf8()).open(copy)).get()) {
            assertEquals(1, copied.stats().participants());
            assertEquals(2, copied.stats().repairs());
            assertTrue(stage.run(() -> copied.offerFirst("x") && copied.offerLast("y"))
                    .get());
            assertEquals(List.of("x", "a", "b", "c", "y"), List.copyOf(copied));
        }
        assertEquals(2, deque.stats().participants());
        assertEquals(0, deque.stats().repairs());
        assertFalse(waiting.isDone());
        holder.now("release", "g", which);
        assertEquals(List.of("a", "b", "c"), List.copyOf(deque));
        waiting.interrupt();
        waiting.failure(InterruptedException.class);
    }

    /** A file as another boot left it, with guards held and participants attached, is repaired by whoever opens it. */
    @Test
    void afterReboot() throws Exception {
        Path file = create();
        int owner = (5 << ParticipantLayout.OWNER_SLOT_BITS) | 3;
        int slot = ParticipantLayout.slotOffset(2);
        Bytes.setInt(file, slot + ParticipantLayout.STATUS, (5 << 1) | 1);
        Bytes.setInt(file, slot + ParticipantLayout.ROBUST_WORD, 0x8000_0001);
        Bytes.setLong(file, slot + ParticipantLayout.PID, 1);
        Bytes.setInt(file, HeaderLayout.SLOTS_USED_OFFSET, 3);
        Bytes.setInt(file, HeaderLayout.HEAD_GUARD_OFFSET, owner);
        Bytes.setInt(file, HeaderLayout.TAIL_GUARD_OFFSET, owner);
        try (SharedDeque<String> deque =
                stage.run(() -> SharedDeque.builder(Codec.utf8()).open(file)).get()) {
            assertTrue(stage.run(() -> deque.offerFirst("x")).get());
            assertEquals(List.of("x", "a", "b"), List.copyOf(deque));
            assertEquals(1, deque.stats().repairs());
            assertEquals(1, deque.stats().participants());
        }
    }
}
