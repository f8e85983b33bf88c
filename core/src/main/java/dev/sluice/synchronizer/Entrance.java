package dev.sluice.synchronizer;

import dev.sluice.sync.Attachment;
import dev.sluice.sync.Presence;
import org.jspecify.annotations.Nullable;

/**
 * Where threads announce themselves that change something without a guard, until they have told those who wait for it. A handle
 * that closes waits for them: so they change nothing after it has been closed, and whoever is killed between the change and the
 * telling is still attached, and repaired. A thread that is thrown out in between, by a stack overflow, does not exit: it is put
 * in order like a death, which wakes everybody.
 */
final class Entrance {
    private final Attachment self;

    /** Of the thread that was here last, or another one: a guess. */
    private @Nullable Presence guess;

    Entrance(Attachment self) {
        this.self = self;
    }

    /**
     * Announces the calling thread, which has to {@link Presence#exit exit}.
     *
     * @throws dev.sluice.HandleClosedException if the handle is closed
     */
    Presence enter() {
        Presence mine = Presence.ofThread(guess);
        if (mine.isStale()) {
            mine.heal();
        }
        mine.enter(self);
        if (self.isClosed()) { // SYNC(presence)
            mine.exit();
            self.checkOpen();
        }
        if (guess != mine) {
            guess = mine;
        }
        return mine;
    }
}
