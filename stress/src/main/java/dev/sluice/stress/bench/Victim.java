package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes the tail guard and keeps it until it is killed. Order: hold FILE. Answer: holding. */
final class Victim implements Role {
    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        rehearse(Path.of(arguments.get(0)));
        parent.answer("ready");
        String[] order = parent.order();
        if (order != null) {
            HeldGuard guard = new HeldGuard(SharedDeque.builder(Codec.int64()).open(Path.of(order[1])));
            guard.acquire();
            parent.answer("holding");
            parent.order(); // which does not come
        }
    }

    /** Loads all classes, so that holding on order takes no time. */
    private static void rehearse(Path file) throws Exception {
        try (SharedDeque<Long> deque = SharedDeque.builder(Codec.int64()).create(file)) {
            HeldGuard guard = new HeldGuard(deque);
            guard.acquire();
            guard.release();
        }
        Files.delete(file);
    }
}
