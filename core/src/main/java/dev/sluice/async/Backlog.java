package dev.sluice.async;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the waiting thread has handed over to executors and looks after until it is done. */
final class Backlog {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final class Entry {
        final Completions completions;
        long progress;

        Entry(Completions completions) {
            this.completions = completions;
            this.progress = completions.progress();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private long looked = System.nanoTime();

    void add(Completions completions) {
        for (Entry entry : entries) {
            if (entry.completions == completions) {
                return;
            }
        }
        if (completions.isBehind()) {
            entries.add(new Entry(completions));
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How long the thread may sleep before it looks again. */
    long nanos() {
        return entries.isEmpty() ? Long.MAX_VALUE : LOOK_AGAIN_NANOS;
    }

    /** Forgets what is done, and helps where nothing has moved since the last look. */
    void look() {
        if (entries.isEmpty() || System.nanoTime() - looked < LOOK_AGAIN_NANOS) {
            return;
        }
        looked = System.nanoTime();
        entries.removeIf(entry -> !entry.completions.isBehind());
        for (Entry entry : entries) {
            long progress = entry.completions.progress();
            if (progress == entry.progress) {
                entry.completions.help();
            }
            entry.progress = progress;
        }
    }
}
