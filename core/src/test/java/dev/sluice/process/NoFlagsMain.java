package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.DequeStats;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a user does with a deque who has read nothing but the first page. */
final class NoFlagsMain {
    private NoFlagsMain() {}

    /** Argument: a directory. */
    public static void main(String[] args) throws Exception {
        for (Waiting waiting : List.of(Waiting.KERNEL, Waiting.BACKOFF)) {
            use(Path.of(args[0]).resolve(waiting.toString()), waiting);
        }
        System.out.println("done");
    }

    private static void use(Path file, Waiting waiting) throws IOException, InterruptedException {
        try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8())
                        .capacity(8)
                        .waiting(waiting)
                        .create(file);
                SharedDeque<String> other = SharedDeque.builder(Codec.utf8()).openOrCreate(file)) {
            Thread taker = new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        expect("e" + i, other.take());
                    }
                } catch (InterruptedException unexpected) {
                    throw new IllegalStateException(unexpected);
                }
            });
            taker.start();
            Thread.sleep(20);
            for (int i = 0; i < 100; i++) {
                deque.put("e" + i);
            }
            taker.join();
            deque.addAll(List.of("a", "b", "c", "d"));
            expectRefusal(deque);
            expect(List.of("a", "b", "c", "d"), new ArrayList<>(other));
            expect(true, deque.removeIf(e -> e.equals("b")));
            expect(true, other.removeFirstOccurrence("c"));
            expect(true, deque.offerFirst("first", 1, TimeUnit.SECONDS));
            expect("d", deque.takeLast());
            List<String> rest = new ArrayList<>();
            other.drainTo(rest);
            expect(List.of("first", "a"), rest);
            expect(null, other.poll(1, TimeUnit.MILLISECONDS));
            DequeStats stats = deque.stats();
            expect(2, stats.participants());
            expect(0, stats.size());
            deque.shutdown();
            expect(true, other.isShutdown());
        }
    }

    /** What needs a flag names it, and takes nothing. */
    private static void expectRefusal(SharedDeque<String> deque) {
        try {
            deque.poll((type, buffer, index, length) -> {}, 1);
        } catch (UnsupportedOperationException refused) {
            expect(true, refused.getMessage().contains("--add-opens java.base/jdk.internal.misc=ALL-UNNAMED"));
            return;
        }
        throw new IllegalStateException("the raw edge works without its flag");
    }

    private static void expect(Object expected, Object actual) {
        if (expected == null ? actual != null : !expected.equals(actual)) {
            throw new IllegalStateException(actual + " instead of " + expected);
        }
    }
}
