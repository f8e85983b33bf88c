package dev.sluice.examples.ngrams;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time goes. The phases alternate, as the input is streamed: each is timed as a stopwatch would, running only
 * while the parent is in it. Their times add up to the time of the run; taking the workers down comes on top.
 */
final class Phases {
    private final Progress progress;
    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
    private Phase current = Phase.READ;
    private long since = System.nanoTime();

    /** Starts in {@link Phase#READ}. */
    Phases(Progress progress) {
        this.progress = progress;
    }

    /** Stops the clock of the current phase and starts another one. */
    void enter(Phase phase) {
        long now = System.nanoTime();
        nanos.merge(current, now - since, Long::sum);
        current = phase;
        since = now;
    }

    /** Shows how far a phase has come; {@code total} is -1 as long as nobody knows. */
    void show(Phase phase, long done, long total) {
        progress.show(phase, done, total);
    }

    /** How long a phase has taken, without the stretch of it that may be going on. */
    Duration time(Phase phase) {
        return Duration.ofNanos(nanos.getOrDefault(phase, 0L));
    }
}
