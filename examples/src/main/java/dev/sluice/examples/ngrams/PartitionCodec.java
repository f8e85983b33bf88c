package dev.sluice.examples.ngrams;

import dev.sluice.Codec;
import java.nio.ByteBuffer;

/** Partitions on their way to the workers: a fixed header, then the text up to the end of the element. */
final class PartitionCodec implements Codec<Partition> {
    /** The bytes of a partition without its text. */
    static final int HEADER_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    @Override
    public String id() {
        return "dev.sluice.examples.ngrams.Partition/1";
    }

    @Override
    public int maxBytes(Partition partition) {
        return HEADER_BYTES + partition.text().length;
    }

    @Override
    public void encode(Partition partition, ByteBuffer target) {
        target.putLong(partition.id())
                .putLong(partition.firstLine())
                .putInt(partition.input())
                .putInt(partition.lines())
                .put(partition.text());
    }

    @Override
    public Partition decode(ByteBuffer source) {
        long id = source.getLong();
        long firstLine = source.getLong();
        int input = source.getInt();
        int lines = source.getInt();
        byte[] text = new byte[source.remaining()];
        source.get(text);
        return new Partition(id, input, firstLine, lines, text);
    }
}
