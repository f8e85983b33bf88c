package dev.sluice.memory;

import static dev.sluice.layout.HeaderLayout.BOOT_ID_OFFSET;
import static dev.sluice.layout.HeaderLayout.CHECKSUM_OFFSET;
import static dev.sluice.layout.HeaderLayout.CREATED_OFFSET;
import static dev.sluice.layout.HeaderLayout.FILE_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.FILE_ID_OFFSET;
import static dev.sluice.layout.HeaderLayout.KIND_OFFSET;
import static dev.sluice.layout.HeaderLayout.MAGIC;
import static dev.sluice.layout.HeaderLayout.MAGIC_OFFSET;
import static dev.sluice.layout.HeaderLayout.SLOTS_OFFSET;
import static dev.sluice.layout.HeaderLayout.SLOT_BYTES_OFFSET;
import static dev.sluice.layout.HeaderLayout.VERSION;
import static dev.sluice.layout.HeaderLayout.VERSION_OFFSET;

import dev.sluice.FileFormatException;
import dev.sluice.layout.ParticipantLayout;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32;

/** The part of the identity that all kinds of files have in common, and the rules by which the rest is checked. */
final class IdentityPage {

    private final Region region;
    private final Path file;

    private IdentityPage(Region region, Path file) {
        this.region = region;
        this.file = file;
    }

    /** Writes what all have in common; then the kind writes its own fields, then it is {@linkplain #seal sealed}. */
    static void write(Region region, FileIdentity identity) {
        region.setInt(VERSION_OFFSET, VERSION);
        region.setInt(KIND_OFFSET, identity.kind().code());
        region.setLong(FILE_BYTES_OFFSET, identity.fileBytes());
        region.setInt(SLOTS_OFFSET, ParticipantLayout.SLOTS);
        region.setInt(SLOT_BYTES_OFFSET, ParticipantLayout.SLOT_BYTES);
        region.setLong(FILE_ID_OFFSET, identity.fileId().getMostSignificantBits());
        region.setLong(FILE_ID_OFFSET + 8, identity.fileId().getLeastSignificantBits());
        UUID boot = Boot.id(); // for people who look at a file
        region.setLong(BOOT_ID_OFFSET, boot.getMostSignificantBits());
        region.setLong(BOOT_ID_OFFSET + 8, boot.getLeastSignificantBits());
        region.setLong(CREATED_OFFSET, System.currentTimeMillis());
    }

    /** The last step: the magic and the checksum over all that stands before it. */
    static void seal(Region region) {
        region.setLong(MAGIC_OFFSET, MAGIC);
        region.setInt(CHECKSUM_OFFSET, checksum(region));
    }

    /**
     * Checks what all have in common.
     *
     * @throws FileFormatException which names the file, the field and its value
     */
    static IdentityPage check(Region region, Path file, FileKind expected) throws FileFormatException {
        IdentityPage page = new IdentityPage(region, file);
        page.checkMagic();
        int kind = region.getInt(KIND_OFFSET);
        if (kind != expected.code()) {
            throw new FileFormatException(
                    file, "holds a Sluice " + FileKind.nounOf(kind) + ", not " + expected.withArticle());
        }
        int stored = region.getInt(CHECKSUM_OFFSET);
        int computed = checksum(region);
        if (stored != computed) {
            throw new FileFormatException(
                    file,
                    "has a damaged identity: checksum 0x" + Integer.toHexString(stored) + ", computed 0x"
                            + Integer.toHexString(computed));
        }
        page.expect("file bytes", region.getLong(FILE_BYTES_OFFSET), region.size(), region.size());
        page.expect("slots", region.getInt(SLOTS_OFFSET), ParticipantLayout.SLOTS, ParticipantLayout.SLOTS);
        page.expect(
                "slot bytes",
                region.getInt(SLOT_BYTES_OFFSET),
                ParticipantLayout.SLOT_BYTES,
                ParticipantLayout.SLOT_BYTES);
        return page;
    }

    private void checkMagic() throws FileFormatException {
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
    }

    UUID fileId() {
        return new UUID(region.getLong(FILE_ID_OFFSET), region.getLong(FILE_ID_OFFSET + 8));
    }

    /** Ends the opening unless the value is in the range, both ends of which are allowed. */
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

    private static int checksum(Region region) {
        byte[] bytes = new byte[CHECKSUM_OFFSET];
        region.getBytes(0, bytes, 0, bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
