package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.memory.Identity;
import dev.sluice.memory.SharedFile;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P1 for operations by index and on the order: a process killed in the middle of them leaves every element once, and whole. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReorderKilledTest {
    private static final int KILLS = 6;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    @RegisterExtension
    final Stage stage = new Stage();

    @ParameterizedTest
    @EnumSource(
            value = Waiting.class,
            names = {"KERNEL", "BACKOFF"})
    void everyElementIsThereOnce(Waiting waiting) throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(12).waiting(waiting));
        for (String name : NAMES) {
            deque.put(name + "=");
        }
        DequeEngine engine = stage.closing(new Closing(Attaching.attach(SharedFile.open(stage.file(), Identity::read))))
                .engine();
        int most = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long seed = ThreadLocalRandom.current().nextLong();
            ChildJvm victim = stage.start(ChildJvm.of(ReorderMain.class, stage.file(), seed));
            victim.expect("begins");
            Thread.sleep(ThreadLocalRandom.current().nextInt(60));
            victim.kill();
            Eventually.holds(() -> deque.stats().participants() == 2, "the dead one's slot is free");
            assertEquals(List.of(), engine.violations(), "seed " + seed);
            deque.removeIf(element -> element.startsWith(ReorderMain.EXTRA));
            List<String> names =
                    deque.snapshot().stream().map(e -> e.split("=", 2)[0]).toList();
            assertEquals(NAMES, List.copyOf(new TreeSet<>(names)), "seed " + seed);
            assertEquals(NAMES.size(), names.size());
            most = Math.max(most, (int) Math.min(1_000, deque.stats().puts()));
        }
        assertTrue(most > NAMES.size(), "the victims did something");
    }

    private record Closing(DequeEngine engine) implements AutoCloseable {
        @Override
        public void close() {
            engine.close();
        }
    }
}
