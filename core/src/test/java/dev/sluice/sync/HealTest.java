package dev.sluice.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.memory.FileKind;
import dev.sluice.memory.MappedRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Putting in order what a call has left behind may itself be thrown out in the middle, and is done again then. */
class HealTest {
    private static final int OFFSET = 640;
    private static final int LIMIT_SECONDS = 20;

    @TempDir
    Path directory;

    private final Fragile waiter = new Fragile();
    private Attachment attachment;
    private Guard guard;

    /** Overflows the stack in place of waking, as often as it is told to. */
    private static final class Fragile implements Waiter {
        int overflows;

        @Override
        public void wake(int wordOffset, int count) {
            if (overflows > 0) {
                overflows--;
                throw new StackOverflowError("of the test");
            }
        }

        @Override
        public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
            throw new AssertionError("nobody waits here");
        }

        @Override
        public void awaitAny(
                int firstOffset,
                int firstExpected,
                int secondOffset,
                int secondExpected,
                Bell bell,
                int round,
                long nanos) {
            throw new AssertionError("nobody waits here");
        }

        @Override
        public boolean polls() {
            return false;
        }

        @Override
        public long backstopNanos() {
            return TimeUnit.SECONDS.toNanos(1);
        }

        @Override
        public int spins() {
            return 0;
        }
    }

    @BeforeEach
    void attach() throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("words"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MappedRegion region = MappedRegion.of(channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096));
            attachment = new Attachment(FileKind.SEMAPHORE, directory, 0, 1);
            OnlySettling custodian = new OnlySettling() {
                @Override
                public void settleFor(Presence thread) {
                    guard.releaseThrough(thread);
                    guard.wakeAll();
                }
            };
            attachment.entrustTo(custodian);
            guard = new Guard(region, OFFSET, waiter, attachment, custodian);
        }
    }

    /** Has the calling thread take the guard, and be thrown out before it gives it back. */
    private Presence thrownOut() throws InterruptedException {
        assertTrue(guard.acquire(Deadline.UNINTERRUPTED));
        return Presence.ofThread(null);
    }

    private static void onAnotherThread(Callable body) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        body.call();
                        end.complete(null);
                    } catch (Throwable failed) {
                        end.completeExceptionally(failed);
                    }
                })
                .start();
        end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private interface Callable {
        void call() throws Exception;
    }

    /** What the first attempt has given back, another thread of the handle may have: the second attempt does not touch it. */
    @Test
    void secondAttempt() throws Exception {
        Presence mine = thrownOut();
        for (int overflows = 1; overflows <= 2; overflows++) {
            waiter.overflows = 1;
            assertThrows(StackOverflowError.class, mine::heal);
            assertTrue(mine.isStale());
            assertTrue(guard.isFree());
            onAnotherThread(() -> {
                assertTrue(guard.tryAcquire());
                waiter.overflows = 0;
                onAnotherThread(mine::heal);
                assertFalse(guard.isFree());
                guard.release();
            });
            assertFalse(mine.isStale());
            assertTrue(guard.isFree());
            assertEquals(mine, thrownOut());
        }
        mine.heal();
        assertTrue(guard.isFree());
    }
}
