package dev.sluice.examples.ngrams;

import dev.sluice.examples.ngrams.Message.Chunk;
import dev.sluice.examples.ngrams.Message.Died;
import dev.sluice.examples.ngrams.Message.Done;
import dev.sluice.examples.ngrams.Message.Taken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which partitions are on their way, and whose counts are accepted: exactly one set of counts for each partition, however
 * the workers die. Pure bookkeeping, told of everything by its owner. Not thread-safe.
 */
final class Ledger {
    /*
     * Why the result is exact.
     *
     * At most once: counts are staged per worker process and leave the stage only in done(), all of them, and only if the
     * partition is still in flight, which it is no longer afterwards. A worker counts one partition at a time and its
     * messages arrive in the order in which it sent them, so what is staged for it when its Done arrives are the chunks of
     * this very counting. If it dies before its Done is in the deque, its stage is thrown away. How many workers count a
     * partition, and how slow one of them is, does not matter: the first Done counts, the others are ignored.
     *
     * At least once: a partition that is in flight and waits for nobody is sent again. There are three ways to wait:
     *   1. toSend: the owner is about to send it.
     *   2. holders: workers that have announced it (Taken) and that have neither died nor finished. When the last of them
     *      dies, it is to be sent again.
     *   3. neither: it was sent, and nobody has announced it since. Then it is in the work deque; or a live worker has
     *      taken it and is about to announce it; or a worker has died between the two. Of that last case, all that is seen
     *      is the death of a worker that held nothing. From such a death on there are suspects, until the owner finds the
     *      work deque empty: since only the owner puts something there, all partitions of kind 3 have been taken, and
     *      all are sent again. Those that a live worker has will be counted twice, and accepted once.
     * Nothing else is left to happen to such a partition: the deque loses an element only if its taker dies, and Died comes
     * after everything that the dead worker has put.
     *
     * The owner never has to ask again and again whether the work deque is empty. It looks after each message: whoever
     * takes the last element sends a message afterwards, or its death is one. After the last message it is empty.
     */

    private final Map<Long, Entry> inFlight = new LinkedHashMap<>();
    private final Map<Integer, Stage> stages = new HashMap<>();
    private boolean suspects;
    private int resent;

    /** A partition in flight. */
    private static final class Entry {
        final Partition partition;
        final Set<Integer> holders = new HashSet<>();
        boolean toSend = true;
        int deaths;

        Entry(Partition partition) {
            this.partition = partition;
        }
    }

    /** The partition that a worker counts, and what it has sent of it so far. */
    private static final class Stage {
        final long partition;
        final List<WordCount> counts = new ArrayList<>();
        int chunks;

        Stage(long partition) {
            this.partition = partition;
        }
    }

    /** A new partition, which is to be sent. */
    void add(Partition partition) {
        inFlight.put(partition.id(), new Entry(partition));
    }

    /** How many partitions are in flight: added and not yet accepted. */
    int size() {
        return inFlight.size();
    }

    /** The partition to be sent next. */
    Optional<Partition> toSend() {
        return inFlight.values().stream()
                .filter(entry -> entry.toSend)
                .map(entry -> entry.partition)
                .findFirst();
    }

    /** What {@link #toSend} has returned has been put into the work deque. */
    void sent(Partition partition) {
        entry(partition.id()).ifPresent(entry -> entry.toSend = false);
    }

    /** A worker starts to count. */
    void taken(Taken taken) {
        stages.put(taken.worker(), new Stage(taken.partition()));
        entry(taken.partition()).ifPresent(entry -> {
            entry.holders.add(taken.worker());
            entry.toSend = false;
        });
    }

    /** Some counts have arrived. */
    void chunk(Chunk chunk) {
        Stage stage = stage(chunk.worker(), chunk.partition());
        stage.counts.addAll(chunk.counts());
        stage.chunks++;
    }

    /**
     * A worker has finished.
     *
     * @return the counts if they are to be added to the totals; empty if the partition has been accepted before
     */
    Optional<Collection<WordCount>> done(Done done) {
        Stage stage = stage(done.worker(), done.partition());
        stages.remove(done.worker());
        Entry entry = inFlight.remove(done.partition());
        if (entry == null) {
            return Optional.empty();
        }
        if (stage.chunks != done.chunks()
                || entry.partition.lines() != done.lines().lines()) {
            throw new IllegalStateException(entry.partition + " has " + entry.partition.lines() + " lines, " + done
                    + " came after " + stage.chunks + " chunks");
        }
        return Optional.of(stage.counts);
    }

    /**
     * A worker is dead: what it had not finished is to be sent again.
     *
     * @return the partition on which it died, if that is known
     */
    Optional<Partition> died(Died died) {
        Stage stage = stages.remove(died.worker());
        if (stage == null) {
            suspects = true;
            return Optional.empty();
        }
        Entry entry = inFlight.get(stage.partition);
        if (entry == null) {
            return Optional.empty();
        }
        entry.deaths++;
        entry.holders.remove(died.worker());
        if (entry.holders.isEmpty()) {
            sendAgain(entry);
        }
        return Optional.of(entry.partition);
    }

    /** How many workers have died on a partition. */
    int deaths(Partition partition) {
        return entry(partition.id()).map(entry -> entry.deaths).orElse(0);
    }

    /** Whether a partition may have died with a worker that had not announced it. */
    boolean hasSuspects() {
        return suspects;
    }

    /** The work deque has been seen empty after the last call of any other method: suspects are to be sent again. */
    void workDequeIsEmpty() {
        if (suspects) {
            suspects = false;
            inFlight.values().stream().filter(entry -> entry.holders.isEmpty()).forEach(this::sendAgain);
        }
    }

    /** How often a partition had to be sent again. */
    int resent() {
        return resent;
    }

    private void sendAgain(Entry entry) {
        if (!entry.toSend) {
            entry.toSend = true;
            resent++;
        }
    }

    private Optional<Entry> entry(long partition) {
        return Optional.ofNullable(inFlight.get(partition));
    }

    private Stage stage(int worker, long partition) {
        Stage stage = stages.get(worker);
        if (stage == null || stage.partition != partition) {
            throw new IllegalStateException(
                    "worker " + worker + " counts partition " + partition + ", but has not announced that it has it");
        }
        return stage;
    }
}
