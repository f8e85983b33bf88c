package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.deque.GuardGrabber;
import dev.sluice.deque.GuardGrabber.Which;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.SharedFile;
import dev.sluice.sync.Liveness;
import dev.sluice.sync.Witness;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** P1 for guards: what a killed process held comes back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardHolderKilledTest {
    @RegisterExtension
    final Stage stage = new Stage();

    /** A survivor that waits for the guard of a killed process gets it, and the repair is counted. */
    @ParameterizedTest
    @CsvSource({"HEAD,KERNEL", "TAIL,KERNEL", "BOTH,KERNEL", "HEAD,BACKOFF", "TAIL,SPIN", "BOTH,YIELD"})
    void survivorWhoWaitsGoesOn(Which which, Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(4).waiting(waiting));
        deque.addAll(List.of("a", "b"));
        Remote victim = stage.remote();
        victim.now("grab", "g", stage.file(), which);
        assertEquals(2, deque.stats().participants());

        Background<String> taker = stage.run(deque::take);
        Background<Boolean> putter = stage.run(() -> deque.offer("c"));
        Background<String> both = stage.run(deque::pollLast);
        if (which == Which.TAIL) {
            assertEquals("a", taker.get());
        } else {
            assertTrue(taker.staysBlocked());
        }
        if (which == Which.HEAD) {
            assertTrue(putter.get());
        } else {
            assertTrue(putter.staysBlocked());
        }
        assertTrue(both.staysBlocked());
        victim.child().kill();

        assertTrue(putter.get());
        // "both" may have been served before or after the putter.
        assertTrue(List.of("a", "b").contains(taker.get()));
        assertTrue(List.of("b", "c", "a").contains(both.get()));
        assertEquals(1, deque.size());
        // The guards are given back first, the slot last.
        Eventually.holds(() -> deque.stats().participants() == 1, "the slot is free");
        assertEquals(1, deque.stats().repairs());
        deque.clear();
        assertEquals(0, deque.size());
    }

    /** A killed process's guard is free again by itself, though nobody waits for it. */
    @ParameterizedTest
    @CsvSource({"HEAD,KERNEL", "TAIL,KERNEL", "BOTH,KERNEL", "BOTH,SPIN"})
    void comesBackThoughNobodyWaits(Which which, Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).waiting(waiting));
        GuardGrabber observer = stage.closing(GuardGrabber.attach(stage.file()));
        Remote victim = stage.remote();
        victim.now("grab", "g", stage.file(), which);
        assertFalse(observer.areFree());
        victim.child().kill();

        Eventually.holds(observer::areFree, 5, "the guards are free");
        Eventually.holds(() -> deque.stats().participants() == 2, 5, "the slot is free");
        assertEquals(1, deque.stats().repairs());
    }

    /** A death that the kernel could not mark is found by the byte lock, though nobody waits for what the dead one held. */
    @Test
    void comesBackThoughNothingIsMarked() throws Exception {
        SharedDeque<String> deque = stage.create(SharedDeque.builder(Codec.utf8()));
        GuardGrabber observer = stage.closing(GuardGrabber.attach(stage.file()));
        Remote victim = stage.remote();
        victim.now("grab", "g", stage.file(), "BOTH");
        Bytes.setInt(stage.file(), ParticipantLayout.slotOffset(2) + ParticipantLayout.ROBUST_WORD, 0);
        victim.child().kill();

        Eventually.holds(observer::areFree, 10, "the guards are free");
        Eventually.holds(() -> deque.stats().participants() == 2, 10, "the slot is free");
    }

    /** All of many killed holders, one after the other, are relieved while others work. */
    @Test
    void manyDeaths() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(2));
        Background<Integer> consumer = stage.run(() -> {
            int taken = 0;
            while (!deque.take().equals("end")) {
                taken++;
            }
            return taken;
        });
        Which[] kinds = Which.values();
        for (int i = 0; i < 6; i++) {
            Remote victim = stage.remote();
            victim.now("grab", "g", stage.file(), kinds[i % kinds.length]);
            Background<Boolean> putter = stage.run(() -> deque.offer("x", 10, TimeUnit.SECONDS));
            victim.child().kill();
            assertTrue(putter.get());
        }
        deque.put("end");
        assertEquals(6, consumer.get());
        Eventually.holds(() -> deque.stats().participants() == 1, "the slots are free");
        assertEquals(6, deque.stats().repairs());
    }

    /** One process that dies with several handles, on several guards of several files, is cleaned up after everywhere. */
    @Test
    void oneDeathManyHandles() throws Exception {
        Remote victim = stage.remote();
        List<SharedDeque<Integer>> deques = new java.util.ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SharedDeque<Integer> deque = stage.closing(
                    SharedDeque.builder(Codec.int32()).create(stage.directory().resolve("d" + i)));
            deques.add(deque);
            victim.now("grab", "head" + i, deque.path(), "HEAD");
            victim.now("grab", "tail" + i, deque.path(), "TAIL");
        }
        victim.child().kill();
        for (SharedDeque<Integer> deque : deques) {
            assertTrue(stage.run(() -> deque.offerFirst(1)).get());
            Eventually.holds(() -> deque.stats().participants() == 1, "both slots are free");
            assertEquals(2, deque.stats().repairs());
        }
    }

    /** With everybody dead, whoever opens the file next repairs it. */
    @ParameterizedTest
    @EnumSource(Which.class)
    void nextOneRepairs(Which which) throws Exception {
        try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).create(stage.file())) {
            deque.put("a");
        }
        Remote victim = stage.remote();
        victim.now("grab", "g", stage.file(), which);
        victim.child().kill();

        SharedDeque<String> deque = stage.open();
        assertTrue(stage.run(() -> deque.offerFirst("b")).get());
        assertEquals(List.of("b", "a"), List.copyOf(deque));
        assertEquals(1, deque.stats().repairs());
    }

    /** Each witness by itself tells a death, and neither speaks of death while the process lives, though it be stopped. */
    @ParameterizedTest
    @EnumSource(Witness.class)
    void eachWitnessTells(Witness witness) throws Exception {
        SharedDeque.builder(Codec.utf8()).create(stage.file()).close();
        Remote victim = stage.remote();
        victim.now("open", "d", stage.file());
        SharedFile<Identity> file = stage.closing(SharedFile.open(stage.file(), Identity::read));
        Liveness liveness = witness.ask(file, -1);
        assertFalse(liveness.isDead(0));
        victim.child().pause();
        assertFalse(liveness.isDead(0));
        victim.child().resume();
        assertFalse(liveness.isDead(0));
        victim.child().kill();
        Eventually.holds(() -> liveness.isDead(0), 5, "the death is seen");
    }

    /** Each witness alone suffices for a survivor that waits to go on; and it waits until then. */
    @ParameterizedTest
    @EnumSource(Witness.class)
    void eachWitnessSuffices(Witness witness) throws Exception {
        SharedDeque.builder(Codec.utf8()).create(stage.file()).close();
        Remote victim = stage.remote();
        victim.now("grabWitnessedBy", "g", stage.file(), "TAIL", witness);
        // Not repaired when it attaches: the victim lives.
        GuardGrabber survivor = stage.closing(GuardGrabber.attach(stage.file(), witness));
        Background<Boolean> putter = stage.run(() -> survivor.put(10, TimeUnit.SECONDS));
        assertTrue(putter.staysBlocked());
        assertEquals(0, survivor.repairs());
        victim.child().kill();
        assertTrue(putter.get());
        Eventually.holds(() -> survivor.repairs() == 1, "the repair is counted");
    }

    /** Someone who was told of a death and is stopped does not keep the guard from a survivor who waits for it. */
    @Test
    void stoppedBystander() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(4));
        Remote bystander = stage.remote();
        bystander.now("open", "d", stage.file());
        Remote victim = stage.remote();
        victim.now("grab", "g", stage.file(), "BOTH");
        Background<Boolean> putter = stage.run(() -> deque.offer("a"));
        assertTrue(putter.staysBlocked());
        bystander.child().pause();
        victim.child().kill();
        assertTrue(putter.get());
        Eventually.holds(() -> deque.stats().participants() == 2, "the slot is free");
        bystander.child().resume();
        assertEquals("a", bystander.now("take", "d"));
        assertEquals(1, deque.stats().repairs());
    }
}
