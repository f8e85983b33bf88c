package dev.sluice.os;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;

/** A path as the C string that {@code java.nio.file} would hand to the kernel, off the heap. */
final class PathBytes {
    /** What the JDK itself encodes paths with. Not {@code file.encoding}, which users may set as they like. */
    private static final Charset CHARSET = charset(System.getProperty("sun.jnu.encoding"));

    private final ByteBuffer memory;
    private final long address;

    private PathBytes(ByteBuffer memory) {
        this.memory = memory;
        this.address = NativeMemory.addressOf(memory);
    }

    /**
     * Encodes the path, made absolute, since only the JDK knows what its relative paths are relative to.
     *
     * @throws ProviderMismatchException if the path is of another file system than the default one
     * @throws InvalidPathException if the path has no form in the JDK's encoding of file names
     */
    static PathBytes of(Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new ProviderMismatchException("not a path of the default file system: " + path);
        }
        String text = path.toAbsolutePath().toString();
        try {
            ByteBuffer bytes = CHARSET.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            // A new direct buffer is all zeros, so the byte after the last one ends the string.
            return new PathBytes(
                    ByteBuffer.allocateDirect(bytes.remaining() + 1).put(bytes));
        } catch (CharacterCodingException e) {
            InvalidPathException invalid = new InvalidPathException(text, "cannot be encoded in " + CHARSET);
            invalid.initCause(e);
            throw invalid;
        }
    }

    /** The address, good while this object is reachable. */
    long address() {
        return address;
    }

    /** How many bytes, the terminating zero included. */
    int length() {
        return memory.capacity();
    }

    private static Charset charset(String name) {
        try {
            return name == null ? Charset.defaultCharset() : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }
}
