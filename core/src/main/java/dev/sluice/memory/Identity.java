package dev.sluice.memory;

import static dev.sluice.layout.HeaderLayout.CAPACITY_OFFSET;
import static dev.sluice.layout.HeaderLayout.CODEC_ID_LENGTH_OFFSET;
import static dev.sluice.layout.HeaderLayout.CODEC_ID_MAX_BYTES;
import static dev.sluice.layout.HeaderLayout.CODEC_ID_OFFSET;
import static dev.sluice.layout.HeaderLayout.ELEMENT_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.JOINABLE_OFFSET;
import static dev.sluice.layout.HeaderLayout.OVERFLOW_OFFSET;
import static dev.sluice.layout.HeaderLayout.RING_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.RING_OFFSET_OFFSET;
import static dev.sluice.layout.HeaderLayout.WAITING_OFFSET;

import dev.sluice.FileFormatException;
import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.layout.RecordLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What a file says of itself: written once, before it has a name, and checked field by field at every opening.
 *
 * @param capacity elements, 1 to 2^30
 * @param elementBytes encoded bytes that are reserved for each element
 * @param ringBytes a power of two
 * @param joinable whether it is counted what has been taken and not been done yet
 * @param codecId at most 64 bytes of UTF-8
 * @param fileId a random number that tells this file from every other one, but not from its copies
 */
public record Identity(
        int capacity,
        int elementBytes,
        int ringBytes,
        Overflow overflow,
        Waiting waiting,
        boolean joinable,
        String codecId,
        UUID fileId)
        implements FileIdentity {

    /** The codes in the file are the places in these lists, whatever becomes of the order of the constants. */
    private static final List<Overflow> OVERFLOWS = List.of(Overflow.REJECT, Overflow.EVICT);

    private static final List<Waiting> WAITINGS = List.of(Waiting.KERNEL, Waiting.SPIN, Waiting.YIELD, Waiting.BACKOFF);
    private static final int MIN_RING_BYTES = 4096;

    /**
     * The identity of a new file.
     *
     * @throws IllegalArgumentException if the ring would exceed 1 GiB
     */
    public static Identity of(
            int capacity, int elementBytes, Overflow overflow, Waiting waiting, boolean joinable, String codecId) {
        long needed = neededBytes(capacity, elementBytes);
        if (needed > RecordLayout.MAX_RING_BYTES) {
            throw new IllegalArgumentException("capacity " + capacity + " with elementBytes " + elementBytes
                    + " needs a ring of " + needed + " bytes; the largest is " + RecordLayout.MAX_RING_BYTES
                    + ": lower one of the two");
        }
        int ringBytes = (int) Math.max(MIN_RING_BYTES, Long.highestOneBit(2 * needed - 1));
        return new Identity(capacity, elementBytes, ringBytes, overflow, waiting, joinable, codecId, UUID.randomUUID());
    }

    private static long neededBytes(int capacity, int elementBytes) {
        return (long) capacity * RecordLayout.words(elementBytes) * RecordLayout.WORD_BYTES;
    }

    @Override
    public int fileBytes() {
        return RecordLayout.RING_OFFSET + ringBytes;
    }

    @Override
    public FileKind kind() {
        return FileKind.DEQUE;
    }

    /** Writes the identity into a file that has no name yet; all other bytes are zero, which is an empty deque. */
    @Override
    public void write(Region region) {
        IdentityPage.write(region, this);
        region.setLong(RING_OFFSET_OFFSET, RecordLayout.RING_OFFSET);
        region.setLong(RING_BYTES_OFFSET, ringBytes);
        region.setInt(CAPACITY_OFFSET, capacity);
        region.setInt(ELEMENT_BYTES_OFFSET, elementBytes);
        region.setInt(OVERFLOW_OFFSET, OVERFLOWS.indexOf(overflow));
        region.setInt(WAITING_OFFSET, WAITINGS.indexOf(waiting));
        region.setInt(JOINABLE_OFFSET, joinable ? 1 : 0);
        byte[] id = codecId.getBytes(StandardCharsets.UTF_8);
        region.setInt(CODEC_ID_LENGTH_OFFSET, id.length);
        region.setBytes(CODEC_ID_OFFSET, id, 0, id.length);
        IdentityPage.seal(region);
    }

    /**
     * Reads and checks the identity of a mapped file.
     *
     * @throws FileFormatException which names the file, the field and its value
     */
    public static Identity read(Region region, Path file) throws FileFormatException {
        IdentityPage page = IdentityPage.check(region, file, FileKind.DEQUE);
        page.expect(
                "ring offset", region.getLong(RING_OFFSET_OFFSET), RecordLayout.RING_OFFSET, RecordLayout.RING_OFFSET);
        int ringBytes = page.expect(
                "ring bytes",
                region.getLong(RING_BYTES_OFFSET),
                region.size() - RecordLayout.RING_OFFSET,
                region.size() - RecordLayout.RING_OFFSET);
        int capacity = page.expect("capacity", region.getInt(CAPACITY_OFFSET), 1, 1 << 30);
        int elementBytes = page.expect("element bytes", region.getInt(ELEMENT_BYTES_OFFSET), 0, ringBytes);
        if (Integer.bitCount(ringBytes) != 1
                || ringBytes < MIN_RING_BYTES
                || neededBytes(capacity, elementBytes) > ringBytes) {
            throw new FileFormatException(
                    file,
                    "has a ring of " + ringBytes + " bytes, which does not fit capacity " + capacity
                            + " and element bytes " + elementBytes);
        }
        Overflow overflow =
                OVERFLOWS.get(page.expect("overflow", region.getInt(OVERFLOW_OFFSET), 0, OVERFLOWS.size() - 1));
        Waiting waiting = WAITINGS.get(page.expect("waiting", region.getInt(WAITING_OFFSET), 0, WAITINGS.size() - 1));
        byte[] id =
                new byte[page.expect("codec id length", region.getInt(CODEC_ID_LENGTH_OFFSET), 0, CODEC_ID_MAX_BYTES)];
        region.getBytes(CODEC_ID_OFFSET, id, 0, id.length);
        boolean joinable = page.expect("joinable", region.getInt(JOINABLE_OFFSET), 0, 1) == 1;
        String codecId = new String(id, StandardCharsets.UTF_8);
        return new Identity(capacity, elementBytes, ringBytes, overflow, waiting, joinable, codecId, page.fileId());
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
        return "Identity"
                + Arrays.asList(capacity, elementBytes, ringBytes, overflow, waiting, joinable, codecId, fileId);
    }
}
