package dev.sluice.examples.ngrams;

import dev.sluice.examples.ExampleFailure;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the inputs into partitions, one after the other, as they are asked for: what has been handed out is forgotten. A
 * partition never spans two inputs. Where the cuts are depends on the inputs and the limits alone.
 */
final class PartitionSource implements Closeable {
    /** The largest text of a partition: an element of the deque, record and all, is to fit in 2 MiB. */
    static final int MAX_TEXT_BYTES = 2 * 1024 * 1024 - 4096;

    // Enough for the counter to see that a line is too long, even if a carriage return is at its end.
    private static final int KEPT_LINE_BYTES = NgramCounter.MAX_LINE_BYTES + 2;

    private final List<Input> inputs;
    private final int maxLines;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private int input = -1; // the index of the one that is open, or was last
    private @Nullable InputStream stream;
    private @Nullable LineSource lines;
    private long linesOfInput;
    private long bytesRead;
    private long linesRead;
    private long partitions;

    /**
     * Nothing is opened yet.
     *
     * @param maxLines the lines of a partition, unless they are long or the input ends
     */
    PartitionSource(List<Input> inputs, int maxLines) {
        this.inputs = List.copyOf(inputs);
        this.maxLines = maxLines;
    }

    /**
     * The next partition, never an empty one; empty at the end of the last input.
     *
     * @throws ExampleFailure if an input cannot be read to its end
     */
    Optional<Partition> next() throws ExampleFailure {
        try {
            while (true) {
                if (lines == null) {
                    if (input + 1 == inputs.size()) {
                        return Optional.empty();
                    }
                    open(++input);
                } else {
                    Optional<Partition> partition = cut(lines);
                    if (partition.isPresent()) {
                        return partition;
                    }
                    close();
                }
            }
        } catch (IOException e) {
            throw failure(name(input), e);
        }
    }

    /** The name of an input by its index, as partitions and malformed lines have it. */
    String name(int index) {
        return inputs.get(index).name();
    }

    /** How many stored bytes there are in all inputs, or -1 if that cannot be known. */
    long totalBytes() throws ExampleFailure {
        long total = 0;
        for (Input each : inputs) {
            try {
                long bytes = each.bytes();
                if (bytes < 0) {
                    return -1;
                }
                total += bytes;
            } catch (IOException e) {
                throw failure(each.name(), e);
            }
        }
        return total;
    }

    /** How many stored bytes have been read so far. */
    long bytesRead() {
        return bytesRead;
    }

    /** How many lines have been handed out so far. */
    long linesRead() {
        return linesRead;
    }

    /** Closes the input that is open. */
    @Override
    public void close() throws IOException {
        lines = null;
        if (stream != null) {
            InputStream closing = stream;
            stream = null;
            closing.close();
        }
    }

    private void open(int index) throws IOException {
        Input opening = inputs.get(index);
        stream = opening.open();
        stream = opening.decompress(new Counting(stream));
        lines = new LineSource(stream, KEPT_LINE_BYTES);
        linesOfInput = 0;
    }

    private Optional<Partition> cut(LineSource from) throws IOException {
        text.reset();
        int count = 0;
        while (count < maxLines && text.size() < MAX_TEXT_BYTES - KEPT_LINE_BYTES && from.appendLine(text)) {
            count++;
        }
        if (count == 0) {
            return Optional.empty();
        }
        Partition partition = new Partition(partitions++, input, linesOfInput + 1, count, text.toByteArray());
        linesOfInput += count;
        linesRead += count;
        return Optional.of(partition);
    }

    private static ExampleFailure failure(String name, IOException e) {
        if (e instanceof EOFException) {
            return new ExampleFailure(name + " is truncated: " + e.getMessage() + "; no result", e);
        }
        if (e instanceof ZipException) {
            return new ExampleFailure(name + " is damaged: " + e.getMessage() + "; no result", e);
        }
        return new ExampleFailure("cannot read " + name + ": " + e.getMessage() + "; no result", e);
    }

    /** Counts the stored bytes as they are read. */
    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytesRead += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            bytesRead += Math.max(0, count);
            return count;
        }
    }
}
