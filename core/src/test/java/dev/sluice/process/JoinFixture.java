package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Joinable deques of a test, their counts, and those who wait for all to be done. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class JoinFixture {
    /** Shorter than the slices after which a sleeper looks by itself: in that time it must have been woken. */
    static final int WOKEN_SECONDS = 5;

    @RegisterExtension
    final Stage stage = new Stage();

    SharedDeque<String> create(int capacity) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity).joinable());
    }

    static void assertCounts(SharedDeque<?> deque, long unfinished, long abandoned) throws Exception {
        assertEquals(unfinished, deque.unfinished(), "unfinished");
        assertEquals(abandoned, deque.abandoned(), "abandoned");
        assertEquals(unfinished == 0, deque.awaitAllDone(0, TimeUnit.SECONDS), "all done");
    }

    Background<Void> waiter(SharedDeque<String> deque) {
        return stage.run(() -> {
            deque.awaitAllDone();
            return null;
        });
    }
}
