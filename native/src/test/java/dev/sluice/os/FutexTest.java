package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread sleeps on a word of a shared file until somebody else who maps the file wakes it. */
class FutexTest {
    private static final int WORD = 3;
    private static final long FOR_EVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private Path file;
    private SharedWords words;

    @BeforeEach
    void mapTheFile() throws IOException {
        file = directory.resolve("words");
        words = SharedWords.map(file);
    }

    /** The kernel under test has futexes. */
    @Test
    void isAvailable() {
        assertTrue(Futex.isAvailable());
    }

    /**
     * A wake-up through one mapping reaches a sleeper on another: the futex belongs to the file, not to the address.
     */
    @ParameterizedTest
    @ValueSource(longs = {FOR_EVER, Eventually.PATIENCE_SECONDS * 1_000_000_000L})
    void wakesAcrossMappings(long timeout) throws Exception {
        SharedWords other = SharedWords.map(file);
        Sleeper<Futex.Result> sleeper = Sleeper.start(() -> Futex.await(words.address(WORD), 0, timeout));
        sleeper.asleepInFutex();

        assertEquals(0, Futex.wake(other.address(WORD + 1), Integer.MAX_VALUE), "nobody sleeps on the neighbour");
        assertEquals(1, Futex.wake(other.address(WORD), Integer.MAX_VALUE));
        assertEquals(Futex.Result.WOKEN, sleeper.result());
    }

    /** A sleeper in another process is woken. */
    @Test
    void wakesAcrossProcesses() throws Exception {
        try (ChildJvm child = ChildJvm.start(SleepingChild.class, file)) {
            child.awaitReady(words, SleepingChild.READY);
            Eventually.holds(() -> Futex.wake(words.address(SleepingChild.WORD), 1) == 1, "the child sleeps");
            assertEquals(SleepingChild.WOKEN, child.exitCode());
        }
    }

    /** A wake-up wakes no more sleepers than it was told to, and says how many. */
    @Test
    void wakesAsManyAsAsked() throws Exception {
        List<Sleeper<Futex.Result>> sleepers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sleepers.add(Sleeper.start(() -> Futex.await(words.address(WORD), 0, FOR_EVER)));
        }
        for (Sleeper<Futex.Result> sleeper : sleepers) {
            sleeper.asleepInFutex();
        }
        assertEquals(2, Futex.wake(words.address(WORD), 2));
        assertEquals(3, Futex.wake(words.address(WORD), Integer.MAX_VALUE));
        assertEquals(0, Futex.wake(words.address(WORD), Integer.MAX_VALUE));
        for (Sleeper<Futex.Result> sleeper : sleepers) {
            assertEquals(Futex.Result.WOKEN, sleeper.result());
        }
    }

    /** Nobody falls asleep on a word that does not hold the expected value, whatever the time-out. */
    @ParameterizedTest
    @ValueSource(longs = {FOR_EVER, FOR_EVER - 1, 1, 0, -1, Long.MIN_VALUE})
    void noticesStaleValue(long timeout) {
        words.set(WORD, -7);
        assertEquals(Futex.Result.CHANGED, Futex.await(words.address(WORD), 7, timeout));
    }

    /** A wait that nobody ends lasts its time-out; one of zero or less does not last. */
    @ParameterizedTest
    @ValueSource(longs = {20_000_000, 1, 0, -1, Long.MIN_VALUE})
    void timesOut(long timeout) {
        words.set(WORD, -1);
        long start = System.nanoTime();
        assertEquals(Futex.Result.TIMED_OUT, Futex.await(words.address(WORD), -1, timeout));
        assertTrue(System.nanoTime() - start >= timeout);
    }

    /** A misaligned or unmapped address is an error that names itself, not an answer. */
    @ParameterizedTest
    @CsvSource({"2, EINVAL", "4096, EFAULT"})
    void namesOtherErrors(long address, String name) {
        IllegalStateException waiting =
                assertThrows(IllegalStateException.class, () -> Futex.await(address, 0, FOR_EVER));
        Texts.assertMentions(name, waiting.getMessage());
        IllegalStateException waking = assertThrows(IllegalStateException.class, () -> Futex.wake(address, 1));
        Texts.assertMentions(name, waking.getMessage());
    }

    /** Each error number that a wait can end with has its answer. */
    @ParameterizedTest
    @CsvSource({
        "EAGAIN, CHANGED",
        "ETIMEDOUT, TIMED_OUT",
        "EINTR, INTERRUPTED",
        "ENOSYS, UNSUPPORTED",
        "EPERM, UNSUPPORTED"
    })
    void mapsErrors(Errno errno, Futex.Result result) {
        assertEquals(result, Futex.resultOf(-errno.code(), "test"));
    }

    /** Any other error number is an exception that names it. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"EAGAIN", "ETIMEDOUT", "EINTR", "ENOSYS", "EPERM", "OTHER"})
    void refusesToMapOtherErrors(Errno errno) {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> Futex.resultOf(-errno.code(), "test"));
        Texts.assertMentions(errno.name(), e.getMessage());
    }

    /** An index or a count is a wake-up. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127})
    void mapsSuccess(long answer) {
        assertEquals(Futex.Result.WOKEN, Futex.resultOf(answer, "test"));
    }

    /** Neither waking nor any way of waiting allocates on the heap. */
    @Test
    void doesNotAllocate() throws Exception {
        WaitVector vector = new WaitVector(2);
        PrivateWord word = new PrivateWord();
        long before = 0;
        int rounds = 20_000;
        for (int round = -rounds; round < rounds; round++) {
            if (round == 0) {
                before = allocatedBytes();
            }
            Futex.wake(words.address(WORD), 1);
            Futex.await(words.address(WORD), 1, FOR_EVER);
            Futex.await(words.address(WORD), 1, 1_000);
            word.wake();
            vector.clear();
            vector.addShared(words.address(WORD), 1);
            vector.addPrivate(word.address(), 0);
            vector.await(1_000);
            Membarrier.globalExpedited();
        }
        long perRound = (allocatedBytes() - before) / rounds;
        assertEquals(0, perRound, "bytes a round");
    }

    /** What this thread has allocated; by reflection, since the module under test does not read jdk.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        return (long) allocated.invoke(threads, Thread.currentThread().getId());
    }

    /** Sleeps until it is woken, and tells so by its exit code. */
    static final class SleepingChild {
        static final int WORD = 100;
        static final int READY = 200;
        static final int WOKEN = 42;

        private SleepingChild() {}

        public static void main(String[] arguments) throws IOException {
            SharedWords words = SharedWords.map(Path.of(arguments[0]));
            words.set(READY, 1);
            Futex.Result result = Futex.await(words.address(WORD), 0, Eventually.PATIENCE_NANOS);
            System.exit(result == Futex.Result.WOKEN ? WOKEN : 1);
        }
    }
}
