package dev.sluice;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is not what was asked for: not a Sluice file, of another layout version, codec or geometry, or not complete. The
 * message names the file, the value and what was expected.
 */
public class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** About this file. */
    public FileFormatException(Path file, String problem) {
        super(file + " " + problem);
    }
}
