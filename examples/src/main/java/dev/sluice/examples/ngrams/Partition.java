package dev.sluice.examples.ngrams;

/**
 * Some consecutive lines of one input: the unit of work. Immutable, provided that nobody writes to {@link #text()}.
 */
final class Partition {
    private final long id;
    private final int input;
    private final long firstLine;
    private final int lines;
    private final byte[] text;

    /**
     * A partition.
     *
     * @param id unique in a run; later lines have higher ids
     * @param input the index of the input that the lines are from
     * @param firstLine the number of the first line in that input, from 1
     * @param lines how many there are
     * @param text the lines as they stand in the input, each ended by a line feed; not copied
     */
    Partition(long id, int input, long firstLine, int lines, byte[] text) {
        this.id = id;
        this.input = input;
        this.firstLine = firstLine;
        this.lines = lines;
        this.text = text;
    }

    long id() {
        return id;
    }

    int input() {
        return input;
    }

    long firstLine() {
        return firstLine;
    }

    int lines() {
        return lines;
    }

    byte[] text() {
        return text;
    }

    @Override
    public String toString() {
        return "partition " + id + " (lines " + firstLine + " to " + (firstLine + lines - 1) + ")";
    }
}
