package dev.sluice.synchronizer;

import dev.sluice.sync.Standby;
import java.nio.file.Path;

/** A synchronizer as one thread sees it that waits on behalf of many. */
public interface Awaitable {
    Path path();

    /** Ends the call if the handle is closed. */
    void checkOpen();

    /** A new way of waiting for changes: the first event count is that of the value. */
    Standby standby();

    /** How often to look again, at short distance, before announcing that one waits. */
    int spins();

    /** The value, roughly: if it is another one than before, it is worth looking again. */
    long glance();

    /** Hands a wake-up on that may have been meant for somebody else. */
    void passOn();
}
