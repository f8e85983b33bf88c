package dev.sluice.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.memory.MappedRegion;
import dev.sluice.os.Futex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One thread sleeps for many; those many are threads of any kind here. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandInTest {
    private static final int WORD = 64;
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int LIMIT_SECONDS = 20;

    @TempDir
    Path directory;

    private MappedRegion region;

    @BeforeEach
    void map() throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("words"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            region = MappedRegion.of(channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096));
        }
    }

    @AfterEach
    void nobodyIsLeft() throws InterruptedException {
        long begin = System.nanoTime();
        while (standIns() != 0) {
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), "a stand-in for nobody");
            Thread.sleep(10);
        }
    }

    private static long standIns() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sluice-stand-in"))
                .count();
    }

    private interface Body {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> start(Body body) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                body.run();
                end.complete(null);
            } catch (Throwable failed) {
                end.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** Parks until the word is another one: what every caller does. */
    private void awaitChange(int expected) {
        while (region.getIntVolatile(WORD) == expected) {
            StandIn.await(region, WORD, expected, HOUR, false);
        }
    }

    /** Wakes one, again and again until the future is done or the time is up: the sleeper may not sleep yet. */
    private void wakeOneUntil(CompletableFuture<?> done) throws InterruptedException {
        long begin = System.nanoTime();
        while (!done.isDone() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
            Futex.wake(region.address(WORD), 1);
            Thread.sleep(1);
        }
    }

    /** Many park, one sleeps; one wake-up reaches all. */
    @Test
    void standsForAll() throws Exception {
        List<CompletableFuture<Void>> parked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            parked.add(start(() -> awaitChange(0)));
        }
        Thread.sleep(100);
        assertEquals(1, standIns());
        assertTrue(parked.stream().noneMatch(CompletableFuture::isDone));
        region.setIntVolatile(WORD, 1);
        wakeOneUntil(CompletableFuture.allOf(parked.toArray(CompletableFuture[]::new)));
        for (CompletableFuture<Void> each : parked) {
            each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** No change is slept past, whenever it falls: before the parking, while the stand-in falls asleep, after. */
    @Test
    void everyChangeIsSeen() throws Exception {
        int changes = 3000;
        List<CompletableFuture<Void>> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            seen.add(start(() -> {
                for (int value = 0; value < changes; value = region.getIntVolatile(WORD)) {
                    awaitChange(value);
                }
            }));
        }
        for (int i = 0; i < changes; i++) {
            region.getAndAddInt(WORD, 1);
            Futex.wake(region.address(WORD), Integer.MAX_VALUE);
            if (i % 8 == 0) {
                Thread.sleep(0, 100_000);
            }
        }
        for (CompletableFuture<Void> each : seen) {
            each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A stand-in for nobody is not where a wake-up ends. */
    @Test
    void passesOn() throws Exception {
        StandIn.await(region, WORD, 0, TimeUnit.MILLISECONDS.toNanos(50), false);
        assertEquals(1, standIns());
        CompletableFuture<Void> sleeper = start(() -> {
            long address = region.address(WORD);
            // Behind the stand-in in the kernel's queue: it is the one that a single wake-up is for.
            assertEquals(Futex.Result.WOKEN, Futex.await(address, 0, HOUR));
        });
        Thread.sleep(100);
        assertTrue(Futex.wake(region.address(WORD), 1) == 1);
        sleeper.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** An interrupt ends the parking if it is meant to, and is kept if not. */
    @Test
    void interrupts() throws Exception {
        Thread.currentThread().interrupt();
        StandIn.await(region, WORD, 0, HOUR, true);
        assertTrue(Thread.currentThread().isInterrupted());
        StandIn.await(region, WORD, 0, TimeUnit.MILLISECONDS.toNanos(20), false);
        assertTrue(Thread.interrupted());
    }
}
