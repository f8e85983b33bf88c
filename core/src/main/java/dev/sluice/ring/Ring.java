package dev.sluice.ring;

import static dev.sluice.layout.RecordLayout.DOOMED;
import static dev.sluice.layout.RecordLayout.FOOTER_BYTES;
import static dev.sluice.layout.RecordLayout.LENGTH;
import static dev.sluice.layout.RecordLayout.MIN_WORDS;
import static dev.sluice.layout.RecordLayout.STAMP;
import static dev.sluice.layout.RecordLayout.WORD_BYTES;

import dev.sluice.CorruptDequeException;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Region;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The ring of records. Whatever it reads is checked before it is used: a length may not lead out of the filled part. */
public final class Ring {
    private final Region region;
    private final Path path;
    private final int start;
    private final int words;
    private final int mask;
    private final int capacity;

    /**
     * A ring in a region.
     *
     * @param start offset of its first byte
     * @param bytes a power of two
     * @param capacity elements
     */
    public Ring(Region region, Path path, int start, int bytes, int capacity) {
        this.region = region;
        this.path = path;
        this.start = start;
        this.words = bytes / WORD_BYTES;
        this.mask = words - 1;
        this.capacity = capacity;
    }

    /** Bytes of the ring. */
    public int bytes() {
        return words * WORD_BYTES;
    }

    public int capacity() {
        return capacity;
    }

    /** Whether the two can be HEAD and TAIL. */
    public boolean isConsistent(long head, long tail) {
        int count = Index.count(head, tail);
        int used = Index.words(head, tail);
        return count >= 0
                && count <= capacity
                && used >= (long) MIN_WORDS * count
                && used <= words
                && (count == 0) == (used == 0);
    }

    /** Ends the call if the two cannot be HEAD and TAIL. */
    public void check(long head, long tail) {
        if (!isConsistent(head, tail)) {
            throw new CorruptDequeException(
                    path,
                    "HEAD 0x" + Long.toHexString(head) + " and TAIL 0x" + Long.toHexString(tail) + " enclose "
                            + Index.count(head, tail) + " elements in " + Index.words(head, tail)
                            + " words, with capacity " + capacity + " and " + words + " words of ring");
        }
    }

    /** Whether so many more elements of so many words fit; no, if the two cannot be HEAD and TAIL. */
    public boolean fits(long head, long tail, int elements, long moreWords) {
        int count = Index.count(head, tail);
        int used = Index.words(head, tail);
        return count >= 0 && used >= 0 && used <= words && count <= capacity - elements && moreWords <= words - used;
    }

    /** Whether there are elements; no, if the two cannot be HEAD and TAIL. */
    public boolean hasElements(long head, long tail) {
        int count = Index.count(head, tail);
        return count > 0 && count <= capacity && Index.words(head, tail) <= words;
    }

    /** Writes a record into the free part. */
    public void fill(int position, Payload payload, int stamp) {
        int length = payload.length();
        open(position, length, stamp);
        int at = offset(position + 1);
        if (payload.buffer() == null && length <= contiguous(at)) {
            region.setBytes(at, payload.array(), payload.offset(), length);
        } else {
            fillAnyhow(at, payload);
        }
    }

    /** From a buffer, or around the end of the ring. */
    private void fillAnyhow(int at, Payload payload) {
        int length = payload.length();
        int first = Math.min(length, contiguous(at));
        ByteBuffer buffer = payload.buffer();
        if (buffer == null) {
            region.setBytes(at, payload.array(), payload.offset(), first);
            if (first < length) {
                region.setBytes(start, payload.array(), payload.offset() + first, length - first);
            }
        } else {
            region.setBytes(at, buffer, payload.offset(), first);
            if (first < length) {
                region.setBytes(start, buffer, payload.offset() + first, length - first);
            }
        }
    }

    /** Writes the records of a range of a batch into the free part, with stamps that count up. */
    public void fill(int position, Batch batch, int from, int to, int stamp) {
        batch.stamp(from, to, stamp);
        int length = batch.words(from, to) * WORD_BYTES;
        int at = offset(position);
        int first = Math.min(length, contiguous(at));
        region.setBytes(at, batch.bytes(), batch.begin(from), first);
        if (first < length) {
            region.setBytes(start, batch.bytes(), batch.begin(from) + first, length - first);
        }
    }

    private void open(int position, int length, int stamp) {
        region.setLong(offset(position), header(length, stamp));
        region.setInt(footer(position + RecordLayout.words(length)), footerOf(length));
    }

    /** The first word of a record. */
    public static long header(int length, int stamp) {
        return (long) stamp << 32 | length;
    }

    /** The last four bytes of a record. */
    public static int footerOf(int length) {
        return ~length;
    }

    /** Payload bytes of the record at a position, of which so many words at most belong to it. */
    public int lengthAt(int position, int available) {
        int length = region.getInt(offset(position) + LENGTH);
        int size = length < 0 ? Integer.MAX_VALUE : RecordLayout.words(length);
        if (size > available || ~region.getInt(footer(position + size)) != length) {
            throw badRecord(position, length, available);
        }
        return length;
    }

    /** Payload bytes of the record that ends before a position. */
    public int lengthBefore(int position, int available) {
        int length = ~region.getInt(footer(position));
        int size = length < 0 ? Integer.MAX_VALUE : RecordLayout.words(length);
        if (size > available || region.getInt(offset(position - size) + LENGTH) != length) {
            throw badRecord(position - MIN_WORDS, length, available);
        }
        return length;
    }

    private CorruptDequeException badRecord(int position, int length, int available) {
        return new CorruptDequeException(
                path,
                "the record at offset " + offset(position) + " says length " + length + ", with " + available
                        + " words before the other end, or its two lengths differ");
    }

    /** Words of the record at a position, which may be marked as doomed. */
    public int sizeAt(int position, int available) {
        int length = region.getInt(offset(position) + LENGTH) & ~DOOMED;
        int size = RecordLayout.words(length);
        if (size > available || size < 0 || ~region.getInt(footer(position + size)) != length) {
            throw badRecord(position, length, available);
        }
        return size;
    }

    /** Words of the record before a position, which may be marked as doomed. */
    public int sizeBefore(int position, int available) {
        int length = ~region.getInt(footer(position));
        int size = length < 0 ? Integer.MAX_VALUE : RecordLayout.words(length);
        if (size > available || (region.getInt(offset(position - size) + LENGTH) & ~DOOMED) != length) {
            throw badRecord(position - MIN_WORDS, length, available);
        }
        return size;
    }

    public int stampAt(int position) {
        return region.getInt(offset(position) + STAMP);
    }

    public boolean isDoomed(int position) {
        return (region.getInt(offset(position) + LENGTH) & DOOMED) != 0;
    }

    /** Marks a record, or takes the mark away. */
    public void setDoomed(int position, boolean doomed) {
        int at = offset(position) + LENGTH;
        int length = region.getInt(at);
        region.setInt(at, doomed ? length | DOOMED : length & ~DOOMED);
    }

    /** Copies a payload out. */
    public void read(int position, int length, Payload sink) {
        read(position, length, sink.prepare(length), 0);
    }

    /** Copies a payload out. */
    public void read(int position, int length, byte[] target, int index) {
        int at = offset(position + 1);
        int first = Math.min(length, contiguous(at));
        region.getBytes(at, target, index, first);
        if (first < length) {
            region.getBytes(start, target, index + first, length - first);
        }
    }

    /**
     * Copies so many of the words between two indices to the end of a batch, and has it keep the records that are whole, up to so
     * many. They are checked there, where nobody can change them any more.
     *
     * @return the index behind the last one that is kept
     */
    public long read(long from, long tail, int copied, int most, Batch sink) {
        if (copied <= 0) {
            return from;
        }
        int at = offset(Index.position(from));
        int first = Math.min(copied * WORD_BYTES, contiguous(at));
        int begin = sink.room(copied);
        region.getBytes(at, sink.bytes(), begin, first);
        if (first < copied * WORD_BYTES) {
            region.getBytes(start, sink.bytes(), begin + first, copied * WORD_BYTES - first);
        }
        int before = sink.count();
        // What looks like records may be more of them than there are elements.
        int wanted = Math.min(most, Index.count(from, tail));
        int kept = sink.addRecords(copied, wanted);
        int count = sink.count() - before;
        long end = Index.plus(from, count, kept);
        if (count < wanted && kept < copied) {
            requireCutOff(sink.recordWords(begin + kept * WORD_BYTES), copied - kept, end, tail);
        }
        if (!isConsistent(end, tail)) {
            throw new CorruptDequeException(
                    path,
                    "there are " + count + " records in " + kept + " words from offset " + at + " on, of "
                            + Index.count(from, tail) + " in " + Index.words(from, tail) + ", which leaves "
                            + Index.count(end, tail) + " in " + Index.words(end, tail));
        }
        return end;
    }

    /** Ends the call unless the record, of which so many words have been copied, goes on behind them. */
    private void requireCutOff(int size, int copied, long index, long tail) {
        if (size <= copied || size > Index.words(index, tail)) {
            int position = Index.position(index);
            throw badRecord(position, region.getInt(offset(position)), Index.words(index, tail));
        }
    }

    /** Copies words from one place to another; the two do not overlap, either may straddle the end. */
    public void move(int from, int to, int count) {
        int left = count;
        int source = from;
        int target = to;
        while (left > 0) {
            int chunk = Math.min(left, Math.min(words - (source & mask), words - (target & mask)));
            region.copyBytes(offset(source), offset(target), chunk * WORD_BYTES);
            source += chunk;
            target += chunk;
            left -= chunk;
        }
    }

    /** Words of the record that begins at a position with its last word, all of it being in reverse order. */
    public int reversedSizeAt(int position, int available) {
        int length = ~region.getInt(footer(position + 1));
        int size = length < 0 ? Integer.MAX_VALUE : RecordLayout.words(length);
        if (size > available || region.getInt(offset(position + size - 1) + LENGTH) != length) {
            throw badRecord(position, length, available);
        }
        return size;
    }

    /** Copies words from elsewhere in the region into the ring. */
    public void copyIn(int fromOffset, int position, int count) {
        int at = offset(position);
        int first = Math.min(count * WORD_BYTES, contiguous(at));
        region.copyBytes(fromOffset, at, first);
        if (first < count * WORD_BYTES) {
            region.copyBytes(fromOffset + first, start, count * WORD_BYTES - first);
        }
    }

    public long word(int position) {
        return region.getLong(offset(position));
    }

    public void setWord(int position, long word) {
        region.setLong(offset(position), word);
    }

    /** Words of the ring. */
    public int words() {
        return words;
    }

    private int offset(int position) {
        return start + (position & mask) * WORD_BYTES;
    }

    /** Offset of the footer of the record that ends before a position. */
    private int footer(int end) {
        return offset(end - 1) + WORD_BYTES - FOOTER_BYTES;
    }

    private int contiguous(int at) {
        return start + bytes() - at;
    }
}
