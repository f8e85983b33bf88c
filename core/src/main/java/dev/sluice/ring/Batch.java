package dev.sluice.ring;

import dev.sluice.layout.RecordLayout;
import java.util.Arrays;

/** Encoded elements outside the shared memory, one after the other in one array, with the stamps that they bear in it. */
public final class Batch {
    private byte[] bytes;
    private int[] ends = new int[16];
    private int[] stamps = new int[16];
    private int count;

    public Batch() {
        this(64);
    }

    /** With room for so many bytes. */
    public Batch(int bytes) {
        this.bytes = new byte[bytes];
    }

    /** Forgets the elements. */
    public void clear() {
        count = 0;
    }

    /** Appends room for an element of that many bytes; returns its index in {@link #bytes}. */
    public int append(int length, int stamp) {
        int start = end();
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * bytes.length)));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            stamps = Arrays.copyOf(stamps, 2 * count);
        }
        ends[count] = end;
        stamps[count] = stamp;
        count++;
        return start;
    }

    /** The same elements, the last one first. */
    public Batch reversed() {
        Batch reversed = new Batch(end());
        for (int i = count - 1; i >= 0; i--) {
            int at = reversed.append(length(i), stamp(i));
            System.arraycopy(bytes, start(i), reversed.bytes, at, length(i));
        }
        return reversed;
    }

    /** Appends another batch's elements. */
    public void appendAll(Batch other) {
        for (int i = 0; i < other.count; i++) {
            int at = append(other.length(i), other.stamp(i));
            System.arraycopy(other.bytes, other.start(i), bytes, at, other.length(i));
        }
    }

    /** Forgets the last element. */
    public void dropLast() {
        count--;
    }

    /** Makes sure that elements of so many bytes together fit without growing. */
    public void reserve(int elements, int totalBytes) {
        if (bytes.length < totalBytes) {
            bytes = Arrays.copyOf(bytes, totalBytes);
        }
        if (ends.length < elements) {
            ends = Arrays.copyOf(ends, elements);
            stamps = Arrays.copyOf(stamps, elements);
        }
    }

    /** Lets go of arrays that are larger than that. */
    public void trim(int most) {
        if (bytes.length > most || ends.length > most) {
            bytes = new byte[64];
            ends = new int[16];
            stamps = new int[16];
            count = 0;
        }
    }

    private int end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    public int count() {
        return count;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    public int length(int i) {
        return ends[i] - start(i);
    }

    public int stamp(int i) {
        return stamps[i];
    }

    /** A copy of an element's bytes. */
    public byte[] copy(int i) {
        return Arrays.copyOfRange(bytes, start(i), ends[i]);
    }

    /** Words of the record of an element. */
    public int wordsOf(int i) {
        return RecordLayout.words(length(i));
    }

    /** Words of the records of the elements from the given one on; more than a ring can hold comes out as such. */
    public long words(int from) {
        long words = 0;
        for (int i = from; i < count; i++) {
            words += RecordLayout.words(length(i));
        }
        return words;
    }
}
