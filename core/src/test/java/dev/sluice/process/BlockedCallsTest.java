package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.DequeShutdownException;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P3 across processes: blocked calls end when they can or must, and no wake-up is lost with anybody. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedCallsTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(int capacity, Waiting waiting) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity).waiting(waiting));
    }

    private Remote remote() throws Exception {
        Remote remote = stage.remote();
        remote.now("open", "d", stage.file());
        return remote;
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static void assertWithinLimit(long begin) {
        long millis = millisSince(begin);
        assertTrue(millis < TimeUnit.SECONDS.toMillis(Stage.LIMIT_SECONDS), () -> "took " + millis + " ms");
    }

    /** A blocked take of one process ends with a put of another, and a blocked put with a take, at both ends. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void wakeEachOther(Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(2, waiting);
        Remote remote = remote();

        Remote.Reply take = remote.on("a", "take", "d");
        assertTrue(take.staysBlocked());
        deque.put("1");
        assertEquals("1", take.value());
        Remote.Reply takeLast = remote.on("a", "takeLast", "d");
        assertTrue(takeLast.staysBlocked());
        deque.putFirst("2");
        assertEquals("2", takeLast.value());

        deque.addAll(List.of("3", "4"));
        Remote.Reply put = remote.on("a", "put", "d", "5");
        Remote.Reply putFirst = remote.on("b", "putFirst", "d", "2");
        assertTrue(put.staysBlocked());
        assertTrue(putFirst.staysBlocked());
        assertEquals("4", deque.takeLast());
        Eventually.holds(() -> put.isDone() || putFirst.isDone(), "one of the two has put");
        assertEquals("3", deque.take().replace("2", "3"));
        put.value();
        putFirst.value();
        assertEquals(2, deque.size());
        if (waiting == Waiting.KERNEL) {
            assertTrue(deque.stats().waits() > 0, () -> deque.stats().toString());
            assertTrue(deque.stats().wakeUps() > 0, () -> deque.stats().toString());
        }
    }

    /** Two processes wake each other hundreds of times without ever waiting for a backstop. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void pingPong(Waiting waiting) throws Exception {
        int rounds = 500;
        SharedDeque<String> there = create(1, waiting);
        SharedDeque<String> back = stage.closing(SharedDeque.builder(Codec.utf8())
                .capacity(1)
                .waiting(waiting)
                .create(stage.directory().resolve("back")));
        Remote remote = remote();
        remote.now("open", "back", back.path());
        long begin = System.nanoTime();
        Remote.Reply echo = remote.on("echo", "echo", "d", "back", rounds);
        for (int i = 0; i < rounds; i++) {
            there.put("ping" + i);
            assertEquals("ping" + i, back.take());
        }
        echo.value();
        assertWithinLimit(begin);
    }

    /** Timed calls end when their time is up, not before, and give back what they were asked for if it comes in time. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void timed(Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(1, waiting);
        Remote remote = remote();
        assertTimedOut("null", 300, remote.now("pollFor", "d", 300));
        assertTimedOut("null", 0, remote.now("pollFor", "d", 0));
        assertTimedOut("null", 0, remote.now("pollFor", "d", -1));
        Remote.Reply poll = remote.on("a", "pollFor", "d", 60_000);
        assertTrue(poll.staysBlocked());
        deque.put("1");
        assertTrue(poll.value().startsWith("1 "));

        deque.put("2");
        assertTimedOut("false", 300, remote.now("offerFor", "d", "3", 300));
        Remote.Reply offer = remote.on("a", "offerFor", "d", "3", 60_000);
        assertTrue(offer.staysBlocked());
        assertEquals("2", deque.take());
        assertTrue(offer.value().startsWith("true "));
        assertEquals("3", deque.take());
    }

    private static void assertTimedOut(String result, int millis, String reply) {
        String[] words = reply.split(" ", -1);
        assertEquals(result, words[0]);
        long took = Long.parseLong(words[1]);
        assertTrue(took >= millis && took < TimeUnit.SECONDS.toMillis(Stage.LIMIT_SECONDS), reply);
    }

    /** Interrupts end blocked calls at once, of which there are so many that slices would add up. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void interruptsArePrompt(Waiting waiting) throws Exception {
        SharedDeque<String> empty = create(1, waiting);
        SharedDeque<String> full = stage.closing(SharedDeque.builder(Codec.utf8())
                .capacity(1)
                .waiting(waiting)
                .create(stage.directory().resolve("full")));
        full.put("1");
        long begin = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            int kind = i % 4;
            Background<?> call = stage.run(() -> {
                switch (kind) {
                    case 0 -> empty.take();
                    case 1 -> full.put("2");
                    case 2 -> empty.pollLast(1, TimeUnit.MINUTES);
                    default -> full.offerFirst("2", 1, TimeUnit.MINUTES);
                }
                return null;
            });
            assertTrue(
                    call.staysBlocked(i < 8 ? 20 : ThreadLocalRandom.current().nextInt(4)));
            call.interrupt();
            call.failure(InterruptedException.class);
        }
        assertWithinLimit(begin);
        assertEquals(0, empty.size());
        assertEquals(List.of("1"), List.copyOf(full));
    }

    /** An interrupt in another process ends the call there, and only that one. */
    @Test
    void interruptElsewhere() throws Exception {
        SharedDeque<String> deque = create(1, Waiting.KERNEL);
        Remote remote = remote();
        Remote.Reply one = remote.on("one", "take", "d");
        Remote.Reply two = remote.on("two", "take", "d");
        Background<String> here = stage.run(deque::take);
        assertTrue(one.staysBlocked());
        remote.on("one", "interrupt").value();
        one.threw(InterruptedException.class);
        assertTrue(two.staysBlocked());
        assertFalse(here.isDone());
        deque.put("1");
        deque.put("2");
        assertEquals(Set.of("1", "2"), Set.of(here.get(), two.value()));
    }

    /** Takers that are interrupted all the time lose nothing that another process puts. */
    @ParameterizedTest
    @EnumSource(
            value = Waiting.class,
            names = {"KERNEL", "BACKOFF"})
    void interruptedTakersLoseNothing(Waiting waiting) throws Exception {
        int elements = 5_000;
        SharedDeque<String> deque = create(4, waiting);
        Remote remote = remote();
        AtomicBoolean over = new AtomicBoolean();
        List<Background<BitSet>> takers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takers.add(stage.run(() -> takeUntilEnd(deque)));
        }
        Background<Integer> interrupter = stage.run(() -> {
            Random random = new Random(1);
            int count = 0;
            while (!over.get()) {
                takers.get(random.nextInt(takers.size())).interrupt();
                count++;
                Thread.sleep(0, random.nextInt(500_000));
            }
            return count;
        });
        remote.now("putAll", "d", "", elements);
        over.set(true);
        assertTrue(interrupter.get() > 0);
        deque.put("end");
        deque.put("end");
        deque.put("end");
        BitSet all = new BitSet();
        int sum = 0;
        for (Background<BitSet> taker : takers) {
            BitSet taken = taker.get();
            sum += taken.cardinality();
            all.or(taken);
        }
        assertEquals(elements, all.cardinality());
        assertEquals(elements, sum);
    }

    private static BitSet takeUntilEnd(SharedDeque<String> deque) {
        BitSet taken = new BitSet();
        while (true) {
            try {
                String element = deque.take();
                if (element.equals("end")) {
                    return taken;
                }
                if (taken.get(Integer.parseInt(element))) {
                    throw new AssertionError("twice: " + element);
                }
                taken.set(Integer.parseInt(element));
            } catch (InterruptedException again) {
                // That is what this is about.
            }
        }
    }

    /** Putters that are interrupted all the time have put what they say they have, once. */
    @ParameterizedTest
    @EnumSource(
            value = Waiting.class,
            names = {"KERNEL", "BACKOFF"})
    void interruptedPuttersPutOnceOrNotAtAll(Waiting waiting) throws Exception {
        int elements = 2_000;
        SharedDeque<String> deque = create(2, waiting);
        Remote remote = remote();
        AtomicBoolean over = new AtomicBoolean();
        Background<Integer> putter = stage.run(() -> {
            int interrupts = 0;
            for (int i = 0; i < elements; i++) {
                boolean put = false;
                while (!put) {
                    try {
                        deque.put("e" + i);
                        put = true;
                    } catch (InterruptedException again) {
                        interrupts++;
                    }
                }
            }
            over.set(true);
            return interrupts;
        });
        stage.run(() -> {
            while (!over.get()) {
                putter.interrupt();
                Thread.sleep(0, ThreadLocalRandom.current().nextInt(500_000));
            }
            return null;
        });
        Remote.Reply taken = remote.on("main", "takeAll", "d", "e", elements);
        putter.get();
        assertEquals("in order", taken.value());
        assertEquals(0, deque.size());
    }

    /** Closing a handle ends its blocked calls, and leaves those of other handles and processes alone. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void closeEndsOnlyItsOwn(Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(1, waiting);
        SharedDeque<String> other = stage.open();
        Remote remote = remote();
        Background<String> mine = stage.run(deque::take);
        Background<String> timed = stage.run(() -> deque.pollLast(1, TimeUnit.MINUTES));
        Background<String> others = stage.run(other::take);
        Remote.Reply elsewhere = remote.on("a", "take", "d");
        assertTrue(mine.staysBlocked());
        deque.close();
        mine.failure(DequeClosedException.class);
        timed.failure(DequeClosedException.class);
        assertTrue(others.staysBlocked());
        assertFalse(elsewhere.isDone());
        other.put("1");
        other.put("2");
        assertEquals(Set.of("1", "2"), Set.of(others.get(), elsewhere.value()));
        assertThrows(DequeClosedException.class, deque::take);

        SharedDeque<String> again = stage.open();
        again.put("3");
        Background<?> put = stage.run(() -> {
            again.put("4");
            return null;
        });
        Background<Boolean> othersPut = stage.run(() -> other.offer("5", 1, TimeUnit.MINUTES));
        assertTrue(put.staysBlocked());
        again.close();
        put.failure(DequeClosedException.class);
        assertTrue(othersPut.staysBlocked());
        assertEquals("3", remote.now("take", "d"));
        assertTrue(othersPut.get());
        assertEquals("5", other.take());
    }

    /** After a shutdown by another process blocked puts end, takers drain what is left, and then takes end too. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void shutdownElsewhere(Waiting waiting) throws Exception {
        SharedDeque<String> deque = create(2, waiting);
        Remote remote = remote();
        deque.addAll(List.of("1", "2"));
        Background<?> put = stage.run(() -> {
            deque.put("3");
            return null;
        });
        Background<Boolean> timedPut = stage.run(() -> deque.offerFirst("3", 1, TimeUnit.MINUTES));
        Remote.Reply putThere = remote.on("a", "put", "d", "3");
        assertTrue(put.staysBlocked());
        remote.now("shutdown", "d");
        put.failure(DequeShutdownException.class);
        timedPut.failure(DequeShutdownException.class);
        putThere.threw(DequeShutdownException.class);
        assertTrue(deque.isShutdown());
        assertThrows(DequeShutdownException.class, () -> deque.offer("3"));
        assertThrows(DequeShutdownException.class, () -> deque.addAll(List.of("3")));
        assertEquals("1", deque.take());
        assertEquals("2", remote.now("take", "d"));
        assertThrows(DequeShutdownException.class, deque::take);
        assertThrows(DequeShutdownException.class, () -> deque.poll(1, TimeUnit.MINUTES));
        remote.on("a", "take", "d").threw(DequeShutdownException.class);
        assertEquals("null", remote.now("poll", "d"));
        // It is the deque that was shut down, not the handles.
        SharedDeque<String> late = stage.open();
        assertTrue(late.isShutdown());
        assertThrows(DequeShutdownException.class, late::take);
    }

    /** A shutdown by another process ends takes that are blocked on the empty deque. */
    @ParameterizedTest
    @ValueSource(strings = {"shutdown", "shutdownNow"})
    void shutdownEndsTakes(String how) throws Exception {
        for (Waiting waiting : Waiting.values()) {
            SharedDeque<String> deque = stage.closing(SharedDeque.builder(Codec.utf8())
                    .waiting(waiting)
                    .create(stage.directory().resolve("of-" + waiting)));
            Background<String> take = stage.run(deque::take);
            Background<String> timed = stage.run(() -> deque.pollLast(1, TimeUnit.MINUTES));
            assertTrue(take.staysBlocked());
            SharedDeque<String> other =
                    stage.closing(SharedDeque.builder(Codec.utf8()).open(deque.path()));
            if (how.equals("shutdown")) {
                other.shutdown();
            } else {
                other.shutdownNow();
            }
            take.failure(DequeShutdownException.class);
            timed.failure(DequeShutdownException.class);
        }
    }

    /** shutdownNow() of another process discards what is left and ends blocked puts. */
    @Test
    void shutdownNowElsewhere() throws Exception {
        SharedDeque<String> deque = create(2, Waiting.KERNEL);
        Remote remote = remote();
        deque.addAll(List.of("1", "2"));
        Background<?> put = stage.run(() -> {
            deque.put("3");
            return null;
        });
        assertTrue(put.staysBlocked());
        remote.now("shutdownNow", "d");
        put.failure(DequeShutdownException.class);
        assertEquals(0, deque.size());
        assertThrows(DequeShutdownException.class, deque::take);
        assertTrue(deque.isShutdown());
    }

    /** Whoever is killed while it waits does not take a wake-up along: the element goes to the one who still waits. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void killedTakerSwallowsNoWakeUp(boolean stoppedBefore) throws Exception {
        SharedDeque<String> deque = create(4, Waiting.KERNEL);
        for (int i = 0; i < 4; i++) {
            Remote victim = remote();
            Remote.Reply first = victim.on("first", "take", "d");
            assertTrue(first.staysBlocked());
            Background<String> survivor = stage.run(deque::take);
            assertTrue(survivor.staysBlocked());
            if (stoppedBefore) {
                // It was the first to sleep, so it is woken, and cannot run any more.
                victim.child().pause();
                deque.put("x" + i);
            }
            victim.child().kill();
            if (!stoppedBefore) {
                deque.put("x" + i);
            }
            assertEquals("x" + i, survivor.get());
            assertEquals(0, deque.size());
        }
    }

    /** Whoever is killed while it waits for room does not take a wake-up along. */
    @Test
    void killedPutterSwallowsNoWakeUp() throws Exception {
        SharedDeque<String> deque = create(1, Waiting.KERNEL);
        deque.put("full");
        for (int i = 0; i < 3; i++) {
            Remote victim = remote();
            assertTrue(victim.on("first", "put", "d", "lost").staysBlocked());
            Background<?> survivor = stage.run(() -> {
                deque.put("full");
                return null;
            });
            assertTrue(survivor.staysBlocked());
            victim.child().pause();
            assertEquals("full", deque.take());
            victim.child().kill();
            survivor.get();
            assertEquals(List.of("full"), List.copyOf(deque));
        }
    }

    /** The death of a woken taker is made up for though a process that the kernel may have told of it is stopped. */
    @Test
    void killedTakerAndStoppedBystander() throws Exception {
        SharedDeque<String> deque = create(4, Waiting.KERNEL);
        Remote bystander = remote();
        Remote victim = remote();
        assertTrue(victim.on("first", "take", "d").staysBlocked());
        Background<String> survivor = stage.run(deque::take);
        assertTrue(survivor.staysBlocked());
        bystander.child().pause();
        victim.child().pause();
        deque.put("x");
        victim.child().kill();
        assertEquals("x", survivor.get());
    }

    /** Many takers of several processes share a stream of single puts without anybody sleeping through his turn. */
    @Test
    void everyPutWakesSomebody() throws Exception {
        SharedDeque<String> deque = create(64, Waiting.KERNEL);
        Remote remote = remote();
        Set<String> got = new HashSet<>();
        for (int round = 0; round < 10; round++) {
            List<Remote.Reply> there = new ArrayList<>();
            List<Background<String>> here = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                there.add(remote.on("t" + i, "take", "d"));
                here.add(stage.run(deque::take));
            }
            Thread.sleep(round % 2 == 0 ? 50 : 0);
            for (int i = 0; i < 8; i++) {
                deque.put(round + "." + i);
            }
            for (int i = 0; i < 4; i++) {
                got.add(there.get(i).value());
                got.add(here.get(i).get());
            }
        }
        assertEquals(80, got.size());
    }
}
