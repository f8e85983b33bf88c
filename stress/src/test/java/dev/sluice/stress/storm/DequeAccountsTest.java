package dev.sluice.stress.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The accounts of elements find what is planted, and nothing else. */
class DequeAccountsTest {
    private static final int P = 1;
    private static final int Q = 2;
    private static final int C = 3;
    private static final int D = 4;

    private final Books books = new Books();

    private static long p(int sequence) {
        return Element.id(P, sequence);
    }

    private static long q(int sequence) {
        return Element.id(Q, sequence);
    }

    private void complaints(String... expected) {
        assertEquals(List.of(expected), books.complaints(true), "as a queue");
    }

    /** Out in order, some left: nothing to complain of. */
    @Test
    void clean() {
        books.put(P, 0, 1, 10, 20).put(Q, 0, 1, 15, 25).put(P, 1, 3, 30, 40);
        books.take(C, 30, 50, q(0), p(0)).take(D, 45, 55, p(1)).take(Subject.OWN_LEDGER, 100, 100, p(2), p(3));
        complaints();
    }

    /** What was put and is nowhere is lost. */
    @Test
    void lost() {
        books.put(P, 0, 2, 10, 20).take(C, 30, 40, p(0));
        complaints("lost");
    }

    /** A taker that was killed explains as many as it can have taken, not more. */
    @Test
    void killedTakerAnswersForWhatItCanHaveTaken() {
        books.put(P, 0, 4, 10, 20).killedTaking(C, 2, 30, 40).take(D, 50, 60, p(2), p(3));
        complaints();
        books.put(P, 4, 1, 61, 62);
        complaints("lost");
    }

    /** What it had written down counts. */
    @Test
    void killedTakerWithPartOfItsHaul() {
        books.put(P, 0, 3, 10, 20).killedTaking(C, 2, 30, 40, p(0));
        complaints("lost");
    }

    /** A taker that was dead before the element came cannot have taken it. */
    @Test
    void killedBefore() {
        books.killedTaking(C, 1, 10, 20).put(P, 0, 1, 30, 40);
        complaints("lost");
    }

    /** Nor can one in a queue have taken what must have gone before it came. */
    @Test
    void killedTooLate() {
        books.put(P, 0, 1, 10, 20).put(P, 1, 1, 21, 22).take(C, 30, 40, p(1)).killedTaking(D, 1, 50, 60);
        complaints("lost");
        assertEquals(List.of(), books.complaints(false), "in another order it can");
    }

    /** Two elements of two suspects, one of whom can only have taken the second. */
    @Test
    void eachSuspectAnswersForOne() {
        books.put(P, 0, 1, 10, 20).put(P, 1, 1, 50, 60);
        books.killedTaking(C, 1, 15, 100).killedTaking(D, 1, 30, 40);
        complaints();
    }

    /** One element comes out once. */
    @Test
    void twice() {
        books.put(P, 0, 1, 10, 20).take(C, 30, 40, p(0)).take(D, 35, 45, p(0));
        complaints("twice");
    }

    /** Also if it is still there. */
    @Test
    void takenAndLeft() {
        books.put(P, 0, 1, 10, 20).take(C, 30, 40, p(0)).take(Subject.OWN_LEDGER, 90, 90, p(0));
        complaints("twice");
    }

    /** First in, first out, whoever puts and takes. */
    @Test
    void reorderedBetweenProducers() {
        books.put(P, 0, 1, 10, 20).put(Q, 0, 1, 21, 30).take(C, 40, 50, q(0)).take(D, 51, 60, p(0));
        complaints("reordered");
        assertEquals(List.of(), books.complaints(false));
    }

    /** What was put at the same time may come out either way. */
    @Test
    void simultaneous() {
        books.put(P, 0, 1, 10, 20).put(Q, 0, 1, 20, 30).take(C, 40, 50, q(0)).take(D, 51, 60, p(0));
        complaints();
    }

    /** A batch has an order. */
    @Test
    void reorderedWithinBatch() {
        books.put(P, 0, 2, 10, 20).take(C, 40, 50, p(1)).take(C, 51, 60, p(0));
        complaints("reordered");
    }

    /** A batch that comes out together too. */
    @Test
    void reorderedWithinBoth() {
        books.put(P, 0, 2, 10, 20).take(C, 40, 50, p(1), p(0));
        complaints("reordered");
    }

    /** What comes out together is in the order in which it was put. */
    @Test
    void reorderedWithinHaul() {
        books.put(P, 0, 1, 10, 20).put(P, 1, 1, 21, 30).take(C, 40, 50, p(1), p(0));
        complaints("reordered");
    }

    /** No byte changes. */
    @Test
    void torn() {
        books.put(P, 0, 1, 10, 20).take(C, 30, 40, p(0)).take(C, 41, 50, Element.DAMAGED);
        complaints("torn");
    }

    /** Nothing comes out that was not put, or not yet, or in vain. */
    @Test
    void outOfNowhere() {
        books.take(C, 30, 40, p(7)).put(P, 0, 1, 50, 60).take(C, 41, 45, p(0)).refused(Q, 0, 10, 20);
        books.take(D, 46, 47, q(0));
        assertEquals(List.of("lost", "out of nowhere", "out of nowhere", "out of nowhere"), books.complaints(false));
    }

    /** What was being put at a death is there or not. */
    @Test
    void killedPutter() {
        books.killedPutting(P, Op.PUT, 0, 1, 10, 20);
        complaints();
        books.take(C, 30, 40, p(0));
        complaints();
        books.take(C, 50, 60, p(0));
        complaints("twice");
    }

    /** A batch is there as a whole. */
    @Test
    void halfABatch() {
        books.killedPutting(P, Op.PUT, 0, 3, 10, 20).take(C, 30, 40, p(0), p(1));
        complaints("lost");
        books.take(C, 41, 50, p(2));
        complaints();
    }

    /** Of what is put one by one the first ones are. */
    @Test
    void firstOfSeveral() {
        books.killedPutting(P, Op.PUT_PIECEMEAL, 0, 3, 10, 20).take(C, 30, 40, p(0), p(1));
        complaints();
        books.killedPutting(Q, Op.PUT_PIECEMEAL, 0, 3, 10, 20)
                .take(C, 41, 50, q(0))
                .take(C, 51, 60, q(2));
        complaints("lost");
    }

    /** Who removes one of several accounts for any of them, but for one at least. */
    @Test
    void removals() {
        books.put(P, 0, 2, 10, 20).remove(D, Outcome.DONE, 30, 40, p(0), p(1));
        assertEquals(List.of(), books.complaints(false));
        books.take(C, 50, 60, p(1));
        assertEquals(List.of(), books.complaints(false));
        books.take(C, 61, 70, p(0));
        assertEquals(List.of("twice"), books.complaints(false));
    }

    /** Who removes the only one has it; who says that it has removed none has none. */
    @Test
    void removalOfOne() {
        books.put(P, 0, 2, 10, 20).remove(D, Outcome.DONE, 30, 40, p(0)).take(C, 50, 60, p(0));
        books.remove(D, Outcome.REFUSED, 61, 70, p(1));
        assertEquals(List.of("lost", "twice"), books.complaints(false));
    }
}
