package dev.sluice.stress.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes something of those that share a file's name, and keeps it until it is killed. Order: WHAT FILE. Answer: holding. */
final class Victim implements Role {
    private final List<Object> kept = new ArrayList<>();

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        rehearse(Path.of(arguments.get(0)));
        parent.answer("ready");
        String[] order = parent.order();
        if (order != null) {
            SharedObjects objects = SharedObjects.openOrCreate(Path.of(order[1]));
            hold(Death.Held.valueOf(order[0]), objects);
            parent.answer("holding");
            parent.order(); // which does not come
        }
    }

    private void hold(Death.Held what, SharedObjects objects) throws Exception {
        switch (what) {
            case GUARD -> new HeldGuard(objects.deque()).acquire();
            case PERMIT -> objects.semaphore().acquire();
            case LOCK -> objects.lock().lock();
            case PLACE -> kept.add(objects.barrier().awaitAsync());
        }
    }

    /** Loads all classes, so that holding on order takes no time. */
    private void rehearse(Path file) throws Exception {
        try (SharedObjects objects = SharedObjects.openOrCreate(file)) {
            for (Death.Held what : Death.Held.values()) {
                if (what != Death.Held.GUARD) { // which nobody gives back; a put takes it too
                    hold(what, objects);
                }
            }
            objects.deque().put(1L);
        }
        SharedObjects.delete(file);
    }
}
