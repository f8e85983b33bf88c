package dev.sluice.stress.race;

import static dev.sluice.stress.race.Deques.get;
import static dev.sluice.stress.race.Deques.insert;
import static dev.sluice.stress.race.Deques.offerLast;
import static dev.sluice.stress.race.Deques.peekFirst;
import static dev.sluice.stress.race.Deques.pollFirst;
import static dev.sluice.stress.race.Deques.pollLast;
import static dev.sluice.stress.race.Deques.remove;
import static dev.sluice.stress.race.Deques.removeAll;
import static dev.sluice.stress.race.Deques.removeAt;
import static dev.sluice.stress.race.Deques.removeFromLast;
import static dev.sluice.stress.race.Deques.reverse;
import static dev.sluice.stress.race.Deques.rotate;
import static dev.sluice.stress.race.Deques.set;
import static dev.sluice.stress.race.Deques.size;
import static dev.sluice.stress.race.Deques.snapshot;
import static dev.sluice.stress.race.State.FOUR;
import static dev.sluice.stress.race.State.FULL;
import static dev.sluice.stress.race.State.ONE;
import static dev.sluice.stress.race.State.THREE;
import static dev.sluice.stress.race.State.TWO;

import java.util.ArrayList;
import java.util.List;

/** What moves elements that stay: removal from the middle, by index, rotation. */
final class InteriorRaces {
    private static final String MOVED = "an element is read or taken while it is moved";

    private InteriorRaces() {}

    static List<Race> all() {
        List<Race> all = new ArrayList<>();
        all.addAll(iterators());
        all.addAll(byIndex());
        all.addAll(rotations());
        return all;
    }

    private static List<Race> iterators() {
        String another = "the removal strikes an element that is not the one that was seen";
        return List.of(
                Race.of(THREE, remove(1), pollFirst(), MOVED).only("1, 1, 3", "each its own"),
                Race.of(THREE, remove(1), pollLast(), MOVED).only("1, 3, 1", "each its own"),
                Race.of(THREE.wrapped(5), remove(1), pollLast(), MOVED).only("1, 3, 1", "each its own"),
                Race.of(THREE, remove(1), offerLast(4), MOVED).only("1, 1, 134", "each its own"),
                Race.of(THREE, remove(1), size(), MOVED).either("1, 2, 13", "1, 3, 13"),
                Race.of(THREE, remove(1), snapshot(), MOVED).either("1, 13, 13", "1, 123, 13"),
                Race.of(ONE, remove(0), pollFirst(), "the iterator and the taker both have it")
                        .either("1, 0, 0", "0, 1, 0"),
                Race.of(TWO, removeFromLast(1), pollLast(), "the iterator and the taker both have it")
                        .either("1, 1, 0", "0, 2, 1"),
                Race.of(THREE, remove(1), removeFromLast(1), "it is removed twice")
                        .either("1, 0, 13", "0, 1, 13"),
                Race.of(FOUR, remove(1), removeFromLast(2), MOVED).only("1, 1, 14", "each its own"),
                Race.of(ONE, remove(0), pollFirst().then(offerLast(1)), another)
                        .allow("1, 1, 1", "remove came first: there was nothing to poll, and the new one stays")
                        .allow("0, 11, 1", "it had been taken, and the new one, equal to it, stays")
                        .build(),
                Race.of(FOUR, removeAll(0, 2), pollFirst(), "some of them are seen to go before the others")
                        .either("2, 2, 4", "1, 1, 24"),
                Race.of(FOUR, removeAll(1, 2), size(), "some of them are seen to go before the others")
                        .either("2, 2, 14", "2, 4, 14"),
                Race.of(FULL, remove(0), offerLast(3), "room is promised that is not there yet")
                        .either("1, 1, 23", "1, 0, 2"));
    }

    private static List<Race> byIndex() {
        return List.of(
                Race.of(TWO, get(1), pollFirst(), MOVED).either("2, 1, 2", "none, 1, 2"),
                Race.of(TWO, get(1), pollLast(), MOVED).either("2, 2, 1", "none, 2, 1"),
                Race.of(THREE, get(1), remove(0), MOVED).either("2, 1, 23", "3, 1, 23"),
                Race.of(TWO, set(0, 8), pollFirst(), "the new one is lost, or the old one given out again")
                        .either("1, 8, 2", "2, 1, 8"),
                Race.of(TWO, set(1, 8), peekFirst(), MOVED).only("2, 1, 18", "the first one is another one"),
                Race.of(THREE, set(1, 9), snapshot(), MOVED).either("2, 193, 193", "2, 123, 193"),
                Race.of(TWO, insert(1, 8), size(), MOVED).either("1, 3, 182", "1, 2, 182"),
                Race.of(TWO, insert(1, 8), pollFirst(), MOVED).either("1, 1, 82", "1, 1, 28"),
                Race.of(TWO, insert(1, 8), offerLast(3), MOVED).only("1, 1, 1823", "each its own"),
                Race.of(THREE, removeAt(1), pollFirst(), MOVED).either("2, 1, 3", "3, 1, 2"),
                Race.of(THREE, removeAt(-1), pollLast(), "both have it").either("3, 2, 1", "2, 3, 1"));
    }

    private static List<Race> rotations() {
        return List.of(
                Race.of(TWO, rotate(1), pollFirst(), MOVED).either("0, 2, 1", "0, 1, 2"),
                Race.of(TWO, rotate(1), pollLast(), MOVED).either("0, 1, 2", "0, 2, 1"),
                Race.of(TWO, rotate(1), offerLast(3), MOVED).either("0, 1, 213", "0, 1, 312"),
                Race.of(THREE, rotate(1), rotate(1), "one of the two is lost").only("0, 0, 231", "by two"),
                Race.of(THREE.wrapped(3), rotate(-1), pollFirst(), MOVED).either("0, 2, 31", "0, 1, 32"),
                Race.of(FULL, rotate(1), pollFirst(), MOVED).either("0, 2, 1", "0, 1, 2"),
                Race.of(THREE, reverse(), pollFirst(), MOVED).either("0, 3, 21", "0, 1, 32"),
                Race.of(THREE, reverse(), snapshot(), MOVED).either("0, 321, 321", "0, 123, 321"));
    }
}
