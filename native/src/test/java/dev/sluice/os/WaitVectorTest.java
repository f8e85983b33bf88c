package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread sleeps on several words at once and is woken through any of them. */
class WaitVectorTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private Path file;
    private SharedWords words;

    @BeforeEach
    void mapTheFile() throws IOException {
        assumeTrue(WaitVector.isAvailable(), "futex_waitv needs Linux 5.16");
        file = directory.resolve("words");
        words = SharedWords.map(file);
    }

    /**
     * A wake-up through another mapping ends the wait and tells which word it was, up to the kernel's limit of words.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, WaitVector.MAX_WORDS - 1})
    void tellsWhichWord(int index) throws Exception {
        SharedWords other = SharedWords.map(file);
        WaitVector vector = vectorOf(WaitVector.MAX_WORDS);
        Sleeper<Futex.Result> sleeper = Sleeper.start(() -> vector.await(FOR_EVER));
        sleeper.asleepInWaitVector();

        assertEquals(1, Futex.wake(other.address(index), Integer.MAX_VALUE));
        assertEquals(Futex.Result.WOKEN, sleeper.result());
        assertEquals(index, vector.wokenIndex());
    }

    /** A private word beside a shared one wakes the thread that sleeps on both. */
    @Test
    void wakesThroughPrivateWord() throws Exception {
        PrivateWord word = new PrivateWord();
        WaitVector vector = vectorOf(1);
        vector.addPrivate(word.address(), 0);
        Sleeper<Futex.Result> sleeper = Sleeper.start(() -> vector.await(Eventually.PATIENCE_NANOS));
        sleeper.asleepInWaitVector();

        word.set(1);
        word.wake();
        assertEquals(Futex.Result.WOKEN, sleeper.result());
        assertEquals(1, vector.wokenIndex());
        assertEquals(Futex.Result.CHANGED, vector.await(FOR_EVER));
        assertEquals(-1, vector.wokenIndex());
    }

    /** Nobody falls asleep if any of the words holds another value, whatever the time-out. */
    @ParameterizedTest
    @ValueSource(longs = {FOR_EVER, FOR_EVER - 1, 1, 0, -1, Long.MIN_VALUE})
    void noticesStaleValue(long timeout) {
        WaitVector vector = vectorOf(3);
        words.set(2, 1);
        assertEquals(Futex.Result.CHANGED, vector.await(timeout));
        assertEquals(-1, vector.wokenIndex());
    }

    /** A wait that nobody ends lasts its time-out; one of zero or less does not last. Negative values are values. */
    @ParameterizedTest
    @ValueSource(longs = {20_000_000, 1, 0, -1, Long.MIN_VALUE})
    void timesOut(long timeout) {
        words.set(0, -1);
        WaitVector vector = vectorOf(2);
        long start = System.nanoTime();
        assertEquals(Futex.Result.TIMED_OUT, vector.await(timeout));
        assertTrue(System.nanoTime() - start >= timeout);
        assertEquals(-1, vector.wokenIndex());
    }

    /** A cleared vector is as good as new. */
    @Test
    void isReusable() {
        WaitVector vector = vectorOf(2);
        assertEquals(Futex.Result.TIMED_OUT, vector.await(0));
        words.set(1, 5);
        assertEquals(Futex.Result.CHANGED, vector.await(0));
        vector.clear();
        assertEquals(0, vector.size());
        vector.addShared(words.address(1), 5);
        assertEquals(Futex.Result.TIMED_OUT, vector.await(0));
    }

    /** A vector holds as many words as it was made for, and takes no more. */
    @Test
    void knowsItsCapacity() {
        WaitVector vector = new WaitVector(2);
        assertFalse(vector.isFull());
        vector.addShared(words.address(0), 0);
        assertEquals(1, vector.size());
        vector.addPrivate(words.address(1), 0);
        assertTrue(vector.isFull());
        assertThrows(IllegalStateException.class, () -> vector.addShared(words.address(2), 0));
        assertEquals(2, vector.size());
    }

    /** A capacity that the kernel would refuse is refused at once. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, WaitVector.MAX_WORDS + 1})
    void refusesCapacity(int capacity) {
        assertThrows(IllegalArgumentException.class, () -> new WaitVector(capacity));
    }

    /** Nobody can wait on nothing. */
    @Test
    void refusesToWaitOnNothing() {
        WaitVector vector = new WaitVector(1);
        assertThrows(IllegalStateException.class, () -> vector.await(0));
    }

    private WaitVector vectorOf(int count) {
        WaitVector vector = new WaitVector(Math.min(count + 1, WaitVector.MAX_WORDS));
        for (int i = 0; i < count; i++) {
            vector.addShared(words.address(i), words.get(i));
        }
        return vector;
    }
}
