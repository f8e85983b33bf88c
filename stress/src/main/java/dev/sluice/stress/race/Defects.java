package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.ALL_DONE_OFFSET;
import static dev.sluice.layout.HeaderLayout.CACHED_HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.CACHED_TAIL_OFFSET;
import static dev.sluice.layout.HeaderLayout.EPOCH_OFFSET;
import static dev.sluice.layout.HeaderLayout.EVENT_SEQUENCE;
import static dev.sluice.layout.HeaderLayout.EVENT_WAITERS;
import static dev.sluice.layout.HeaderLayout.GUARD_GATE;
import static dev.sluice.layout.HeaderLayout.HEAD_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.NOT_EMPTY_OFFSET;
import static dev.sluice.layout.HeaderLayout.NOT_FULL_OFFSET;
import static dev.sluice.layout.HeaderLayout.OWN_HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.OWN_TAIL_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_OFFSET;

import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.memory.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The steps of the protocol that can be taken out, one at a time. */
final class Defects {
    private static final String PUT_TAKE = "takeFirst / offerLast 1 / empty";
    private static final String ROTATION = "size / rotate 1 / two";

    private static final List<Defect> ALL = gather();

    private Defects() {}

    static List<Defect> all() {
        return ALL;
    }

    /** The one of that name. */
    static Defect named(String name) {
        return ALL.stream()
                .filter(defect -> defect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no defect is called " + name));
    }

    private static List<Defect> gather() {
        List<Defect> all = new ArrayList<>();
        addCommits(all);
        addGuards(all);
        addCaches(all);
        addEventCounts(all);
        addRest(all);
        return List.copyOf(all);
    }

    private static void add(List<Defect> all, String name, String lost, String race, UnaryOperator<Region> memory) {
        all.add(new Defect(name, lost, race, memory, false));
    }

    private static void addCommits(List<Defect> all) {
        add(
                all,
                "commit-before-fill",
                "TAIL is stored before the record",
                "offerLast 1 / pollFirst / empty",
                EarlyTail::new);
        add(
                all,
                "commit-before-read",
                "HEAD is stored before the record is read",
                "offerLast 4 / pollFirst / full of bytes",
                EarlyHead::new);
        add(
                all,
                "put-in-pieces",
                "a batch has a commit for its first element, and one for the rest",
                "addAll 23 / drain 6 / empty",
                region -> new Piecewise(region, TAIL_OFFSET));
        add(
                all,
                "take-in-pieces",
                "a drain has a commit for the first element, and one for the rest",
                "drain 6 / size / three",
                region -> new Piecewise(region, HEAD_OFFSET));
        add(
                all,
                "epoch-not-marked",
                "rotation does not make the epoch odd",
                ROTATION,
                region -> new Omission(region, EPOCH_OFFSET, true));
        add(
                all,
                "epoch-not-asked",
                "a look without a guard does not ask whether the epoch stood still",
                ROTATION,
                region -> new Epochless(region));
        add(
                all,
                "eviction-not-marked",
                "EVICT does not make the epoch odd",
                "offerLast 3 / size / full, EVICT",
                region -> new Omission(region, EPOCH_OFFSET, true));
        add(
                all,
                "own-tail-not-kept",
                "in the polling modes the holder of the guard reads an older TAIL",
                "offerLast 1 / offerLast 2 / empty, polling",
                region -> new Omission(region, OWN_TAIL_OFFSET, false));
        add(
                all,
                "own-head-not-kept",
                "in the polling modes the holder of the guard reads an older HEAD",
                "pollFirst / pollFirst / one, polling",
                region -> new Omission(region, OWN_HEAD_OFFSET, false));
    }

    private static void addGuards(List<Defect> all) {
        add(
                all,
                "head-guard-not-atomic",
                "a guard is taken by a look and a store",
                "pollFirst / pollFirst / one",
                region -> new Unatomic(region, HEAD_GUARD_OFFSET));
        add(
                all,
                "tail-guard-not-atomic",
                "a guard is taken by a look and a store",
                "offerLast 1 / offerLast 2 / empty",
                region -> new Unatomic(region, TAIL_GUARD_OFFSET));
        add(
                all,
                "head-guard-not-taken",
                "an operation goes on without the head guard",
                "drain 6 / drain 6 / three",
                region -> new Unguarded(region, HEAD_GUARD_OFFSET));
        add(
                all,
                "tail-guard-not-taken",
                "an operation goes on without the tail guard",
                "iterator.remove #2 / offerLast 4 / three",
                region -> new Unguarded(region, TAIL_GUARD_OFFSET));
        add(
                all,
                "guard-given-back-unfenced",
                "a guard is given back by a release store: no full fence before the look for sleepers",
                PUT_TAKE,
                Unfenced.Signaller::new);
        add(
                all,
                "gate-not-announced",
                "who waits for a guard does not set the gate's flag",
                "takeFirst / takeFirst / two",
                region -> new Omission(region, HEAD_GUARD_OFFSET + GUARD_GATE + EVENT_WAITERS, true));
        add(
                all,
                "gate-not-bumped",
                "who gives a guard back does not bump the gate",
                "putLast 1 / putLast 2 / empty",
                region -> new Omission(region, TAIL_GUARD_OFFSET + GUARD_GATE + EVENT_SEQUENCE, true));
    }

    private static void addCaches(List<Defect> all) {
        add(
                all,
                "cached-tail-not-lowered",
                "pollLast leaves the head's side its older, bolder TAIL",
                "pollFirst, pollFirst / pollLast / two",
                region -> new Unlowered(region, CACHED_TAIL_OFFSET));
        add(
                all,
                "cached-head-not-lowered",
                "offerFirst leaves the tail's side its older, bolder HEAD",
                "offerFirst 2 / offerLast 3 / room for one",
                region -> new Unlowered(region, CACHED_HEAD_OFFSET));
        add(
                all,
                "tail-not-read-again",
                "a taker that finds nothing by the cached TAIL does not read the real one",
                PUT_TAKE,
                region -> new Unrefreshed(region, HEAD_GUARD_OFFSET, TAIL_OFFSET, CACHED_TAIL_OFFSET));
        add(
                all,
                "head-not-read-again",
                "a putter that finds no room by the cached HEAD does not read the real one",
                "putLast 3 / pollFirst / full",
                region -> new Unrefreshed(region, TAIL_GUARD_OFFSET, HEAD_OFFSET, CACHED_HEAD_OFFSET));
    }

    private static void addEventCounts(List<Defect> all) {
        add(
                all,
                "taker-not-announced",
                "who waits for an element does not set the flag",
                PUT_TAKE,
                region -> new Omission(region, NOT_EMPTY_OFFSET + EVENT_WAITERS, true));
        add(
                all,
                "putter-not-announced",
                "who waits for room does not set the flag",
                "putLast 3 / pollFirst / full",
                region -> new Omission(region, NOT_FULL_OFFSET + EVENT_WAITERS, true));
        add(
                all,
                "flag-unfenced",
                "the flag is set by a release store: no full fence before the second look",
                PUT_TAKE,
                Unfenced.Taker::new);
        add(all, "no-second-look", "who has set the flag does not look again before it sleeps", PUT_TAKE, Hasty::new);
        all.add(new Defect(
                "key-forgotten",
                "who sleeps does so on the value that it finds, not on the one before the look",
                PUT_TAKE,
                UnaryOperator.identity(),
                true));
        add(
                all,
                "not-bumped",
                "a signal does not bump the sequence",
                PUT_TAKE,
                region -> new Omission(region, NOT_EMPTY_OFFSET + EVENT_SEQUENCE, true));
        add(
                all,
                "shutdown-wakes-nobody",
                "a shutdown does not bump the sequence",
                "takeFirst / shutdown / empty",
                region -> new Omission(region, NOT_EMPTY_OFFSET + EVENT_SEQUENCE, true));
        add(
                all,
                "joiner-not-announced",
                "who waits for all to be done does not set the flag",
                "awaitAllDone / pollFirst, taskDone / one task",
                region -> new Omission(region, ALL_DONE_OFFSET + EVENT_WAITERS, true));
    }

    private static void addRest(List<Defect> all) {
        add(
                all,
                "state-asked-too-early",
                "whether it is shut down is asked before the guard is taken",
                "offerLast 1 / shutdownNow / empty",
                Outdated::new);
        add(
                all,
                "stamps-not-counted",
                "two elements bear the same stamp",
                "iterator.remove #1 / pollFirst, offerLast 1 / one",
                Unstamped::new);
        add(
                all,
                "permits-not-atomic",
                "a semaphore's word is changed by a look and a store",
                "tryAcquire / tryAcquire / semaphore of 1",
                region -> new Unatomic(region, SynchronizerLayout.VALUE_OFFSET));
        add(
                all,
                "permits-not-guarded",
                "a guard of a semaphore of many is taken by a look and a store",
                "tryAcquire all / tryAcquire all / semaphore of " + SynchronizerRaces.MANY,
                region -> new Unatomic(region, SynchronizerLayout.GUARD_OFFSET));
        add(
                all,
                "lock-not-atomic",
                "a lock is taken by a look and a store",
                "lock, count, unlock / lock, count, unlock / lock",
                region -> new Unatomic(region, SynchronizerLayout.VALUE_OFFSET));
        add(
                all,
                "value-not-atomic",
                "a counter is changed by a look and a store",
                "compareAndSet 0 to 1 / compareAndSet 0 to 2 / counter",
                region -> new Unatomic(region, SynchronizerLayout.VALUE_OFFSET));
        add(
                all,
                "event-not-announced",
                "who waits for an event does not set the flag",
                "await / set / event",
                region -> new Omission(region, SynchronizerLayout.CHANGED_OFFSET + EVENT_WAITERS, true));
    }
}
