package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.SharedSemaphore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes the tail guard, or a permit, and keeps it until it is killed. Order: hold FILE, or permit FILE. Answer: holding. */
final class Victim implements Role {
    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        rehearse(Path.of(arguments.get(0)));
        parent.answer("ready");
        String[] order = parent.order();
        if (order != null) {
            hold(order[0], Path.of(order[1]));
            parent.answer("holding");
            parent.order(); // which does not come
        }
    }

    private static void hold(String what, Path file) throws Exception {
        if (what.equals("permit")) {
            SharedSemaphore.open(file).acquire();
        } else {
            new HeldGuard(SharedDeque.builder(Codec.int64()).open(file)).acquire();
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
        try (SharedSemaphore semaphore = SharedSemaphore.create(file, 1)) {
            semaphore.acquire();
            semaphore.release();
        }
        Files.delete(file);
    }
}
