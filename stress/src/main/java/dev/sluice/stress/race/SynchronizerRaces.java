package dev.sluice.stress.race;

import static dev.sluice.stress.race.State.BARRIER;
import static dev.sluice.stress.race.State.COUNTER;
import static dev.sluice.stress.race.State.EVENT;
import static dev.sluice.stress.race.State.LOCK;
import static dev.sluice.stress.race.State.WORDS;
import static dev.sluice.stress.race.State.semaphore;

import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.memory.Region;
import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.BarrierEngine;
import dev.sluice.synchronizer.ConditionEngine;
import dev.sluice.synchronizer.CounterEngine;
import dev.sluice.synchronizer.EventEngine;
import dev.sluice.synchronizer.LockEngine;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/** Semaphore, event, counter, lock, condition, barrier; and two words alone, which show that the harness sees what it must. */
final class SynchronizerRaces {
    private static final String LOST = "the wake-up is lost between the look and the sleep";
    private static final String WOKEN = "asleep or awake";

    /** More than fit into one word with what goes with them: these have a guard. */
    static final int MANY = (int) SynchronizerLayout.PACKED_COUNT_MASK + 1;

    private SynchronizerRaces() {}

    static List<Race> all() {
        List<Race> all = new ArrayList<>();
        all.addAll(semaphores());
        all.addAll(values());
        all.addAll(turns());
        all.addAll(litmus());
        return all;
    }

    private static Actor actor(String name, ToIntFunction<Side> act) {
        return new Actor(name, act::applyAsInt, false);
    }

    private static Actor waiting(String name, Actor.Act act) {
        return new Actor(name, act, true);
    }

    // ---- semaphore --------------------------------------------------------------------------------------------------

    private static SemaphoreEngine semaphoreOf(Side side) {
        return side.holdings(SemaphoreEngine.class);
    }

    private static Actor tryAcquire() {
        return new Actor("tryAcquire", side -> semaphoreOf(side).tryAcquire(1, Deadline.UNINTERRUPTED) ? 1 : 0, false);
    }

    private static Actor tryAcquireAll() {
        return new Actor(
                "tryAcquire all", side -> semaphoreOf(side).tryAcquire(MANY, Deadline.UNINTERRUPTED) ? 1 : 0, false);
    }

    private static Actor acquire(int permits) {
        return waiting("acquire " + permits, side -> {
            SemaphoreEngine semaphore = semaphoreOf(side);
            return semaphore.tryAcquire(permits, Deadline.UNINTERRUPTED)
                            || semaphore.acquireWaiting(permits, Deadline.UNINTERRUPTED)
                    ? 1
                    : 0;
        });
    }

    private static Actor release(int permits) {
        return actor("release " + permits, side -> semaphoreOf(side).release(permits) ? 1 : 0);
    }

    private static List<Race> semaphores() {
        ToIntFunction<Side> available = judge -> semaphoreOf(judge).available();
        Actor close = Deques.close();
        return List.of(
                Race.of(semaphore(MANY), tryAcquireAll(), tryAcquireAll(), "both are given what is there once")
                        .rest(available)
                        .either("1, 0, 0", "0, 1, 0"),
                Race.of(semaphore(1), tryAcquire(), tryAcquire(), "both are given the only permit")
                        .rest(available)
                        .either("1, 0, 0", "0, 1, 0"),
                Race.of(
                                semaphore(2),
                                actor("drain", side -> semaphoreOf(side).drain()),
                                tryAcquire(),
                                "a permit is given twice")
                        .rest(available)
                        .either("2, 0, 0", "1, 1, 0"),
                Race.of(semaphore(1), acquire(1).then(release(1)), acquire(1).then(release(1)), LOST)
                        .rest(available)
                        .only("11, 11, 1", WOKEN),
                Race.of(semaphore(2), acquire(2).then(release(2)), acquire(1).then(release(1)), LOST)
                        .rest(available)
                        .only("11, 11, 2", WOKEN),
                Race.of(
                                semaphore(1),
                                acquire(1).then(close),
                                acquire(1),
                                "what a handle that closes gives back wakes nobody")
                        .rest(available)
                        .allow("10, 1, 0", "acquire 1, close came first, or gave way to nobody")
                        .allow("asleep, 1, 0", "the other one came first and keeps its permit")
                        .build(),
                Race.of(
                                semaphore(1),
                                actor("available", side -> semaphoreOf(side).available()),
                                tryAcquire(),
                                "a sum that never was")
                        .rest(available)
                        .either("1, 1, 0", "0, 1, 0"));
    }

    // ---- event and counter ------------------------------------------------------------------------------------------

    private static EventEngine event(Side side) {
        return side.holdings(EventEngine.class);
    }

    private static CounterEngine counter(Side side) {
        return side.holdings(CounterEngine.class);
    }

    private static Actor set() {
        return actor("set", side -> {
            event(side).set();
            return 0;
        });
    }

    private static Actor clear() {
        return actor("clear", side -> {
            event(side).clear();
            return 0;
        });
    }

    /** Waits since before the race. */
    private static Actor await() {
        return waiting("await", side -> event(side).await(0, Deadline.UNINTERRUPTED) ? 1 : 0);
    }

    private static Actor add() {
        return actor("getAndAdd 1", side -> (int) counter(side).getAndAdd(1));
    }

    private static Actor replace(int value) {
        return actor("compareAndSet 0 to " + value, side -> counter(side).compareAndSet(0, value) ? 1 : 0);
    }

    private static Actor awaitTwo() {
        return waiting(
                "await 2",
                side -> counter(side).await(CounterEngine.Bound.AT_LEAST, 2, Deadline.UNINTERRUPTED) ? 1 : 0);
    }

    private static List<Race> values() {
        ToIntFunction<Side> isSet = judge -> event(judge).isSet() ? 1 : 0;
        ToIntFunction<Side> value = judge -> (int) counter(judge).value();
        return List.of(
                Race.of(EVENT, await(), set(), LOST).rest(isSet).only("1, 0, 1", WOKEN),
                Race.of(EVENT, await(), set().then(clear()), "set and cleared at once, and missed")
                        .rest(isSet)
                        .only("1, 0, 0", WOKEN),
                Race.of(EVENT, set(), clear(), "the one undoes more than the other did")
                        .rest(isSet)
                        .either("0, 0, 0", "0, 0, 1"),
                Race.of(COUNTER, add(), add(), "one addition is lost")
                        .rest(value)
                        .either("0, 1, 2", "1, 0, 2"),
                Race.of(COUNTER, replace(1), replace(2), "both replace the same value")
                        .rest(value)
                        .either("1, 0, 1", "0, 1, 2"),
                Race.of(COUNTER, awaitTwo(), add().then(add()), LOST)
                        .rest(value)
                        .only("1, 1, 2", WOKEN));
    }

    // ---- lock, condition, barrier -----------------------------------------------------------------------------------

    private static final int SHARED_WORD = Referee.scratch(0);

    private static Actor count() {
        return waiting("lock, count, unlock", side -> {
            LockEngine lock = side.holdings(LockEngine.class);
            lock.acquire(Deadline.UNINTERRUPTED);
            Region region = side.region();
            region.setInt(SHARED_WORD, region.getInt(SHARED_WORD) + 1);
            lock.release();
            return 0;
        });
    }

    private static Actor awaitCondition() {
        return waiting("lock, await until 1, unlock", side -> {
            LockEngine lock = side.holdings(LockEngine.class);
            ConditionEngine condition = lock.condition(0);
            lock.acquire(Deadline.UNINTERRUPTED);
            while (side.region().getInt(SHARED_WORD) == 0) {
                condition.await(Deadline.UNINTERRUPTED);
            }
            lock.release();
            return 1;
        });
    }

    private static Actor signal() {
        return waiting("lock, make it 1, signal, unlock", side -> {
            LockEngine lock = side.holdings(LockEngine.class);
            lock.acquire(Deadline.UNINTERRUPTED);
            side.region().setInt(SHARED_WORD, 1);
            lock.condition(0).signal();
            lock.release();
            return 0;
        });
    }

    private static Actor pass() {
        return waiting("await", side -> {
            try {
                return side.holdings(BarrierEngine.class).await(Deadline.UNINTERRUPTED);
            } catch (BrokenBarrierException | TimeoutException broken) {
                return Outcome.FAILED;
            }
        });
    }

    private static List<Race> turns() {
        ToIntFunction<Side> counted = judge -> judge.region().getInt(SHARED_WORD);
        return List.of(
                Race.of(LOCK, count(), count(), "both are inside at once, or one is not woken")
                        .rest(counted)
                        .only("0, 0, 2", "one after the other"),
                Race.of(LOCK, awaitCondition(), signal(), LOST).rest(counted).only("1, 0, 1", WOKEN),
                Race.of(BARRIER, pass(), pass(), "both believe that they are the first")
                        .rest(judge -> 0)
                        .either("1, 0, 0", "0, 1, 0"));
    }

    // ---- two words --------------------------------------------------------------------------------------------------

    /** Store buffering. */
    private static List<Race> litmus() {
        Actor unfenced = actor("release store, acquire load", side -> {
            side.region().setIntRelease(side.scratch(true), 1);
            return side.region().getIntAcquire(side.scratch(false));
        });
        Actor fenced = actor("volatile store, volatile load", side -> {
            side.region().setIntVolatile(side.scratch(true), 1);
            return side.region().getIntVolatile(side.scratch(false));
        });
        return List.of(
                Race.of(
                                WORDS,
                                unfenced,
                                unfenced,
                                "none: what is not fenced must be seen to go wrong, or the harness is blind")
                        .rest(judge -> 0)
                        .expect("0, 0, 0", "each looked before its store was seen")
                        .allow("1, 0, 0", "the second came first")
                        .allow("0, 1, 0", "the first came first")
                        .allow("1, 1, 0", "both stores came first")
                        .build(),
                Race.of(WORDS, fenced, fenced, "each looks before its store is seen")
                        .rest(judge -> 0)
                        .allow("1, 0, 0", "the second came first")
                        .allow("0, 1, 0", "the first came first")
                        .allow("1, 1, 0", "both stores came first")
                        .build());
    }
}
