package dev.sluice.stress.race;

import static dev.sluice.stress.race.Deques.isEmpty;
import static dev.sluice.stress.race.Deques.offerFirst;
import static dev.sluice.stress.race.Deques.offerLast;
import static dev.sluice.stress.race.Deques.peekFirst;
import static dev.sluice.stress.race.Deques.peekLast;
import static dev.sluice.stress.race.Deques.pollFirst;
import static dev.sluice.stress.race.Deques.pollLast;
import static dev.sluice.stress.race.Deques.rotate;
import static dev.sluice.stress.race.Deques.size;
import static dev.sluice.stress.race.State.EMPTY;
import static dev.sluice.stress.race.State.FULL;
import static dev.sluice.stress.race.State.FULL_OF_BYTES;
import static dev.sluice.stress.race.State.ONE;
import static dev.sluice.stress.race.State.ROOM_FOR_ONE;
import static dev.sluice.stress.race.State.THREE;
import static dev.sluice.stress.race.State.TWO;

import java.util.ArrayList;
import java.util.List;

/** One element at a time, at one end or both; looks and sizes. */
final class EndRaces {
    private static final String ORDER = "both are there, each at its end";

    private EndRaces() {}

    static List<Race> all() {
        List<Race> all = new ArrayList<>();
        all.addAll(publication());
        all.addAll(oneElement());
        all.addAll(insertions());
        all.addAll(full());
        all.addAll(peeks());
        all.addAll(sizes());
        return all;
    }

    private static List<Race> publication() {
        String early = "the index is seen before the record: torn or stale bytes";
        return List.of(
                Race.of(EMPTY, offerLast(1), pollFirst(), early).either("1, 1, 0", "1, 0, 1"),
                Race.of(EMPTY.polling(), offerLast(1), pollFirst(), early).either("1, 1, 0", "1, 0, 1"),
                Race.of(EMPTY, offerLast(1), pollLast(), early).either("1, 1, 0", "1, 0, 1"),
                Race.of(EMPTY, offerFirst(1), pollFirst(), early).either("1, 1, 0", "1, 0, 1"),
                Race.of(EMPTY, offerFirst(1), pollLast(), early).either("1, 1, 0", "1, 0, 1"),
                Race.of(EMPTY.wrapped(1), offerLast(1), pollFirst(), "a header at the very end of the ring: " + early)
                        .either("1, 1, 0", "1, 0, 1"),
                Race.of(EMPTY.wrapped(2), offerLast(1), pollLast(), "a payload in two pieces: " + early)
                        .either("1, 1, 0", "1, 0, 1"),
                Race.of(TWO.wrapped(4), offerFirst(3), pollLast(), "both ends on the two sides of the border")
                        .only("1, 2, 31", "each at its end"));
    }

    private static List<Race> oneElement() {
        String twice = "both are given the only element, or neither is";
        String bold = "the cached index of the other end promises an element that has gone";
        return List.of(
                Race.of(ONE, pollFirst(), pollFirst(), twice).either("1, 0, 0", "0, 1, 0"),
                Race.of(ONE.polling(), pollFirst(), pollFirst(), twice).either("1, 0, 0", "0, 1, 0"),
                Race.of(ONE, pollLast(), pollLast(), twice).either("1, 0, 0", "0, 1, 0"),
                Race.of(ONE, pollFirst(), pollLast(), twice).either("1, 0, 0", "0, 1, 0"),
                Race.of(ONE.polling(), pollFirst(), pollLast(), twice).either("1, 0, 0", "0, 1, 0"),
                Race.of(TWO, pollFirst(), pollLast(), "one end takes what the other end is at")
                        .only("1, 2, 0", "each its own"),
                Race.of(TWO, pollFirst().then(pollFirst()), pollLast(), bold)
                        .allow("12, 0, 0", "pollLast came last")
                        .allow("10, 2, 0", "pollLast came before the second or the first")
                        .build(),
                Race.of(THREE, pollFirst().then(pollFirst()), pollLast().then(pollLast()), bold)
                        .allow("12, 30, 0", "the head was quicker")
                        .allow("10, 32, 0", "the tail was quicker")
                        .build());
    }

    private static List<Race> insertions() {
        String lost = "both write to the same place, and one of the two is lost";
        String bound = "both are given the only place: one more than fits";
        return List.of(
                Race.of(EMPTY, offerLast(1), offerLast(2), lost).either("1, 1, 12", "1, 1, 21"),
                Race.of(EMPTY.polling(), offerLast(1), offerLast(2), lost).either("1, 1, 12", "1, 1, 21"),
                Race.of(EMPTY, offerFirst(1), offerFirst(2), lost).either("1, 1, 21", "1, 1, 12"),
                Race.of(EMPTY, offerFirst(1), offerLast(2), lost).only("1, 1, 12", ORDER),
                Race.of(EMPTY.polling().wrapped(3), offerFirst(1), offerLast(2), lost)
                        .only("1, 1, 12", ORDER),
                Race.of(ROOM_FOR_ONE, offerLast(2), offerLast(3), bound).either("1, 0, 12", "0, 1, 13"),
                Race.of(ROOM_FOR_ONE, offerFirst(2), offerLast(3), bound).either("1, 0, 21", "0, 1, 13"),
                Race.of(ROOM_FOR_ONE, offerFirst(2).then(pollFirst()), offerLast(3), bound)
                        .allow("12, 0, 1", "offerLast came in between")
                        .allow("12, 1, 13", "offerLast came last")
                        .allow("1, 1, 3", "offerLast came first: offerFirst found no room, and pollFirst got 1")
                        .build());
    }

    private static List<Race> full() {
        String overwritten = "what is being read is overwritten by what gets the room";
        return List.of(
                Race.of(FULL, offerLast(3), pollFirst(), "room is promised that is not there")
                        .either("0, 1, 2", "1, 1, 23"),
                Race.of(FULL, offerLast(3), pollLast(), "room is promised that is not there")
                        .either("0, 2, 1", "1, 2, 13"),
                Race.of(FULL, offerFirst(3), pollFirst(), "room is promised that is not there")
                        .either("0, 1, 2", "1, 1, 32"),
                Race.of(FULL, offerFirst(3), pollLast(), "room is promised that is not there")
                        .either("0, 2, 1", "1, 2, 31"),
                Race.of(FULL_OF_BYTES, offerLast(4), pollFirst(), overwritten).either("0, 1, 23", "1, 1, 234"),
                Race.of(FULL_OF_BYTES.polling(), offerLast(4), pollFirst(), overwritten)
                        .either("0, 1, 23", "1, 1, 234"),
                Race.of(FULL_OF_BYTES, offerFirst(4), pollLast(), overwritten).either("0, 3, 12", "1, 3, 412"),
                Race.of(FULL_OF_BYTES, pollFirst(), pollLast().then(offerLast(5)), overwritten)
                        .only("1, 31, 25", "each its own, and room at the tail in any case"));
    }

    private static List<Race> peeks() {
        String gone = "the element that is being read is taken, and its place written to";
        return List.of(
                Race.of(ONE, peekFirst(), pollFirst(), gone).either("1, 1, 0", "0, 1, 0"),
                Race.of(ONE, peekFirst(), pollLast(), gone).either("1, 1, 0", "0, 1, 0"),
                Race.of(ONE, peekLast(), pollFirst(), gone).either("1, 1, 0", "0, 1, 0"),
                Race.of(TWO, peekLast(), pollLast(), gone).either("2, 2, 1", "1, 2, 1"),
                Race.of(ONE, peekFirst(), offerFirst(2), "the new first one is seen before it is written")
                        .either("1, 1, 21", "2, 1, 21"),
                Race.of(ONE, peekLast(), offerLast(2), "the new last one is seen before it is written")
                        .either("1, 1, 12", "2, 1, 12"),
                Race.of(FULL_OF_BYTES, peekFirst(), pollFirst().then(offerLast(4)), gone)
                        .allow("1, 11, 234", "peekFirst came first")
                        .allow("2, 11, 234", "pollFirst came first")
                        .build(),
                Race.of(FULL_OF_BYTES, peekLast(), pollLast().then(offerLast(4)), gone)
                        .allow("3, 31, 124", "peekLast came first")
                        .allow("2, 31, 124", "it came in between")
                        .allow("4, 31, 124", "it came last")
                        .build());
    }

    private static List<Race> sizes() {
        String apart = "HEAD and TAIL are read that never were together";
        String between = "the middle of an operation that moves both is seen";
        return List.of(
                Race.of(ONE, size(), offerLast(2), apart).either("1, 1, 12", "2, 1, 12"),
                Race.of(ONE, size(), pollFirst(), apart).either("1, 1, 0", "0, 1, 0"),
                Race.of(ONE, size(), offerFirst(2).then(pollFirst()), "HEAD goes back and forth during the look")
                        .allow("1, 12, 1", "size came first or last")
                        .allow("2, 12, 1", "it came in between")
                        .build(),
                Race.of(TWO, size(), pollLast().then(offerLast(3)), "TAIL goes back and forth during the look")
                        .allow("2, 21, 13", "size came first or last")
                        .allow("1, 21, 13", "it came in between")
                        .build(),
                Race.of(TWO, size(), pollFirst().then(offerLast(3)), apart)
                        .allow("2, 11, 23", "size came first or last")
                        .allow("1, 11, 23", "it came in between")
                        .build(),
                Race.of(TWO, size(), rotate(1), between).only("2, 0, 21", "rotation changes no size"),
                Race.of(TWO, size(), rotate(-1), between).only("2, 0, 21", "rotation changes no size"),
                Race.of(TWO, isEmpty(), rotate(1), between).only("0, 0, 21", "it never is"),
                ownSizes(ONE),
                ownSizes(ONE.polling()));
    }

    /** Two who each look at the whole after their own change: not both can have been the first. */
    private static Race ownSizes(State state) {
        return Race.of(
                        state,
                        offerLast(2).then(size()),
                        pollFirst().then(size()),
                        "each looks before its own commit is seen: both miss the other's")
                .allow("12, 11, 2", "offerLast and its size came first")
                .allow("11, 10, 2", "pollFirst and its size came first")
                .allow("11, 11, 2", "both came before the sizes")
                .build();
    }
}
