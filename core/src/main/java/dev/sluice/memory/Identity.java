package dev.sluice.memory;

import static dev.sluice.layout.HeaderLayout.BOOT_ID_OFFSET;
import static dev.sluice.layout.HeaderLayout.CAPACITY_OFFSET;
import static dev.sluice.layout.HeaderLayout.CHECKSUM_OFFSET;
import static dev.sluice.layout.HeaderLayout.CODEC_ID_LENGTH_OFFSET;
import static dev.sluice.layout.HeaderLayout.CODEC_ID_MAX_BYTES;
import static dev.sluice.layout.HeaderLayout.CODEC_ID_OFFSET;
import static dev.sluice.layout.HeaderLayout.CREATED_OFFSET;
import static dev.sluice.layout.HeaderLayout.ELEMENT_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.FILE_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.FILE_ID_OFFSET;
import static dev.sluice.layout.HeaderLayout.KIND_DEQUE;
import static dev.sluice.layout.HeaderLayout.KIND_OFFSET;
import static dev.sluice.layout.HeaderLayout.MAGIC;
import static dev.sluice.layout.HeaderLayout.MAGIC_OFFSET;
import static dev.sluice.layout.HeaderLayout.OVERFLOW_OFFSET;
import static dev.sluice.layout.HeaderLayout.RING_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.RING_OFFSET_OFFSET;
import static dev.sluice.layout.HeaderLayout.SLOTS_OFFSET;
import static dev.sluice.layout.HeaderLayout.SLOT_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.VERSION;
import static dev.sluice.layout.HeaderLayout.VERSION_OFFSET;
import static dev.sluice.layout.HeaderLayout.WAITING_OFFSET;

import dev.sluice.FileFormatException;
import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * What a file says of itself: written once, before it has a name, and checked field by field at every opening.
 *
 * @param capacity elements, 1 to 2^30
 * @param elementBytes encoded bytes that are reserved for each element
 * @param ringBytes a power of two
 * @param codecId at most 64 bytes of UTF-8
 * @param fileId a random number that tells this file from every other one, but not from its copies
 */
public record Identity(
        int capacity,
        int elementBytes,
        int ringBytes,
        Overflow overflow,
        Waiting waiting,
        String codecId,
        UUID fileId) {

    /** The codes in the file are the places in these lists, whatever becomes of the order of the constants. */
    private static final List<Overflow> OVERFLOWS = List.of(Overflow.REJECT, Overflow.EVICT);

    private static final List<Waiting> WAITINGS = List.of(Waiting.KERNEL, Waiting.SPIN, Waiting.YIELD, Waiting.BACKOFF);
    private static final int MIN_RING_BYTES = 4096;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /**
     * The identity of a new file.
     *
     * @throws IllegalArgumentException if the ring would exceed 1 GiB
     */
    public static Identity of(int capacity, int elementBytes, Overflow overflow, Waiting waiting, String codecId) {
        long needed = neededBytes(capacity, elementBytes);
        if (needed > RecordLayout.MAX_RING_BYTES) {
            throw new IllegalArgumentException("capacity " + capacity + " with elementBytes " + elementBytes
                    + " needs a ring of " + needed + " bytes; the largest is " + RecordLayout.MAX_RING_BYTES
                    + ": lower one of the two");
        }
        int ringBytes = (int) Math.max(MIN_RING_BYTES, Long.highestOneBit(2 * needed - 1));
        return new Identity(capacity, elementBytes, ringBytes, overflow, waiting, codecId, UUID.randomUUID());
    }

    private static long neededBytes(int capacity, int elementBytes) {
        return (long) capacity * RecordLayout.words(elementBytes) * RecordLayout.WORD_BYTES;
    }

    public int fileBytes() {
        return RecordLayout.RING_OFFSET + ringBytes;
    }

    /** Writes the identity into a file that has no name yet; all other bytes are zero, which is an empty deque. */
    void write(Region region) {
        region.setInt(VERSION_OFFSET, VERSION);
        region.setInt(KIND_OFFSET, KIND_DEQUE);
        region.setLong(FILE_BYTES_OFFSET, fileBytes());
        region.setLong(RING_OFFSET_OFFSET, RecordLayout.RING_OFFSET);
        region.setLong(RING_BYTES_OFFSET, ringBytes);
        region.setInt(CAPACITY_OFFSET, capacity);
        region.setInt(ELEMENT_BYTES_OFFSET, elementBytes);
        region.setInt(OVERFLOW_OFFSET, OVERFLOWS.indexOf(overflow));
        region.setInt(WAITING_OFFSET, WAITINGS.indexOf(waiting));
        region.setInt(SLOTS_OFFSET, ParticipantLayout.SLOTS);
        region.setInt(SLOT_BYTES_OFFSET, ParticipantLayout.SLOT_BYTES);
        region.setLong(FILE_ID_OFFSET, fileId.getMostSignificantBits());
        region.setLong(FILE_ID_OFFSET + 8, fileId.getLeastSignificantBits());
        UUID boot = bootId();
        region.setLong(BOOT_ID_OFFSET, boot.getMostSignificantBits());
        region.setLong(BOOT_ID_OFFSET + 8, boot.getLeastSignificantBits());
        region.setLong(CREATED_OFFSET, System.currentTimeMillis());
        byte[] id = codecId.getBytes(StandardCharsets.UTF_8);
        region.setInt(CODEC_ID_LENGTH_OFFSET, id.length);
        region.setBytes(CODEC_ID_OFFSET, id, 0, id.length);
        region.setLong(MAGIC_OFFSET, MAGIC);
        region.setInt(CHECKSUM_OFFSET, checksum(region));
    }

    /**
     * Reads and checks the identity of a mapped file.
     *
     * @throws FileFormatException which names the file, the field and its value
     */
    static Identity read(Region region, Path file) throws FileFormatException {
        long magic = region.getLong(MAGIC_OFFSET);
        if (magic != MAGIC) {
            throw new FileFormatException(
                    file,
                    magic == 0
                            ? "is not a Sluice file, or is still being created by a copy: it begins with zeros"
                            : "is not a Sluice file: it begins with 0x" + Long.toHexString(magic));
        }
        int version = region.getInt(VERSION_OFFSET);
        if (version != VERSION) {
            throw new FileFormatException(
                    file,
                    "has layout version " + version + "; this Sluice reads version " + VERSION
                            + ": open it with the Sluice that made it");
        }
        int kind = region.getInt(KIND_OFFSET);
        if (kind != KIND_DEQUE) {
            throw new FileFormatException(file, "holds a Sluice object of kind " + kind + ", not a deque");
        }
        int stored = region.getInt(CHECKSUM_OFFSET);
        int computed = checksum(region);
        if (stored != computed) {
            throw new FileFormatException(
                    file,
                    "has a damaged identity: checksum 0x" + Integer.toHexString(stored) + ", computed 0x"
                            + Integer.toHexString(computed));
        }
        return readChecked(region, new Field(region, file), file);
    }

    private static Identity readChecked(Region region, Field field, Path file) throws FileFormatException {
        field.expect("file bytes", region.getLong(FILE_BYTES_OFFSET), region.size(), region.size());
        field.expect(
                "ring offset", region.getLong(RING_OFFSET_OFFSET), RecordLayout.RING_OFFSET, RecordLayout.RING_OFFSET);
        int ringBytes = field.expect(
                "ring bytes",
                region.getLong(RING_BYTES_OFFSET),
                region.size() - RecordLayout.RING_OFFSET,
                region.size() - RecordLayout.RING_OFFSET);
        field.expect("slots", region.getInt(SLOTS_OFFSET), ParticipantLayout.SLOTS, ParticipantLayout.SLOTS);
        field.expect(
                "slot bytes",
                region.getInt(SLOT_BYTES_OFFSET),
                ParticipantLayout.SLOT_BYTES,
                ParticipantLayout.SLOT_BYTES);
        int capacity = field.expect("capacity", region.getInt(CAPACITY_OFFSET), 1, 1 << 30);
        int elementBytes = field.expect("element bytes", region.getInt(ELEMENT_BYTES_OFFSET), 0, ringBytes);
        if (Integer.bitCount(ringBytes) != 1
                || ringBytes < MIN_RING_BYTES
                || neededBytes(capacity, elementBytes) > ringBytes) {
            throw new FileFormatException(
                    file,
                    "has a ring of " + ringBytes + " bytes, which does not fit capacity " + capacity
                            + " and element bytes " + elementBytes);
        }
        Overflow overflow =
                OVERFLOWS.get(field.expect("overflow", region.getInt(OVERFLOW_OFFSET), 0, OVERFLOWS.size() - 1));
        Waiting waiting = WAITINGS.get(field.expect("waiting", region.getInt(WAITING_OFFSET), 0, WAITINGS.size() - 1));
        byte[] id =
                new byte[field.expect("codec id length", region.getInt(CODEC_ID_LENGTH_OFFSET), 0, CODEC_ID_MAX_BYTES)];
        region.getBytes(CODEC_ID_OFFSET, id, 0, id.length);
        UUID fileId = new UUID(region.getLong(FILE_ID_OFFSET), region.getLong(FILE_ID_OFFSET + 8));
        return new Identity(
                capacity, elementBytes, ringBytes, overflow, waiting, new String(id, StandardCharsets.UTF_8), fileId);
    }

    private record Field(Region region, Path file) {
        int expect(String name, long value, int from, int to) throws FileFormatException {
            if (value < from || value > to) {
                throw new FileFormatException(
                        file,
                        "says " + name + " " + value + ", but it must be "
                                + (from == to ? String.valueOf(from) : from + " to " + to)
                                + ": it was truncated, damaged or made by something else");
            }
            return (int) value;
        }
    }

    private static int checksum(Region region) {
        byte[] bytes = new byte[CHECKSUM_OFFSET];
        region.getBytes(0, bytes, 0, bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** For people who look at a file: which boot it was made in. Nothing depends on it. */
    private static UUID bootId() {
        try {
            return UUID.fromString(
                    Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip());
        } catch (IOException | IllegalArgumentException unreadable) {
            return new UUID(0, 0);
        }
    }

    /** The longest codec id is a rule of the file format, so it is checked where the format is known. */
    public static void checkCodecId(String id) {
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > CODEC_ID_MAX_BYTES) {
            throw new IllegalArgumentException("codec id \"" + id + "\" has " + bytes + " bytes of UTF-8; at most "
                    + CODEC_ID_MAX_BYTES + " are kept in the file");
        }
    }

    @Override
    public String toString() {
        return "Identity" + Arrays.asList(capacity, elementBytes, ringBytes, overflow, waiting, codecId, fileId);
    }
}
