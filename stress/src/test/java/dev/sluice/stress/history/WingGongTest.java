package dev.sluice.stress.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.stress.history.Call.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The search accepts the histories that an order of their calls explains, and no others. */
class WingGongTest {
    private static final List<Integer> TRUE = List.of(1);
    private static final List<Integer> FALSE = List.of(0);
    private static final List<Integer> NONE = List.of();

    private static Event<Call, List<Integer>> event(
            Kind kind, int argument, List<Integer> result, long invoked, long returned) {
        return new Event<>(0, new Call(kind, argument), result, invoked, returned);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static boolean isLinearizable(int capacity, List<Integer> initial, Event<Call, List<Integer>>... history) {
        return WingGong.isLinearizable(new BoundedDeque(capacity), initial, List.of(history));
    }

    /** What overlaps may have happened in either order. */
    @Test
    void overlappingCallsHaveAnyOrder() {
        assertTrue(isLinearizable(
                1, List.of(), event(Kind.OFFER_LAST, 5, TRUE, 1, 4), event(Kind.POLL_FIRST, 0, NONE, 2, 3)));
        assertTrue(isLinearizable(
                1, List.of(), event(Kind.OFFER_LAST, 5, TRUE, 1, 4), event(Kind.POLL_FIRST, 0, List.of(5), 2, 3)));
    }

    /** What came after has seen what was before. */
    @Test
    void aCallThatIsOverComesFirst() {
        assertFalse(isLinearizable(
                1, List.of(), event(Kind.OFFER_LAST, 5, TRUE, 1, 2), event(Kind.POLL_FIRST, 0, NONE, 3, 4)));
        assertFalse(isLinearizable(
                1, List.of(), event(Kind.POLL_FIRST, 0, List.of(5), 1, 2), event(Kind.OFFER_LAST, 5, TRUE, 3, 4)));
    }

    /** An element cannot be had twice, however much overlaps. */
    @Test
    void noElementIsDeliveredTwice() {
        assertFalse(isLinearizable(
                2,
                List.of(5),
                event(Kind.POLL_FIRST, 0, List.of(5), 1, 9),
                event(Kind.POLL_LAST, 0, List.of(5), 2, 8)));
        assertTrue(isLinearizable(
                2,
                List.of(5, 5),
                event(Kind.POLL_FIRST, 0, List.of(5), 1, 9),
                event(Kind.POLL_LAST, 0, List.of(5), 2, 8)));
    }

    /** Of two that put at once into the last place, one is refused. */
    @Test
    void theBoundHolds() {
        assertFalse(isLinearizable(
                1, List.of(), event(Kind.OFFER_LAST, 1, TRUE, 1, 9), event(Kind.OFFER_FIRST, 2, TRUE, 2, 8)));
        assertTrue(isLinearizable(
                1, List.of(), event(Kind.OFFER_LAST, 1, FALSE, 1, 9), event(Kind.OFFER_FIRST, 2, TRUE, 2, 8)));
    }

    /** A batch that is seen by half is none. */
    @Test
    void aBatchIsOneStep() {
        assertFalse(isLinearizable(
                2, List.of(), event(Kind.ADD_ALL, 3, TRUE, 1, 9), event(Kind.SNAPSHOT, 0, List.of(3), 2, 8)));
        assertTrue(isLinearizable(
                2, List.of(), event(Kind.ADD_ALL, 3, TRUE, 1, 9), event(Kind.SNAPSHOT, 0, List.of(3, 4), 2, 8)));
    }

    /** Two readers who see two writes in different orders: each pair of calls is in order, all together are not. */
    @Test
    void allAgreeOnOneOrder() {
        assertFalse(isLinearizable(
                2,
                List.of(),
                event(Kind.OFFER_FIRST, 1, TRUE, 1, 20),
                event(Kind.OFFER_FIRST, 2, TRUE, 2, 19),
                event(Kind.SNAPSHOT, 0, List.of(1), 3, 4),
                event(Kind.SNAPSHOT, 0, List.of(2), 5, 6)));
    }

    /** Random histories that were made in one order, with the calls drawn out: accepted; with one result changed: mostly not. */
    @Test
    void whatHasBeenMadeInOneOrderIsAccepted() {
        Random random = new Random(42);
        int rejected = 0;
        for (int i = 0; i < 2000; i++) {
            int capacity = 1 + i % 3;
            List<Event<Call, List<Integer>>> history = drawnOut(random, capacity);
            assertTrue(WingGong.isLinearizable(new BoundedDeque(capacity), List.of(), history), history::toString);
            int changed = random.nextInt(history.size());
            Event<Call, List<Integer>> event = history.get(changed);
            List<Integer> wrong = event.result().equals(TRUE) ? FALSE : List.of(9, 9, 9, 9);
            history.set(changed, new Event<>(0, event.call(), wrong, event.invoked(), event.returned()));
            rejected += WingGong.isLinearizable(new BoundedDeque(capacity), List.of(), history) ? 0 : 1;
        }
        assertTrue(rejected > 1500, "only " + rejected + " of 2000 were rejected");
    }

    private static List<Event<Call, List<Integer>>> drawnOut(Random random, int capacity) {
        List<Integer> elements = new ArrayList<>();
        List<Event<Call, List<Integer>>> history = new ArrayList<>();
        for (int at = 100; at < 1300; at += 100) {
            Call call = Call.random(random);
            List<Integer> result = call.on(elements, capacity);
            history.add(new Event<>(0, call, result, at - random.nextInt(250), at + random.nextInt(250)));
        }
        Collections.shuffle(history, random);
        return history;
    }

    /** Results pass through the shared memory unchanged. */
    @Test
    void resultsArePacked() {
        for (List<Integer> result : List.of(NONE, FALSE, TRUE, List.of(0, 0), List.of(9, 1, 0, 15), List.of(15))) {
            assertEquals(result, Board.unpacked(Board.packed(result)));
        }
        List<Integer> most = Collections.nCopies(Board.MOST_RESULT, 15);
        assertEquals(most, Board.unpacked(Board.packed(most)));
        assertThrows(IllegalArgumentException.class, () -> Board.packed(List.of(16)));
    }
}
