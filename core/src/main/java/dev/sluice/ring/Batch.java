package dev.sluice.ring;

import static dev.sluice.layout.RecordLayout.FOOTER_BYTES;
import static dev.sluice.layout.RecordLayout.HEADER_BYTES;
import static dev.sluice.layout.RecordLayout.STAMP;
import static dev.sluice.layout.RecordLayout.WORD_BYTES;

import dev.sluice.layout.RecordLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encoded elements outside the shared memory, one after the other in one array, as the records that they are in the ring: so many
 * pass in one copy.
 */
public final class Batch {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes;

    /** The same bytes as words, and for codecs. */
    private ByteBuffer buffer;

    /** Where the records end. */
    private int[] ends = new int[16];

    private int[] lengths = new int[16];
    private int count;

    /** Whether somebody keeps the array. */
    private boolean givenAway;

    public Batch() {
        this(64);
    }

    /** With room for so many bytes. */
    public Batch(int bytes) {
        this.bytes = new byte[bytes];
        this.buffer = wrap(this.bytes);
    }

    /** Forgets the elements. */
    public void clear() {
        count = 0;
    }

    /** Appends room for an element of that many bytes; returns its index in {@link #bytes}. */
    public int append(int length, int stamp) {
        int begin = end();
        long end = begin + (long) RecordLayout.words(length) * WORD_BYTES;
        if (end > bytes.length) {
            grow(end);
        }
        // Between the payload and the footer there are up to seven bytes, which shall not be another deque's.
        buffer.putLong((int) end - 2 * WORD_BYTES, 0L);
        buffer.putLong((int) end - WORD_BYTES, 0L);
        buffer.putInt((int) end - FOOTER_BYTES, Ring.footerOf(length));
        buffer.putLong(begin, Ring.header(length, stamp));
        add(length, (int) end);
        return begin + HEADER_BYTES;
    }

    private void grow(long least) {
        if (least > MOST_BYTES) {
            throw new OutOfMemoryError("a batch of " + least + " bytes: an array has no more than " + MOST_BYTES);
        }
        use(Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(least, 2L * bytes.length))));
    }

    private void use(byte[] array) {
        buffer = wrap(array); // first, as there may be no memory for it
        bytes = array;
    }

    private static ByteBuffer wrap(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void add(int length, int end) {
        if (count == ends.length) {
            growTo(2 * count);
        }
        ends[count] = end;
        lengths[count] = length;
        count++;
    }

    /** Makes room for records of so many words behind the last one; returns the index of their first byte. */
    int room(int words) {
        long end = end() + (long) words * WORD_BYTES;
        if (end > bytes.length) {
            grow(end);
        }
        return end();
    }

    /**
     * Appends the records that have been copied into the {@link #room}, up to so many, until one is not whole or none.
     *
     * @return words of those that are appended
     */
    int addRecords(int words, int most) {
        int begin = end();
        int left = words;
        for (int more = most; left > 0 && more > 0; more--) {
            int length = buffer.getInt(begin + RecordLayout.LENGTH);
            int size = recordWords(begin);
            if (size > left || buffer.getInt(begin + size * WORD_BYTES - FOOTER_BYTES) != Ring.footerOf(length)) {
                break;
            }
            begin += size * WORD_BYTES;
            left -= size;
            add(length, begin);
        }
        return words - left;
    }

    /** How many words a record that begins at an index of {@link #bytes} says that it has, more than there can be if that is none. */
    int recordWords(int index) {
        int length = buffer.getInt(index + RecordLayout.LENGTH);
        return length < 0 ? Integer.MAX_VALUE : RecordLayout.words(length);
    }

    /** Has the records of a range bear stamps that count up. */
    void stamp(int from, int to, int first) {
        int stamp = first;
        for (int i = from; i < to; i++) {
            buffer.putInt(begin(i) + STAMP, stamp++);
        }
    }

    /** The same elements, the last one first. */
    public Batch reversed() {
        Batch reversed = new Batch(end());
        for (int i = count - 1; i >= 0; i--) {
            reversed.append(this, i);
        }
        return reversed;
    }

    /** Appends another batch's elements. */
    public void appendAll(Batch other) {
        for (int i = 0; i < other.count; i++) {
            append(other, i);
        }
    }

    private void append(Batch other, int i) {
        int at = append(other.length(i), other.stamp(i));
        System.arraycopy(other.bytes, other.start(i), bytes, at, other.length(i));
    }

    /** Forgets the last element. */
    public void dropLast() {
        count--;
    }

    /** Makes sure that elements whose records have so many words together fit without growing. */
    public void reserve(int elements, long totalWords) {
        int totalBytes = (int) Math.min(MOST_BYTES, totalWords * WORD_BYTES);
        if (bytes.length < totalBytes) {
            use(Arrays.copyOf(bytes, totalBytes));
        }
        if (ends.length < elements) {
            growTo(elements);
        }
    }

    /** Both or none: there may be memory for one of them only. */
    private void growTo(int elements) {
        int[] moreEnds = Arrays.copyOf(ends, elements);
        lengths = Arrays.copyOf(lengths, elements);
        ends = moreEnds;
    }

    /** Lets go of arrays that are larger than that. */
    public void trim(int most) {
        if (bytes.length > most || ends.length > most) {
            use(new byte[64]);
            ends = new int[16];
            lengths = new int[16];
            count = 0;
        }
    }

    /** Words for which there is room behind the last record without growing. */
    public int spareWords() {
        return (bytes.length - end()) / WORD_BYTES;
    }

    private int end() {
        return begin(count);
    }

    /** Where the record of an element begins. */
    int begin(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    public int count() {
        return count;
    }

    /** Has what is in the array stay there, as somebody keeps it: the batch is not to be filled again. */
    public void giveAway() {
        givenAway = true;
    }

    public boolean isGivenAway() {
        return givenAway;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int i) {
        return begin(i) + HEADER_BYTES;
    }

    public int length(int i) {
        return lengths[i];
    }

    public int stamp(int i) {
        return buffer.getInt(begin(i) + STAMP);
    }

    /** An element's bytes as a little-endian buffer of their own. */
    public ByteBuffer view(int i) {
        return buffer.slice(start(i), length(i)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of an element's bytes. */
    public byte[] copy(int i) {
        return Arrays.copyOfRange(bytes, start(i), start(i) + length(i));
    }

    /** Words of the record of an element. */
    public int wordsOf(int i) {
        return words(i, i + 1);
    }

    /** Words of the records of the elements from the given one on. */
    public int words(int from) {
        return words(from, count);
    }

    /** Words of the records of a range. */
    public int words(int from, int to) {
        return (begin(to) - begin(from)) / WORD_BYTES;
    }
}
