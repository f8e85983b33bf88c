package dev.sluice.examples.ngrams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A word as it stands in the input: UTF-8 bytes, which travel and are compared as they are, and become text only in the
 * report. The order is that of the bytes, which in UTF-8 is that of the code points. Immutable.
 */
final class Word implements Comparable<Word> {
    private final byte[] utf8;
    private final int hash;

    private Word(byte[] utf8) {
        this.utf8 = utf8;
        this.hash = Arrays.hashCode(utf8);
    }

    static Word of(String text) {
        return new Word(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The word in {@code bytes[from, to)}. */
    static Word of(byte[] bytes, int from, int to) {
        return new Word(Arrays.copyOfRange(bytes, from, to));
    }

    /** The word in the next {@code length} bytes of a buffer. */
    static Word read(ByteBuffer source, int length) {
        byte[] utf8 = new byte[length];
        source.get(utf8);
        return new Word(utf8);
    }

    void write(ByteBuffer target) {
        target.put(utf8);
    }

    int bytes() {
        return utf8.length;
    }

    /** Whether {@code bytes[from, to)} is this word. */
    boolean is(byte[] bytes, int from, int to) {
        return Arrays.equals(utf8, 0, utf8.length, bytes, from, to);
    }

    @Override
    public int compareTo(Word other) {
        return Arrays.compareUnsigned(utf8, other.utf8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Word word && Arrays.equals(utf8, word.utf8);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
