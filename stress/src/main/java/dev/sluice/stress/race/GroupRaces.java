package dev.sluice.stress.race;

import static dev.sluice.stress.race.Deques.addAll;
import static dev.sluice.stress.race.Deques.addAllFirst;
import static dev.sluice.stress.race.Deques.addSome;
import static dev.sluice.stress.race.Deques.clear;
import static dev.sluice.stress.race.Deques.drain;
import static dev.sluice.stress.race.Deques.offerFirst;
import static dev.sluice.stress.race.Deques.offerLast;
import static dev.sluice.stress.race.Deques.pollFirst;
import static dev.sluice.stress.race.Deques.pollLast;
import static dev.sluice.stress.race.Deques.rotate;
import static dev.sluice.stress.race.Deques.size;
import static dev.sluice.stress.race.Deques.snapshot;
import static dev.sluice.stress.race.State.EMPTY;
import static dev.sluice.stress.race.State.EVICTING;
import static dev.sluice.stress.race.State.FULL;
import static dev.sluice.stress.race.State.ONE;
import static dev.sluice.stress.race.State.ROOM_FOR_ONE;
import static dev.sluice.stress.race.State.THREE;
import static dev.sluice.stress.race.State.TWO;

import java.util.ArrayList;
import java.util.List;

/** Several elements in one step: batches, snapshots, what EVICT drops for what it puts. */
final class GroupRaces {
    private static final String PART = "a part of the batch is seen";

    private GroupRaces() {}

    static List<Race> all() {
        List<Race> all = new ArrayList<>();
        all.addAll(insertions());
        all.addAll(removals());
        all.addAll(snapshots());
        all.addAll(evictions());
        return all;
    }

    private static List<Race> insertions() {
        return List.of(
                Race.of(EMPTY, addAll(2, 3), drain(6), PART).either("1, 23, 0", "1, 0, 23"),
                Race.of(EMPTY.polling(), addAll(2, 3), drain(6), PART).either("1, 23, 0", "1, 0, 23"),
                Race.of(EMPTY, addAll(2, 3), size(), PART).either("1, 2, 23", "1, 0, 23"),
                Race.of(EMPTY.wrapped(4), addAll(1, 2, 3), drain(6), PART).either("1, 123, 0", "1, 0, 123"),
                Race.of(EMPTY, addAll(1, 2), addAll(3, 4), "two batches are mixed")
                        .either("1, 1, 1234", "1, 1, 3412"),
                Race.of(EMPTY, addAll(1, 2), addAllFirst(3, 4), "two batches are mixed")
                        .only("1, 1, 3412", "each at its end"),
                Race.of(ONE, addAllFirst(2, 3), size(), PART).either("1, 3, 231", "1, 1, 231"),
                Race.of(ONE, addAllFirst(2, 3), pollFirst(), PART).either("1, 2, 31", "1, 1, 23"),
                Race.of(ROOM_FOR_ONE, addAll(2, 3), pollFirst(), "half of a batch is put where the whole does not fit")
                        .either("0, 1, 0", "1, 1, 23"),
                Race.of(ROOM_FOR_ONE, addSome(2, 3), pollFirst(), "more is put than fits")
                        .either("1, 1, 2", "2, 1, 23"),
                Race.of(ROOM_FOR_ONE, addSome(2, 3), offerLast(4), "more is put than fits")
                        .either("1, 0, 12", "0, 1, 14"));
    }

    private static List<Race> removals() {
        String twice = "an element is given to both, or to neither";
        return List.of(
                Race.of(THREE, drain(6), drain(6), twice).either("123, 0, 0", "0, 123, 0"),
                Race.of(THREE, drain(2), pollFirst(), twice).either("12, 3, 0", "23, 1, 0"),
                Race.of(THREE, drain(6), pollLast(), twice).either("123, 0, 0", "12, 3, 0"),
                Race.of(THREE, drain(2), pollLast(), twice).only("12, 3, 0", "each its own"),
                Race.of(ONE, drain(6), offerLast(2), PART).either("1, 1, 2", "12, 1, 0"),
                Race.of(ONE, drain(6), offerFirst(2), PART).either("1, 1, 2", "21, 1, 0"),
                Race.of(THREE, drain(6), size(), PART).either("123, 0, 0", "123, 3, 0"),
                Race.of(FULL, drain(2), addAll(3, 4), "room appears one by one").either("12, 1, 34", "12, 0, 0"),
                Race.of(FULL, drain(2), addSome(3, 4), "room appears one by one")
                        .either("12, 2, 34", "12, 0, 0"),
                Race.of(TWO, clear(), offerLast(3), "what is put meanwhile is lost, or what was there is not")
                        .either("0, 1, 3", "0, 1, 0"),
                Race.of(TWO, clear(), addAll(3, 4), PART).either("0, 1, 34", "0, 1, 0"),
                Race.of(TWO, clear(), pollLast(), twice).either("0, 0, 0", "0, 2, 0"));
    }

    private static List<Race> snapshots() {
        String never = "a deque is seen that never was";
        return List.of(
                Race.of(TWO, snapshot(), pollFirst(), never).either("12, 1, 2", "2, 1, 2"),
                Race.of(TWO, snapshot(), pollLast(), never).either("12, 2, 1", "1, 2, 1"),
                Race.of(TWO, snapshot(), addAll(3, 4), PART).either("12, 1, 1234", "1234, 1, 1234"),
                Race.of(TWO, snapshot(), offerFirst(3), never).either("12, 1, 312", "312, 1, 312"),
                Race.of(THREE, snapshot(), rotate(1), never).either("123, 0, 312", "312, 0, 312"));
    }

    private static List<Race> evictions() {
        String dropped = "the drop is seen without the insertion";
        return List.of(
                Race.of(EVICTING, offerLast(3), size(), dropped).only("1, 2, 23", "it stays full"),
                Race.of(EVICTING, offerFirst(3), size(), dropped).only("1, 2, 31", "it stays full"),
                Race.of(EVICTING, offerLast(3), snapshot(), dropped).either("1, 23, 23", "1, 12, 23"),
                Race.of(EVICTING, offerLast(3), pollFirst(), "what is dropped is given out as well")
                        .either("1, 2, 3", "1, 1, 23"),
                Race.of(EVICTING, offerLast(3), offerLast(4), "both drop the same, or one too many")
                        .either("1, 1, 34", "1, 1, 43"),
                Race.of(EVICTING, offerFirst(3), offerLast(4), "each drops what the other one has put")
                        .either("1, 1, 14", "1, 1, 32"),
                Race.of(EVICTING, addAll(3, 4), size(), dropped).only("1, 2, 34", "it stays full"),
                Race.of(EVICTING, addAll(3, 4), drain(6), PART).either("1, 34, 0", "1, 12, 34"));
    }
}
