package dev.sluice.stress.race;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.sync.Deadline;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What actors do with a deque. Results: whether it did anything, 1 or 0; the element that was removed or seen, or 0 if there was
 * none; the digits of several; a number.
 */
final class Deques {
    private Deques() {}

    private static Actor actor(String name, ToIntFunction<Side> act) {
        return new Actor(name, act::applyAsInt, false);
    }

    private static Actor waiting(String name, Actor.Act act) {
        return new Actor(name, act, true);
    }

    private static int asInt(boolean yes) {
        return yes ? 1 : 0;
    }

    private static String word(End end) {
        return end == End.FIRST ? "First" : "Last";
    }

    // ---- one element ------------------------------------------------------------------------------------------------

    static Actor offerFirst(int element) {
        return offer(End.FIRST, element);
    }

    static Actor offerLast(int element) {
        return offer(End.LAST, element);
    }

    private static Actor offer(End end, int element) {
        return actor(
                "offer" + word(end) + " " + element,
                side -> asInt(side.deque().offer(end, side.elements.set(side.payload, element))));
    }

    static Actor putFirst(int element) {
        return put(End.FIRST, element);
    }

    static Actor putLast(int element) {
        return put(End.LAST, element);
    }

    private static Actor put(End end, int element) {
        return waiting(
                "put" + word(end) + " " + element,
                side -> asInt(side.deque().put(end, side.elements.set(side.payload, element), Deadline.NEVER)));
    }

    static Actor pollFirst() {
        return poll(End.FIRST);
    }

    static Actor pollLast() {
        return poll(End.LAST);
    }

    private static Actor poll(End end) {
        return actor("poll" + word(end), side -> side.deque().poll(end, side.sink) ? side.read() : 0);
    }

    static Actor takeFirst() {
        return take(End.FIRST);
    }

    static Actor takeLast() {
        return take(End.LAST);
    }

    private static Actor take(End end) {
        return waiting("take" + word(end), side -> side.deque().take(end, side.sink, Deadline.NEVER) ? side.read() : 0);
    }

    /** Takes unless it is too late, which is soon. */
    static Actor takeShortly() {
        return waiting(
                "poll with a time-out",
                side -> side.deque().take(End.FIRST, side.sink, Deadline.after(2, TimeUnit.MICROSECONDS))
                        ? side.read()
                        : 0);
    }

    static Actor peekFirst() {
        return peek(End.FIRST);
    }

    static Actor peekLast() {
        return peek(End.LAST);
    }

    private static Actor peek(End end) {
        return actor("peek" + word(end), side -> side.deque().peek(end, side.sink) ? side.read() : 0);
    }

    // ---- numbers ----------------------------------------------------------------------------------------------------

    static Actor size() {
        return actor("size", side -> side.deque().size());
    }

    static Actor isEmpty() {
        return actor("isEmpty", side -> asInt(side.deque().seemsEmpty()));
    }

    // ---- several ----------------------------------------------------------------------------------------------------

    private static String digits(int... elements) {
        return Arrays.stream(elements).mapToObj(String::valueOf).collect(Collectors.joining());
    }

    static Actor addAll(int... elements) {
        return actor(
                "addAll " + digits(elements), side -> asInt(side.deque().appendAll(side.elements.batch(elements))));
    }

    static Actor addSome(int... elements) {
        return actor(
                "add what fits of " + digits(elements),
                side -> side.deque().batches().appendSome(side.elements.batch(elements), 0));
    }

    static Actor addAllFirst(int... elements) {
        return actor(
                "addAllFirst " + digits(elements),
                side -> asInt(side.deque().batches().prependNew(side.elements.batch(elements))));
    }

    static Actor drain(int most) {
        return actor("drain " + most, side -> {
            side.deque().drain(most, side.batch);
            return side.elements.read(side.batch);
        });
    }

    static Actor snapshot() {
        return actor("iterator", side -> side.elements.read(side.deque().snapshot()));
    }

    static Actor clear() {
        return actor("clear", side -> {
            side.deque().clear();
            return 0;
        });
    }

    // ---- anywhere ---------------------------------------------------------------------------------------------------

    /** Removes, as an iterator does, the element that was put as that one, counted from 0. */
    static Actor remove(int stamp) {
        return remove(stamp, End.FIRST);
    }

    static Actor removeFromLast(int stamp) {
        return remove(stamp, End.LAST);
    }

    private static Actor remove(int stamp, End from) {
        return actor(
                (from == End.FIRST ? "iterator" : "descending iterator") + ".remove #" + (stamp + 1),
                side -> asInt(side.deque().remove(stamp, from)));
    }

    static Actor removeAll(int... stamps) {
        return actor(
                "removeIf #" + digits(Arrays.stream(stamps).map(i -> i + 1).toArray()),
                side -> side.deque().removeAll(stamps));
    }

    static Actor get(int index) {
        return actor("get " + index, side -> {
            side.deque().indexed().get(index, side.sink);
            return side.read();
        });
    }

    static Actor set(int index, int element) {
        return actor("set " + index + " to " + element, side -> {
            side.deque().indexed().set(index, side.elements.set(side.payload, element), side.sink);
            return side.read();
        });
    }

    static Actor insert(int index, int element) {
        return actor(
                "insert " + element + " at " + index,
                side -> asInt(side.deque().indexed().insert(index, side.elements.set(side.payload, element))));
    }

    static Actor removeAt(int index) {
        return actor("remove at " + index, side -> {
            side.deque().indexed().remove(index, side.sink);
            return side.read();
        });
    }

    static Actor rotate(int distance) {
        return actor("rotate " + distance, side -> {
            side.deque().indexed().rotate(distance);
            return 0;
        });
    }

    static Actor reverse() {
        return actor("reverse", side -> {
            side.deque().indexed().reverse();
            return 0;
        });
    }

    // ---- life -------------------------------------------------------------------------------------------------------

    static Actor shutdown() {
        return actor("shutdown", side -> {
            side.deque().shutDown(false);
            return 0;
        });
    }

    static Actor shutdownNow() {
        return actor("shutdownNow", side -> {
            side.deque().shutDown(true);
            return 0;
        });
    }

    static Actor close() {
        return actor("close", side -> {
            side.close();
            return 0;
        });
    }

    /** Closes the handle that the other actor uses. */
    static Actor closeTheOthers() {
        return actor("close of the same handle", side -> {
            side.partner().close();
            return 0;
        });
    }

    static Actor taskDone() {
        return actor("taskDone", side -> {
            side.deque().taskDone(1);
            return 1;
        });
    }

    static Actor join() {
        return waiting("awaitAllDone", side -> asInt(side.deque().awaitAllDone(Deadline.NEVER)));
    }

    /** The digits of what is left, whatever has become of the deque; or what is wrong with it. */
    static int rest(Side judge) {
        DequeEngine deque = judge.deque();
        if (!deque.violations().isEmpty()) {
            return Outcome.CORRUPT;
        }
        int size = deque.size();
        deque.drain(Integer.MAX_VALUE, judge.batch);
        return size == judge.batch.count() ? judge.elements.read(judge.batch) : Outcome.FAILED;
    }
}
