package dev.sluice.memory;

import dev.sluice.FileFormatException;
import dev.sluice.Waiting;
import java.nio.file.Path;
import java.util.UUID;

/** What every file of the family says of itself, whatever it holds. */
public interface FileIdentity {
    FileKind kind();

    /** Bytes of the whole file. */
    int fileBytes();

    /** How everybody waits who opens it. */
    Waiting waiting();

    /** A random number that tells this file from every other one, but not from its copies. */
    UUID fileId();

    /** Writes the identity into a file that has no name yet, and is all zeros. */
    void write(Region region);

    /**
     * Reads an identity and checks every field.
     *
     * @param <I> the kind of identity that is expected
     */
    interface Reader<I extends FileIdentity> {
        /** Reads it from a mapped file of at least a header and a participant table. */
        I read(Region region, Path file) throws FileFormatException;
    }
}
