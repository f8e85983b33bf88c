package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.ngrams.Message.Chunk;
import dev.sluice.examples.ngrams.Message.Died;
import dev.sluice.examples.ngrams.Message.Done;
import dev.sluice.examples.ngrams.Message.Taken;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One death at a time, and one slow worker at a time. {@link CoordinatorTest} has all of them together. */
class LedgerTest {
    private static final Partition P = TestInputs.partition(0, "a\t1990\t1\t1\n");
    private static final Partition Q = TestInputs.partition(1, "b\t1990\t1\t1\n");
    private static final List<WordCount> A = List.of(new WordCount(Word.of("a"), 1));
    private static final List<WordCount> B = List.of(new WordCount(Word.of("b"), 1));

    private final Ledger ledger = new Ledger();

    /** Without deaths, each partition is sent once and accepted once. */
    @Test
    void acceptsOnce() {
        send(P);
        assertEquals(Optional.empty(), ledger.toSend());
        ledger.taken(new Taken(1, 0));
        ledger.chunk(new Chunk(1, 0, A));
        ledger.chunk(new Chunk(1, 0, B));
        assertEquals(1, ledger.size());
        assertEquals(List.of(A.get(0), B.get(0)), List.copyOf(done(1, 0, 2).orElseThrow()));
        assertEquals(0, ledger.size());
        assertEquals(0, ledger.resent());
    }

    /** Partitions are sent in their order. */
    @Test
    void sendsInOrder() {
        ledger.add(P);
        ledger.add(Q);
        assertEquals(Optional.of(P), ledger.toSend());
        ledger.sent(P);
        assertEquals(Optional.of(Q), ledger.toSend());
        ledger.sent(Q);
        assertEquals(Optional.empty(), ledger.toSend());
    }

    /** Killed between the taking and its announcement: sent again once the work deque is empty. */
    @Test
    void diedUnannounced() {
        send(P);
        assertEquals(Optional.empty(), ledger.died(new Died(1, 137)));
        assertTrue(ledger.hasSuspects());
        assertEquals(Optional.empty(), ledger.toSend());
        ledger.workDequeIsEmpty();
        assertFalse(ledger.hasSuspects());
        assertSentAgain(P);
        assertCounted(2, 0);
    }

    /** Killed after the announcement: sent again at once. */
    @Test
    void diedAfterAnnouncement() {
        send(P);
        ledger.taken(new Taken(1, 0));
        assertEquals(Optional.of(P), ledger.died(new Died(1, 137)));
        assertFalse(ledger.hasSuspects());
        assertEquals(1, ledger.deaths(P));
        assertSentAgain(P);
        assertCounted(2, 0);
    }

    /** Killed while it sends its counts: these are forgotten. */
    @Test
    void diedBetweenChunks() {
        send(P);
        ledger.taken(new Taken(1, 0));
        ledger.chunk(new Chunk(1, 0, A));
        ledger.died(new Died(1, 137));
        assertSentAgain(P);
        assertCounted(2, 0);
    }

    /** Killed after its last word on a partition: that one stays accepted, and it may have taken another one. */
    @Test
    void diedAfterDone() {
        send(P);
        send(Q);
        assertCounted(1, 0);
        assertEquals(Optional.empty(), ledger.died(new Died(1, 137)));
        assertTrue(ledger.hasSuspects());
        ledger.workDequeIsEmpty();
        assertSentAgain(Q);
        assertCounted(2, 1);
        assertEquals(0, ledger.size());
    }

    /** A live but slow worker, whose partition was suspected and counted by another, is not counted in addition. */
    @Test
    void slowBeforeAnnouncement() {
        send(P);
        ledger.died(new Died(9, 137));
        ledger.workDequeIsEmpty();
        assertSentAgain(P);
        ledger.taken(new Taken(2, 0));
        ledger.taken(new Taken(1, 0)); // The slow one after all.
        ledger.chunk(new Chunk(2, 0, A));
        ledger.chunk(new Chunk(1, 0, A));
        assertTrue(done(2, 0, 1).isPresent());
        assertTrue(done(1, 0, 1).isEmpty());
        assertEquals(0, ledger.size());
    }

    /** Two have the same partition and one dies: nothing is sent again as long as the other lives. */
    @Test
    void oneOfTwoHoldersDies() {
        send(P);
        ledger.died(new Died(9, 137));
        ledger.workDequeIsEmpty();
        assertSentAgain(P);
        ledger.taken(new Taken(1, 0));
        ledger.taken(new Taken(2, 0));
        ledger.died(new Died(1, 137));
        assertEquals(Optional.empty(), ledger.toSend());
        ledger.died(new Died(2, 137));
        assertSentAgain(P);
        assertEquals(2, ledger.deaths(P));
    }

    /** One who counts a partition that has been accepted in the meantime, and dies, takes nothing along. */
    @Test
    void diesOnAcceptedPartition() {
        send(P);
        ledger.died(new Died(9, 137));
        ledger.workDequeIsEmpty();
        assertSentAgain(P);
        assertCounted(1, 0);
        ledger.taken(new Taken(2, 0));
        ledger.chunk(new Chunk(2, 0, A));
        assertEquals(Optional.empty(), ledger.died(new Died(2, 137)));
        assertFalse(ledger.hasSuspects());
        assertEquals(Optional.empty(), ledger.toSend());
    }

    /** A suspect that is announced before it is sent again is not sent again. */
    @Test
    void announcedJustInTime() {
        send(P);
        ledger.died(new Died(9, 137));
        ledger.workDequeIsEmpty();
        ledger.taken(new Taken(1, 0));
        assertEquals(Optional.empty(), ledger.toSend());
        ledger.died(new Died(1, 137));
        assertSentAgain(P);
    }

    /** Who holds an announced partition, or has it still to be sent, is no suspect. */
    @Test
    void suspectsOnlyTheUnannounced() {
        send(P);
        send(Q);
        ledger.taken(new Taken(1, 0));
        ledger.died(new Died(9, 137));
        ledger.workDequeIsEmpty();
        assertSentAgain(Q);
        assertEquals(1, ledger.resent());
    }

    /** Without suspects an empty work deque means nothing. */
    @Test
    void emptyWorkDequeIsNormal() {
        send(P);
        ledger.workDequeIsEmpty();
        assertEquals(Optional.empty(), ledger.toSend());
    }

    /** Counts that are not complete, or from nowhere, are an error rather than a result. */
    @Test
    void refusesBrokenMessages() {
        send(P);
        assertThrows(IllegalStateException.class, () -> ledger.chunk(new Chunk(1, 0, A)));
        assertThrows(IllegalStateException.class, () -> done(1, 0, 0));
        ledger.taken(new Taken(1, 0));
        assertThrows(IllegalStateException.class, () -> ledger.chunk(new Chunk(1, 1, A)));
        assertThrows(IllegalStateException.class, () -> done(1, 0, 1));
    }

    private void send(Partition partition) {
        ledger.add(partition);
        assertEquals(Optional.of(partition), ledger.toSend());
        ledger.sent(partition);
    }

    private void assertSentAgain(Partition partition) {
        assertEquals(Optional.of(partition), ledger.toSend());
        ledger.sent(partition);
        assertEquals(Optional.empty(), ledger.toSend());
    }

    private void assertCounted(int worker, long partition) {
        ledger.taken(new Taken(worker, partition));
        ledger.chunk(new Chunk(worker, partition, A));
        assertEquals(A, List.copyOf(done(worker, partition, 1).orElseThrow()));
    }

    private Optional<Collection<WordCount>> done(int worker, long partition, int chunks) {
        return ledger.done(new Done(worker, partition, chunks, new LineSummary(1, 0, List.of())));
    }
}
