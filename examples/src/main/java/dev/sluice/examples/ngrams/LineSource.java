package dev.sluice.examples.ngrams;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream into lines, as bytes: a line ends at a line feed or, the last one, at the end of the stream.
 *
 * <p>Memory is bounded whatever the input is: of a line only the first {@code maxLineBytes} are kept. The rest is read
 * over, so that the lines after it keep their numbers.
 */
final class LineSource {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    LineSource(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * Appends the next line and a line feed, also if the stream has none at its end.
     *
     * @return false if there are no more lines, and nothing was appended
     */
    boolean appendLine(ByteArrayOutputStream target) throws IOException {
        if (position == limit && !fill()) {
            return false;
        }
        int kept = 0;
        do {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int keep = Math.min(end - position, maxLineBytes - kept);
            target.write(buffer, position, keep);
            kept += keep;
            position = end;
            if (end < limit) {
                position++;
                break;
            }
        } while (fill());
        target.write('\n');
        return true;
    }

    /** Reads on; returns false at the end of the stream. */
    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
