package dev.sluice.async;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the waiting thread has handed over to executors and looks after until it is done. */
final class Backlog {
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

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
    private long pause = SHORT_NANOS;

    void add(Completions completions) {
        for (Entry entry : entries) {
            if (entry.completions == completions) {
                return;
            }
        }
        if (completions.isBehind()) {
            entries.add(new Entry(completions));
            pause = SHORT_NANOS;
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How long the thread may sleep before it looks again. */
    long nanos() {
        return entries.isEmpty() ? Long.MAX_VALUE : pause;
    }

    /** Forgets what is done, and helps where nothing has moved since the last look. */
    void look() {
        if (entries.isEmpty() || System.nanoTime() - looked < pause) {
            return;
        }
        looked = System.nanoTime();
        entries.removeIf(entry -> !entry.completions.isBehind());
        pause = Math.min(2 * pause, LONG_NANOS);
        for (Entry entry : entries) {
            long progress = entry.completions.progress();
            if (progress == entry.progress) {
                entry.completions.help();
            } else {
                pause = SHORT_NANOS;
            }
            entry.progress = progress;
        }
    }
}
