package dev.sluice.memory;

import static dev.sluice.layout.HeaderLayout.PARAMETER_OFFSET;

import dev.sluice.FileFormatException;
import dev.sluice.Waiting;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.SynchronizerLayout;
import java.util.UUID;

/**
 * The identity of a file that holds a synchronization object rather than a deque: a header and a participant table, no more.
 *
 * @param parameter of the kind: the permits of a semaphore, the parties of a barrier, else 0
 * @param value what a new file's value begins with; not a part of what an existing one says of itself, where it is 0
 */
public record ObjectIdentity(FileKind kind, int parameter, long value, UUID fileId) implements FileIdentity {
    /** All files of that sort have this size. */
    public static final int FILE_BYTES = ParticipantLayout.TABLE_OFFSET + ParticipantLayout.TABLE_BYTES;

    /** The identity of a new file. */
    public static ObjectIdentity of(FileKind kind, int parameter) {
        return of(kind, parameter, 0);
    }

    /** The identity of a new file whose value begins with that. */
    public static ObjectIdentity of(FileKind kind, int parameter, long value) {
        return new ObjectIdentity(kind, parameter, value, UUID.randomUUID());
    }

    /**
     * Reads the identities of one kind.
     *
     * @param least what the parameter must be at least
     * @param most what the parameter must be at most
     */
    public static Reader<ObjectIdentity> reader(FileKind kind, int least, int most) {
        return (region, file) -> {
            IdentityPage page = IdentityPage.check(region, file, kind);
            if (region.size() != FILE_BYTES) {
                throw new FileFormatException(
                        file, "has " + region.size() + " bytes, but a " + kind + " has " + FILE_BYTES);
            }
            int parameter = page.expect("parameter", region.getInt(PARAMETER_OFFSET), least, most);
            return new ObjectIdentity(kind, parameter, 0, page.fileId());
        };
    }

    @Override
    public int fileBytes() {
        return FILE_BYTES;
    }

    @Override
    public Waiting waiting() {
        return Waiting.KERNEL;
    }

    @Override
    public void write(Region region) {
        IdentityPage.write(region, this);
        region.setInt(PARAMETER_OFFSET, parameter);
        region.setLong(SynchronizerLayout.VALUE_OFFSET, value);
        IdentityPage.seal(region);
    }
}
