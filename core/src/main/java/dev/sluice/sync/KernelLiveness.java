package dev.sluice.sync;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.FileHandle;
import dev.sluice.os.Membarrier;
import dev.sluice.os.RobustList;
import java.io.IOException;

/** Asks both witnesses: the robust word, which is early, and the byte lock, which is certain by itself. */
public final class KernelLiveness implements Liveness {
    private final Region region;
    private final FileHandle file;
    private final int ownSlot;
    private final boolean askRobustWord;
    private final boolean askByteLock;

    /** Asks for the handle that has that slot in that file. */
    public static KernelLiveness of(SharedFile<?> file, int ownSlot) {
        return new KernelLiveness(file.region(), file.handle(), ownSlot);
    }

    /**
     * Asks for one handle.
     *
     * @param ownSlot the slot of that handle, which need not ask for itself: its own lock would not stop it
     */
    public KernelLiveness(Region region, FileHandle file, int ownSlot) {
        this(region, file, ownSlot, true, true);
    }

    KernelLiveness(Region region, FileHandle file, int ownSlot, boolean askRobustWord, boolean askByteLock) {
        this.ownSlot = ownSlot;
        this.region = region;
        this.file = file;
        this.askRobustWord = askRobustWord;
        this.askByteLock = askByteLock;
    }

    @Override
    public boolean isDead(int slot) {
        return slot != ownSlot && isDeadOther(slot);
    }

    private boolean isDeadOther(int slot) {
        return (askRobustWord && robustWordSaysSo(slot)) || (askByteLock && byteLockSaysSo(slot));
    }

    @Override
    public boolean isVouchedFor(int slot) {
        int word = region.getIntVolatile(Participants.robustWord(slot));
        return askRobustWord && (word & RobustList.TID_MASK) != 0 && (word & RobustList.OWNER_DIED) == 0;
    }

    private boolean robustWordSaysSo(int slot) {
        int word = region.getIntVolatile(Participants.robustWord(slot));
        // The kernel sets the bit when SIGKILL is pending for all threads of the process; the barrier interrupts those
        // that
        // still run on another core, and on the way back to user mode they die. Without barrier, the lock has to say
        // it.
        return (word & RobustList.OWNER_DIED) != 0 && Membarrier.globalExpedited();
    }

    private boolean byteLockSaysSo(int slot) {
        try {
            // Locks go with the last reference to the descriptor table, which the last thread of a process drops.
            return !file.isLockedByAnother(ParticipantLayout.slotLock(slot));
        } catch (IOException cannotTell) {
            return false;
        }
    }
}
