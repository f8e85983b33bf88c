package dev.sluice.sync;

import dev.sluice.memory.SharedFile;

/** Which of the kernel's two witnesses of a death is asked; for tests of other packages. */
public enum Witness {
    ROBUST_WORD,
    BYTE_LOCK,
    BOTH;

    /** Asks this witness only, on behalf of the participant in that slot. */
    public Liveness ask(SharedFile<?> file, int ownSlot) {
        return new KernelLiveness(file.region(), file.handle(), ownSlot, this != BYTE_LOCK, this != ROBUST_WORD);
    }
}
