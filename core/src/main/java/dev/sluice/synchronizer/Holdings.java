package dev.sluice.synchronizer;

import dev.sluice.sync.Recovery;

/** What a participant of a synchronizer holds: given back by the survivors if it dies, by itself if it closes. */
public interface Holdings extends Recovery.Estate {
    /** Gives back what this handle still holds. It is closed: no thread is in an operation, and none comes. */
    void giveBack();
}
