package dev.sluice.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.CorruptFileException;
import dev.sluice.SharedDeque;
import dev.sluice.memory.FileKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outside.Mover;

/** Who looks for what threads have left behind takes nothing from those who are in the middle of it. */
class PresenceTest {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(3);

    @TempDir
    Path directory;

    /** However often somebody looks, and whenever, threads that come and go keep their guards. */
    @Test
    void liveOnesAreNotHealed() throws Exception {
        try (SharedDeque<String> deque =
                SharedDeque.builder(Codec.utf8()).capacity(16).create(directory.resolve("deque"))) {
            deque.addAll(List.of("a", "b", "c", "d"));
            List<Mover> movers = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                movers.add(new Mover(deque));
                threads.add(new Thread(movers.get(i)));
                threads.get(i).start();
            }
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < NANOS) {
                Presence.healLeftBehind();
            }
            for (int i = 0; i < 3; i++) {
                threads.get(i).interrupt();
                threads.get(i).join();
                assertEquals(null, movers.get(i).failure());
            }
            assertEquals(4, deque.size());
        }
    }

    /** Over damage a handle that is closed is left for good, once; one that is not stays where it is. */
    @Test
    void damageDoesNotKeepAHandleFromClosing() {
        Attachment attachment = new Attachment(FileKind.SEMAPHORE, directory.resolve("semaphore"), 0, 1);
        AtomicInteger asked = new AtomicInteger();
        attachment.entrustTo(new OnlySettling() {
            @Override
            public void settleFor(Presence thread) {
                asked.incrementAndGet();
                throw attachment.corrupt("on purpose");
            }
        });
        Presence own = Presence.ofThread(null);
        own.enter(attachment);
        assertThrows(CorruptFileException.class, own::heal);
        assertTrue(own.isStale());
        attachment.close();
        assertThrows(CorruptFileException.class, attachment::awaitNobodyInside);
        assertFalse(own.isStale());
        attachment.awaitNobodyInside();
        assertEquals(2, asked.get());
    }
}
