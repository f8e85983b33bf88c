package dev.sluice.examples.ngrams;

import java.util.List;

/**
 * What the coordinator is told, all through one deque. For each partition that a worker takes it sends
 * {@link Taken}, then any number of {@link Chunk}s, then {@link Done}. The parent itself adds {@link Died} once a worker
 * process has ended: as the deque is first-in-first-out, that comes after everything that the worker had to say.
 */
sealed interface Message {
    /** The number of the worker process; a replacement has a new one. */
    int worker();

    /** The worker has this partition, and starts to count. */
    record Taken(int worker, long partition) implements Message {}

    /** Some of the partition's counts; no word is in two chunks of one counting. */
    record Chunk(int worker, long partition, List<WordCount> counts) implements Message {}

    /**
     * The partition is counted, and all its chunks have been sent.
     *
     * @param chunks how many there were
     */
    record Done(int worker, long partition, int chunks, LineSummary lines) implements Message {}

    /** The worker process is gone, for whatever reason. */
    record Died(int worker, int exitCode) implements Message {}
}
