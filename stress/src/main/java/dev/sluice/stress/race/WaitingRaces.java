package dev.sluice.stress.race;

import static dev.sluice.stress.race.Deques.addAll;
import static dev.sluice.stress.race.Deques.clear;
import static dev.sluice.stress.race.Deques.close;
import static dev.sluice.stress.race.Deques.closeTheOthers;
import static dev.sluice.stress.race.Deques.drain;
import static dev.sluice.stress.race.Deques.insert;
import static dev.sluice.stress.race.Deques.join;
import static dev.sluice.stress.race.Deques.offerFirst;
import static dev.sluice.stress.race.Deques.offerLast;
import static dev.sluice.stress.race.Deques.pollFirst;
import static dev.sluice.stress.race.Deques.pollLast;
import static dev.sluice.stress.race.Deques.putFirst;
import static dev.sluice.stress.race.Deques.putLast;
import static dev.sluice.stress.race.Deques.remove;
import static dev.sluice.stress.race.Deques.rotate;
import static dev.sluice.stress.race.Deques.set;
import static dev.sluice.stress.race.Deques.shutdown;
import static dev.sluice.stress.race.Deques.shutdownNow;
import static dev.sluice.stress.race.Deques.size;
import static dev.sluice.stress.race.Deques.takeFirst;
import static dev.sluice.stress.race.Deques.takeLast;
import static dev.sluice.stress.race.Deques.takeShortly;
import static dev.sluice.stress.race.Deques.taskDone;
import static dev.sluice.stress.race.State.EMPTY;
import static dev.sluice.stress.race.State.FULL;
import static dev.sluice.stress.race.State.FULL_OF_BYTES;
import static dev.sluice.stress.race.State.JOINABLE;
import static dev.sluice.stress.race.State.ONE;
import static dev.sluice.stress.race.State.TWO;

import java.util.ArrayList;
import java.util.List;

/** Wake-ups, shutdown and close: in termination mode, as whoever sleeps for ever is told. */
final class WaitingRaces {
    private static final String LOST = "the wake-up is lost between the look and the sleep";
    private static final String WOKEN = "asleep or awake";
    private static final String PASSED = "a guard is given back, and who waits for it sleeps on";

    private WaitingRaces() {}

    static List<Race> all() {
        List<Race> all = new ArrayList<>();
        all.addAll(takers());
        all.addAll(putters());
        all.addAll(guards());
        all.addAll(shutdowns());
        all.addAll(closes());
        return all;
    }

    private static List<Race> takers() {
        return List.of(
                Race.of(EMPTY, takeFirst(), offerLast(1), LOST).only("1, 1, 0", WOKEN),
                Race.of(EMPTY.polling(), takeFirst(), offerLast(1), LOST).only("1, 1, 0", WOKEN),
                Race.of(EMPTY, takeFirst(), offerFirst(1), LOST).only("1, 1, 0", WOKEN),
                Race.of(EMPTY, takeLast(), offerLast(1), LOST).only("1, 1, 0", WOKEN),
                Race.of(EMPTY, takeFirst(), addAll(1, 2), LOST).only("1, 1, 2", WOKEN),
                Race.of(EMPTY, takeFirst(), insert(0, 1), LOST).only("1, 1, 0", WOKEN),
                Race.of(TWO, takeFirst(), rotate(1), "HEAD and TAIL move together, and it looks empty")
                        .either("1, 0, 2", "2, 0, 1"),
                Race.of(EMPTY, takeShortly(), offerLast(1), "the time-out and the element cross")
                        .either("0, 1, 1", "1, 1, 0"),
                Race.of(EMPTY, takeFirst().then(takeFirst()), offerLast(1).then(offerLast(2)), LOST)
                        .only("12, 11, 0", WOKEN),
                Race.of(JOINABLE, join(), pollFirst().then(taskDone()), "all is done, and who waits for that sleeps on")
                        .only("1, 11, 0", WOKEN));
    }

    private static List<Race> putters() {
        return List.of(
                Race.of(FULL, putLast(3), pollFirst(), LOST).only("1, 1, 23", WOKEN),
                Race.of(FULL.polling(), putLast(3), pollFirst(), LOST).only("1, 1, 23", WOKEN),
                Race.of(FULL, putLast(3), pollLast(), LOST).only("1, 2, 13", WOKEN),
                Race.of(FULL, putFirst(3), pollFirst(), LOST).only("1, 1, 32", WOKEN),
                Race.of(FULL, putLast(3), drain(2), LOST).only("1, 12, 3", WOKEN),
                Race.of(FULL, putLast(3), clear(), LOST).only("1, 0, 3", WOKEN),
                Race.of(FULL, putLast(3), remove(0), LOST).only("1, 1, 23", WOKEN),
                Race.of(FULL_OF_BYTES, putLast(4), pollFirst(), LOST).only("1, 1, 234", WOKEN),
                Race.of(FULL_OF_BYTES, putLast(5), set(0, 1).then(pollFirst()), LOST)
                        .only("1, 11, 235", WOKEN));
    }

    private static List<Race> guards() {
        return List.of(
                Race.of(TWO, takeFirst(), takeFirst(), PASSED).either("1, 2, 0", "2, 1, 0"),
                Race.of(EMPTY, putLast(1), putLast(2), PASSED).either("1, 1, 12", "1, 1, 21"),
                Race.of(TWO, takeLast(), takeLast(), PASSED + ", of two guards").either("2, 1, 0", "1, 2, 0"),
                Race.of(EMPTY, putFirst(1), putFirst(2), PASSED + ", of two guards")
                        .either("1, 1, 21", "1, 1, 12"),
                Race.of(TWO.polling(), takeFirst(), takeLast(), PASSED).only("1, 2, 0", "each its own"));
    }

    private static List<Race> shutdowns() {
        String late = "a put comes after the end of puts";
        return List.of(
                Race.of(EMPTY, offerLast(1), shutdown(), late).either("1, 0, 1", "shut, 0, 0"),
                Race.of(EMPTY, offerLast(1), shutdownNow(), "a put that was accepted outlives what discards all")
                        .either("1, 0, 0", "shut, 0, 0"),
                Race.of(EMPTY, offerFirst(1), shutdownNow(), "a put that was accepted outlives what discards all")
                        .either("1, 0, 0", "shut, 0, 0"),
                Race.of(EMPTY, addAll(1, 2), shutdown(), late).either("1, 0, 12", "shut, 0, 0"),
                Race.of(ONE, pollFirst(), shutdownNow(), "it is given out and discarded")
                        .either("1, 0, 0", "0, 0, 0"),
                Race.of(TWO, pollLast(), shutdown(), "what is left cannot be taken")
                        .only("2, 0, 1", "before or after"),
                Race.of(EMPTY, takeFirst(), shutdown(), "who waits for an element sleeps on")
                        .only("shut, 0, 0", WOKEN),
                Race.of(ONE, takeFirst(), shutdown(), "what is left is not drained")
                        .only("1, 0, 0", "it was there in any case"),
                Race.of(FULL, putLast(3), shutdown(), "who waits for room sleeps on")
                        .only("shut, 0, 12", WOKEN),
                Race.of(FULL, putLast(3), shutdownNow(), "who waits for room gets the room of what is discarded")
                        .only("shut, 0, 0", WOKEN),
                Race.of(EMPTY, takeFirst(), offerLast(1).then(shutdown()), "shut down, though an element is there")
                        .only("1, 10, 0", WOKEN),
                Race.of(ONE, shutdown(), shutdownNow(), "the weaker one wins").only("0, 0, 0", "now is now"));
    }

    private static List<Race> closes() {
        String midway = "half an operation is left behind, or its caller waits for ever";
        return List.of(
                Race.of(ONE, pollFirst(), close(), "closing one handle disturbs another one")
                        .only("1, 0, 0", "undisturbed"),
                Race.of(
                                EMPTY,
                                putLast(1).then(size()),
                                offerLast(2).then(close()),
                                "what was put is gone with its handle")
                        .allow("11, 10, 12", "putLast and size came first")
                        .allow("12, 10, 12", "offerLast came between putLast and size")
                        .allow("12, 10, 21", "offerLast came first")
                        .build(),
                Race.of(ONE, pollFirst(), closeTheOthers(), midway).oneProcess().either("1, 0, 0", "closed, 0, 1"),
                Race.of(TWO, pollLast(), closeTheOthers(), midway).oneProcess().either("2, 0, 1", "closed, 0, 12"),
                Race.of(EMPTY, offerLast(1), closeTheOthers(), midway)
                        .oneProcess()
                        .either("1, 0, 1", "closed, 0, 0"),
                Race.of(EMPTY, takeFirst(), closeTheOthers(), midway)
                        .oneProcess()
                        .only("closed, 0, 0", WOKEN),
                Race.of(FULL, putLast(3), closeTheOthers(), midway).oneProcess().only("closed, 0, 12", WOKEN));
    }
}
