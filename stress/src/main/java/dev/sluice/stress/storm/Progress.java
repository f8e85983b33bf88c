package dev.sluice.stress.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches over those who must get on. */
final class Progress {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path directory;
    private final List<Integer> ledgers;
    private final long limitNanos;
    private final Map<Integer, Ledger.Growth> growths = new HashMap<>();
    private final Map<Integer, Long> lastSeen = new HashMap<>();
    private long looked;

    Progress(Path directory, List<Integer> ledgers, long limitNanos) {
        this.directory = directory;
        this.ledgers = ledgers;
        this.limitNanos = limitNanos;
        this.looked = System.nanoTime();
        ledgers.forEach(ledger -> lastSeen.put(ledger, looked));
    }

    /** A ledger that has not grown for too long, or null. */
    @Nullable
    Integer stuck() throws IOException {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return null;
        }
        looked = now;
        for (int ledger : ledgers) {
            Ledger.Growth growth = growths.get(ledger);
            if (growth == null) {
                growth = Ledger.growth(directory, ledger);
                if (growth != null) {
                    growths.put(ledger, growth);
                }
            }
            if (growth != null && growth.hasGrown()) {
                lastSeen.put(ledger, now);
            } else if (now - lastSeen.getOrDefault(ledger, now) > limitNanos) {
                return ledger;
            }
        }
        return null;
    }
}
