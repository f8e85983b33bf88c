package dev.sluice.stress.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The accounts of permits and of a lock find what is planted, and nothing else. */
class HoldingsTest {
    private static final int A = 1;
    private static final int B = 2;
    private static final int C = 3;

    private final Books books = new Books();

    private void permits(int permits, String... expected) {
        assertEquals(List.of(expected), Books.firstWords(Holdings.problems(books.calls, books.deaths, permits)));
    }

    private void told(String... expected) {
        assertEquals(List.of(expected), Books.firstWords(new Obituaries(books.calls, books.deaths).problems()));
    }

    /** All permits may be held, and a call that is under way holds nothing for sure. */
    @Test
    void allPermits() {
        books.acquire(A, 2, 10, 20).acquire(B, 2, 15, 25).release(A, 2, 30, 40).acquire(C, 2, 31, 35);
        permits(4);
    }

    /** One more than there are is found. */
    @Test
    void permitTooMany() {
        books.acquire(A, 2, 10, 20).acquire(B, 2, 15, 25).acquire(C, 1, 15, 30).release(A, 2, 31, 40);
        permits(4, "too many");
    }

    /** What a dead one held can be had after the death, not before it. */
    @Test
    void permitsOfTheDead() {
        books.acquire(A, 4, 10, 20).killed(A, 50).acquire(B, 4, 30, 60);
        permits(4);
        books.deaths.put(A, new Death(70, 80));
        permits(4, "too many");
    }

    /** What was given back in part is held in part. */
    @Test
    void releasedInPart() {
        books.acquire(A, 3, 10, 20).release(A, 1, 21, 22).acquire(B, 2, 23, 24);
        permits(4);
        permits(3, "too many");
    }

    /** Owners in turn, nobody dead, nobody told. */
    @Test
    void turns() {
        books.owns(A, 10, 20, false).owns(B, 30, 40, false).owns(A, 50, 60, false);
        permits(1);
        told();
    }

    /** The next owner after a dead one has to be told, and only that one. */
    @Test
    void nextIsTold() {
        books.owns(B, 1, 5, false)
                .asks(A, 10, false)
                .killed(A, 20)
                .owns(B, 30, 40, true)
                .owns(C, 50, 60, false);
        permits(1);
        told();
    }

    /** Nobody was told. */
    @Test
    void untold() {
        books.asks(A, 10, false).killed(A, 20).owns(B, 30, 40, false);
        told("untold");
    }

    /** Two were told of one death. */
    @Test
    void toldTwice() {
        books.asks(A, 10, false).killed(A, 20).owns(B, 30, 40, true).owns(C, 50, 60, true);
        told("told wrongly");
    }

    /** One who was killed while he acquired or released may have been the owner. */
    @Test
    void maybeAnOwner() {
        books.add(A, Op.ACQUIRE, 1, 0, 10, Long.MAX_VALUE, Outcome.IN_FLIGHT, 0).killed(A, 20);
        books.owns(B, 30, 40, true).owns(B, 41, 45, false);
        told();
        books.owns(B, 50, 60, true);
        told("told wrongly");
    }
}
