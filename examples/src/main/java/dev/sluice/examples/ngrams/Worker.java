package dev.sluice.examples.ngrams;

import dev.sluice.DequeShutdownException;
import dev.sluice.examples.ngrams.Message.Chunk;
import dev.sluice.examples.ngrams.Message.Done;
import dev.sluice.examples.ngrams.Message.Taken;
import java.util.List;
import java.util.concurrent.BlockingDeque;

/** One worker: counts partitions until the deques are shut down. May be killed anywhere; see {@link Ledger}. */
final class Worker {
    private final int number;
    private final BlockingDeque<Partition> work;
    private final BlockingDeque<Message> results;

    Worker(int number, BlockingDeque<Partition> work, BlockingDeque<Message> results) {
        this.number = number;
        this.work = work;
        this.results = results;
    }

    /** Works; returns when there is no more to do. */
    void run() throws InterruptedException {
        try {
            while (true) {
                count(work.takeFirst());
            }
        } catch (DequeShutdownException e) {
            return; // The coordinator has all that it wants.
        }
    }

    private void count(Partition partition) throws InterruptedException {
        results.putLast(new Taken(number, partition.id()));
        NgramCounter.Result result = NgramCounter.count(partition);
        List<List<WordCount>> chunks = result.counts().chunks(MessageCodec.CHUNK_BYTES);
        for (List<WordCount> chunk : chunks) {
            results.putLast(new Chunk(number, partition.id(), chunk));
        }
        results.putLast(new Done(number, partition.id(), chunks.size(), result.lines()));
    }
}
