package dev.sluice.memory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opening what is there, or creating it: of many that race, one creates and the others open. */
public final class OpenOrCreate {
    /**
     * One of the two ways to a handle.
     *
     * @param <T> the handle
     */
    public interface Way<T> {
        T take(Path file) throws IOException;
    }

    private OpenOrCreate() {}

    /** Opens, or creates if there is no file, or opens if somebody else has created it meanwhile. */
    public static <T> T of(Path file, Way<T> open, Way<T> create) throws IOException {
        while (true) {
            try {
                return open.take(file);
            } catch (NoSuchFileException none) {
                try {
                    return create.take(file);
                } catch (FileAlreadyExistsException another) {
                    // Somebody was quicker. If it is gone again by the time we look, we try again.
                    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
                        throw new NoSuchFileException(
                                file.toString(), null, "is a symbolic link to nothing: name the file itself");
                    }
                }
            }
        }
    }
}
