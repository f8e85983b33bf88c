package dev.sluice.examples.ngrams;

import dev.sluice.Codec;
import dev.sluice.examples.ngrams.Message.Chunk;
import dev.sluice.examples.ngrams.Message.Died;
import dev.sluice.examples.ngrams.Message.Done;
import dev.sluice.examples.ngrams.Message.Taken;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages on their way to the coordinator: a byte for the kind, the worker, then what the kind has. */
final class MessageCodec implements Codec<Message> {
    /** What the counts of one chunk may take. Twice the longest line, so the count of any one word fits. */
    static final int CHUNK_BYTES = 2 * NgramCounter.MAX_LINE_BYTES;

    /** The largest message: a full chunk. */
    static final int MAX_BYTES = Byte.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES + CHUNK_BYTES;

    private static final byte TAKEN = 1;
    private static final byte CHUNK = 2;
    private static final byte DONE = 3;
    private static final byte DIED = 4;

    private static final int LINE_BYTES = Integer.BYTES + Long.BYTES + Byte.BYTES;
    private static final int DONE_BYTES = 64 + LineSummary.FIRST * LINE_BYTES;

    /** What one count takes in a chunk. */
    static int bytes(WordCount count) {
        return Integer.BYTES + count.word().bytes() + Long.BYTES;
    }

    @Override
    public String id() {
        return "dev.sluice.examples.ngrams.Message/1";
    }

    @Override
    public int maxBytes(Message message) {
        if (message instanceof Chunk chunk) {
            int counts = chunk.counts().stream().mapToInt(MessageCodec::bytes).sum();
            return MAX_BYTES - CHUNK_BYTES + counts;
        }
        return DONE_BYTES;
    }

    @Override
    public void encode(Message message, ByteBuffer target) {
        if (message instanceof Taken taken) {
            target.put(TAKEN).putInt(taken.worker()).putLong(taken.partition());
        } else if (message instanceof Chunk chunk) {
            target.put(CHUNK).putInt(chunk.worker());
            encodeChunk(chunk, target);
        } else if (message instanceof Done done) {
            target.put(DONE).putInt(done.worker());
            encodeDone(done, target);
        } else if (message instanceof Died died) {
            target.put(DIED).putInt(died.worker()).putInt(died.exitCode());
        }
    }

    @Override
    public Message decode(ByteBuffer source) {
        byte kind = source.get();
        int worker = source.getInt();
        return switch (kind) {
            case TAKEN -> new Taken(worker, source.getLong());
            case CHUNK -> decodeChunk(worker, source);
            case DONE -> decodeDone(worker, source);
            case DIED -> new Died(worker, source.getInt());
            default -> throw new IllegalArgumentException("message of unknown kind " + kind);
        };
    }

    private static void encodeChunk(Chunk chunk, ByteBuffer target) {
        target.putLong(chunk.partition()).putInt(chunk.counts().size());
        for (WordCount count : chunk.counts()) {
            target.putInt(count.word().bytes());
            count.word().write(target);
            target.putLong(count.count());
        }
    }

    private static Chunk decodeChunk(int worker, ByteBuffer source) {
        long partition = source.getLong();
        int size = source.getInt();
        List<WordCount> counts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Word word = Word.read(source, source.getInt());
            counts.add(new WordCount(word, source.getLong()));
        }
        return new Chunk(worker, partition, counts);
    }

    private static void encodeDone(Done done, ByteBuffer target) {
        LineSummary lines = done.lines();
        target.putLong(done.partition()).putInt(done.chunks());
        target.putLong(lines.lines())
                .putLong(lines.malformed())
                .putInt(lines.first().size());
        for (MalformedLine line : lines.first()) {
            target.putInt(line.input()).putLong(line.line());
            target.put(line.problem().code());
        }
    }

    private static Done decodeDone(int worker, ByteBuffer source) {
        long partition = source.getLong();
        int chunks = source.getInt();
        long lines = source.getLong();
        long malformed = source.getLong();
        int size = source.getInt();
        List<MalformedLine> first = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            first.add(new MalformedLine(source.getInt(), source.getLong(), Problem.of(source.get())));
        }
        return new Done(worker, partition, chunks, new LineSummary(lines, malformed, first));
    }
}
