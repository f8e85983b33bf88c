package dev.sluice.stress.crash;

import dev.sluice.sync.Recovery;

/** The repair lock of a harness in which one participant repairs. */
public final class UncontendedRepair implements Recovery.RepairLock {
    @Override
    public boolean tryLock() {
        return true;
    }

    @Override
    public void unlock() {
        // Nobody else wants it.
    }
}
