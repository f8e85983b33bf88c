package dev.sluice.examples.ngrams;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip data (RFC 1952) of one or many members, as {@code cat a.gz b.gz} makes them.
 *
 * <p>{@link java.util.zip.GZIPInputStream} would be enough for sound files. But where a further member is damaged or cut
 * off in its header, or does not arrive from a pipe in time, it takes that for the end of the data, and a count would be
 * too low without anybody knowing. Here, what is not a whole member is an exception.
 */
final class GzipInput extends InputStream {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private boolean inMember;
    private boolean seenMember;

    /** Takes over {@code in}: closing this closes that. */
    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            endMember();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    /** The next bytes of this member; 0 at its end. */
    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (position == limit && !fill()) {
                        throw truncated();
                    }
                    inflater.setInput(buffer, position, limit - position);
                    position = limit;
                }
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("needs a dictionary");
                }
            }
        } catch (DataFormatException e) {
            ZipException damaged = new ZipException(String.valueOf(e.getMessage()));
            damaged.initCause(e);
            throw damaged;
        }
        return 0;
    }

    /** Reads the header of the next member; returns false if there is none. */
    private boolean startMember() throws IOException {
        if (position == limit && !fill()) {
            if (!seenMember) {
                throw truncated();
            }
            return false;
        }
        if (next() != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
            throw new ZipException(seenMember ? "something else follows the gzip data" : "not gzip data");
        }
        int flags = next();
        skip(6); // time, compression level, operating system
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        seenMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long expectedCrc = nextInt();
        long expectedSize = nextInt();
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the checksum does not match");
        }
        inMember = false;
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int c;
        do {
            c = next();
        } while (c != 0);
    }

    private int next() throws IOException {
        if (position == limit && !fill()) {
            throw truncated();
        }
        return buffer[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private static EOFException truncated() {
        return new EOFException("the gzip data ends too early");
    }
}
