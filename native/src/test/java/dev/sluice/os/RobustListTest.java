package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel marks exactly the words of the nodes that are in the list when the process dies or the thread ends.
 *
 * <p>Slot {@code i} of the file is 16 bytes: the node (words {@code 4i} and {@code 4i + 1}), then the word
 * ({@code 4i + 2}).
 */
class RobustListTest {
    private static final int SLOTS = 500;

    /** Beyond all slots. */
    private static final int READY = SharedWords.WORDS - 1;

    private static final int MARKED = RobustList.OWNER_DIED | RobustList.WAITERS;

    @TempDir
    Path directory;

    private Path file;
    private SharedWords words;

    @BeforeEach
    void mapTheFile() throws IOException {
        file = directory.resolve("slots");
        words = SharedWords.map(file);
    }

    /** When a process is killed, its word says so and one who sleeps on it is woken, without anybody's help. */
    @Test
    void wakesAtDeath() throws Exception {
        try (ChildJvm child = ChildJvm.start(Child.class, file, "mix", 1)) {
            child.awaitReady(words, READY);
            BitSet in = nodesIn(1);
            int word = wordOf(in.nextSetBit(0));
            int held = words.get(READY) | RobustList.WAITERS;
            assertEquals(held, words.get(word));
            Sleeper<Futex.Result> sleeper =
                    Sleeper.start(() -> Futex.await(words.address(word), held, Eventually.PATIENCE_NANOS));
            sleeper.asleepInFutex();

            child.kill();
            assertEquals(Futex.Result.WOKEN, sleeper.result());
            assertEquals(MARKED, words.get(word));
        }
    }

    /** A sleeper on several processes' words at once learns which of them has died. */
    @Test
    void wakesWaitVectorAtDeath() throws Exception {
        try (ChildJvm child = ChildJvm.start(Child.class, file, "mix", 1)) {
            child.awaitReady(words, READY);
            int word = wordOf(nodesIn(1).nextSetBit(0));
            WaitVector vector = new WaitVector(2);
            vector.addShared(words.address(READY), words.get(READY));
            vector.addShared(words.address(word), words.get(word));
            Sleeper<Futex.Result> sleeper = Sleeper.start(() -> vector.await(Eventually.PATIENCE_NANOS));
            sleeper.asleepInWaitVector();

            child.kill();
            assertEquals(Futex.Result.WOKEN, sleeper.result());
            assertEquals(1, vector.wokenIndex());
        }
    }

    /** After additions and removals in any order exactly the nodes that are in the list are marked at the kill. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5})
    void marksWhatIsInTheList(long seed) throws Exception {
        try (ChildJvm child = ChildJvm.start(Child.class, file, "mix", seed)) {
            child.awaitReady(words, READY);
            int held = words.get(READY) | RobustList.WAITERS;
            child.kill();
            BitSet in = nodesIn(seed);
            for (int slot = 0; slot < SLOTS; slot++) {
                assertEquals(in.get(slot) ? MARKED : held, words.get(wordOf(slot)), "slot " + slot);
            }
        }
    }

    /** Wherever a kill meets threads that add and remove, every node that stays in the list is marked. */
    @RepeatedTest(12)
    void survivesKillWhileChanging() throws Exception {
        try (ChildJvm child = ChildJvm.start(Child.class, file, "churn", System.nanoTime())) {
            child.awaitReady(words, READY);
            Thread.sleep(new Random().nextInt(20));
            child.kill();
            for (int slot = 0; slot < SLOTS; slot += Child.CHURN_STRIDE) {
                assertEquals(MARKED, words.get(wordOf(slot)), "slot " + slot);
            }
        }
    }

    /** The end of the registered thread alone marks the words as well, up to the greatest number of nodes. */
    @Test
    void marksAtTheEndOfTheThread() throws Exception {
        inOwnThread(list -> {
            for (int slot = 0; slot < RobustList.MAX_NODES; slot++) {
                assertTrue(list.add(nodeAddress(slot)));
                words.set(wordOf(slot), list.threadId());
            }
            assertEquals(RobustList.MAX_NODES, list.size());
            assertFalse(list.add(nodeAddress(RobustList.MAX_NODES)), "one too many");
            words.set(wordOf(RobustList.MAX_NODES), list.threadId());
            list.remove(nodeAddress(7));
            assertTrue(list.add(nodeAddress(7)), "there is room again");
        });
        for (int slot = 0; slot < RobustList.MAX_NODES; slot++) {
            assertEquals(RobustList.OWNER_DIED, words.get(wordOf(slot)), "slot " + slot);
        }
        assertEquals(0, words.get(wordOf(RobustList.MAX_NODES)) & RobustList.OWNER_DIED);
    }

    /** A list whose last node was removed, from whatever end, is as empty as a new one. */
    @Test
    void canBeEmptied() throws Exception {
        inOwnThread(list -> {
            for (int slot = 0; slot < 3; slot++) {
                assertTrue(list.add(nodeAddress(slot)));
                words.set(wordOf(slot), list.threadId());
            }
            for (int slot : new int[] {2, 0, 1}) {
                list.remove(nodeAddress(slot));
            }
            assertEquals(0, list.size());
        });
        for (int slot = 0; slot < 3; slot++) {
            assertEquals(0, words.get(wordOf(slot)) & RobustList.OWNER_DIED, "slot " + slot);
        }
    }

    /** A word that does not hold the thread's id is left alone, though its node is in the list. */
    @Test
    void leavesOthersWordsAlone() throws Exception {
        inOwnThread(list -> {
            for (int slot = 0; slot < 3; slot++) {
                assertTrue(list.add(nodeAddress(slot)));
            }
            words.set(wordOf(0), list.threadId() + 1);
            words.set(wordOf(2), list.threadId());
        });
        assertEquals(0, words.get(wordOf(0)) & RobustList.OWNER_DIED);
        assertEquals(0, words.get(wordOf(1)));
        assertEquals(RobustList.OWNER_DIED, words.get(wordOf(2)));
    }

    /** Removing never follows what others have scribbled on a node: it mends the list instead. */
    @Test
    void doesNotTrustSharedMemory() throws Exception {
        inOwnThread(list -> {
            for (int slot = 0; slot < 4; slot++) {
                assertTrue(list.add(nodeAddress(slot)));
                words.set(wordOf(slot), list.threadId());
            }
            for (int slot = 1; slot <= 2; slot++) {
                words.set(4 * slot, 0x12345678);
                words.set(4 * slot + 1, 0x9abcdef0);
            }
            list.remove(nodeAddress(1)); // the order is 3, 2, 1, 0: so 2 is written anew
        });
        assertEquals(RobustList.OWNER_DIED, words.get(wordOf(0)));
        assertEquals(0, words.get(wordOf(1)) & RobustList.OWNER_DIED);
        assertEquals(RobustList.OWNER_DIED, words.get(wordOf(2)));
        assertEquals(RobustList.OWNER_DIED, words.get(wordOf(3)));
    }

    /** What is no node, or is in the list already, is refused; removing what is not in the list does nothing. */
    @Test
    void refusesWhatIsNoNode() throws Exception {
        inOwnThread(list -> {
            assertThrows(IllegalArgumentException.class, () -> list.add(0));
            assertThrows(IllegalArgumentException.class, () -> list.add(nodeAddress(0) + 4));
            assertTrue(list.add(nodeAddress(0)));
            assertThrows(IllegalArgumentException.class, () -> list.add(nodeAddress(0)));
            list.remove(nodeAddress(1));
            assertEquals(1, list.size());
        });
        assertThrows(IllegalArgumentException.class, () -> RobustList.registerForThisThread(6));
    }

    /** The list knows the kernel's number of the thread that registered it. */
    @Test
    void knowsItsThread() throws Exception {
        inOwnThread(list -> assertEquals(Eventually.kernelThreadId(), list.threadId()));
    }

    /** Registers in a new thread, runs the body there, and returns when the kernel has ended that thread. */
    private static void inOwnThread(Consumer<RobustList> body) throws Exception {
        CompletableFuture<Integer> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                RobustList list = RobustList.registerForThisThread(8);
                assertNotNull(list);
                body.accept(list);
                outcome.complete(list.threadId());
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        int threadId = outcome.get();
        thread.join();
        // Joined, the thread has left Java; the kernel walks the list when it ends.
        Path task = Path.of("/proc/self/task/" + threadId);
        Eventually.holds(() -> !task.toFile().exists(), "thread " + threadId + " has ended");
    }

    private long nodeAddress(int slot) {
        return words.address(4 * slot);
    }

    private static int wordOf(int slot) {
        return 4 * slot + 2;
    }

    /** Which nodes are in the list after the random additions and removals of this seed. */
    private static BitSet nodesIn(long seed) {
        Random random = new Random(seed);
        BitSet in = new BitSet(SLOTS);
        for (int step = 0; step < 20 * SLOTS; step++) {
            in.flip(random.nextInt(SLOTS));
        }
        return in;
    }

    /** Registers a list with nodes in the file and sleeps, or changes the list, until it is killed. */
    static final class Child {
        /** While others come and go, the nodes of every so many slots stay. */
        static final int CHURN_STRIDE = 10;

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            SharedWords words = SharedWords.map(Path.of(arguments[0]));
            long seed = Long.parseLong(arguments[2]);
            RobustList list = register();
            for (int slot = 0; slot < SLOTS; slot++) {
                words.set(wordOf(slot), list.threadId() | RobustList.WAITERS);
            }
            if (arguments[1].equals("mix")) {
                mix(list, words, seed);
            } else {
                churn(list, words, seed);
            }
            words.set(READY, list.threadId());
            Thread.sleep(Long.MAX_VALUE);
        }

        private static RobustList register() throws Exception {
            CompletableFuture<RobustList> registered = new CompletableFuture<>();
            Thread watcher = new Thread(() -> {
                registered.complete(RobustList.registerForThisThread(8));
                PrivateWord never = new PrivateWord();
                while (true) {
                    Futex.await(never.address(), never.get(), Long.MAX_VALUE);
                }
            });
            watcher.setDaemon(true);
            watcher.start();
            RobustList list = registered.get();
            assertNotNull(list);
            return list;
        }

        private static void mix(RobustList list, SharedWords words, long seed) {
            Random random = new Random(seed);
            BitSet in = new BitSet(SLOTS);
            for (int step = 0; step < 20 * SLOTS; step++) {
                flip(list, words, in, random.nextInt(SLOTS));
            }
        }

        private static void churn(RobustList list, SharedWords words, long seed) {
            for (int slot = 0; slot < SLOTS; slot++) {
                list.add(words.address(4 * slot));
            }
            for (int half = 0; half < 2; half++) {
                int offset = half;
                Thread thread = new Thread(() -> {
                    Random random = new Random(seed + offset);
                    BitSet in = new BitSet(SLOTS);
                    in.set(0, SLOTS);
                    while (true) {
                        int slot = random.nextInt(SLOTS / 2) * 2 + offset;
                        if (slot % CHURN_STRIDE != 0) {
                            flip(list, words, in, slot);
                        }
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        }

        private static void flip(RobustList list, SharedWords words, BitSet in, int slot) {
            in.flip(slot);
            if (in.get(slot)) {
                list.add(words.address(4 * slot));
            } else {
                list.remove(words.address(4 * slot));
            }
        }
    }
}
