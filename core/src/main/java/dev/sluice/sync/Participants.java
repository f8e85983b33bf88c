package dev.sluice.sync;

import static dev.sluice.layout.ParticipantLayout.GENERATION_MASK;
import static dev.sluice.layout.ParticipantLayout.OWNER_SLOT_BITS;
import static dev.sluice.layout.ParticipantLayout.PID;
import static dev.sluice.layout.ParticipantLayout.ROBUST_WORD;
import static dev.sluice.layout.ParticipantLayout.SLOTS;
import static dev.sluice.layout.ParticipantLayout.STARTED;
import static dev.sluice.layout.ParticipantLayout.STATUS;
import static dev.sluice.layout.ParticipantLayout.slotLock;
import static dev.sluice.layout.ParticipantLayout.slotOffset;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;

/**
 * The table of who is attached. A slot belongs to whoever holds its byte lock; its status says whether its number may
 * stand in any word. The generation goes up with each attachment, so that a signature is never used twice (within
 * 2^21 attachments to one slot).
 */
public final class Participants {
    private static final int ATTACHED = 1;

    private static final class ThisProcess {
        static final long PID = ProcessHandle.current().pid();
        static final long STARTED_MILLIS = ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .orElse(0L);
    }

    private final Region region;

    public Participants(Region region) {
        this.region = region;
    }

    Region region() {
        return region;
    }

    /**
     * Takes a slot: its lock first, which a kill takes back; then, from {@link #enter} on, it counts.
     *
     * @return the attachment, not yet entered
     * @throws FileSystemException if all slots are taken
     */
    public Attachment reserve(SharedFile<?> file) throws IOException {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (isAttached(slot) || !file.tryLock(slotLock(slot))) {
                continue;
            }
            if (isAttached(slot)) {
                // Attached but not locked: dead since the first look, and somebody will want to repair it.
                file.unlock(slotLock(slot));
                continue;
            }
            // The mark of whoever died here; who now takes the slot may have no watcher to put its own in its place.
            region.setIntVolatile(robustWord(slot), 0);
            int generation = (generation(slot) + 1) & GENERATION_MASK;
            return new Attachment(file.identity().kind(), file.path(), slot, generation == 0 ? 1 : generation);
        }
        throw new FileSystemException(
                file.path().toString(), null, "has no free slot: " + SLOTS + " handles are attached; close some");
    }

    /** Makes a reserved slot count. The robust word has been set, so that there are two witnesses from here on. */
    public void enter(Attachment attachment) {
        int slot = attachment.slot();
        int offset = slotOffset(slot);
        region.setLong(offset + PID, ThisProcess.PID);
        region.setLong(offset + STARTED, ThisProcess.STARTED_MILLIS);
        int used = region.getIntVolatile(HeaderLayout.SLOTS_USED_OFFSET);
        while (used <= slot && !region.compareAndSetInt(HeaderLayout.SLOTS_USED_OFFSET, used, slot + 1)) {
            used = region.getIntVolatile(HeaderLayout.SLOTS_USED_OFFSET);
        }
        int generation = attachment.ownerId() >>> OWNER_SLOT_BITS;
        // Killed before this line: the slot is free, its lock is gone. After it: attached and dead, to be repaired.
        region.setIntRelease(offset + STATUS, (generation << 1) | ATTACHED); // SYNC(slot)
    }

    /** Makes a slot not count any more; of a closing handle, or by the repairer for a dead one. */
    public void leave(int slot) {
        int offset = slotOffset(slot);
        int status = region.getIntVolatile(offset + STATUS);
        region.setIntRelease(offset + STATUS, status & ~ATTACHED); // SYNC(slot)
    }

    public boolean isAttached(int slot) {
        return (region.getIntAcquire(slotOffset(slot) + STATUS) & ATTACHED) != 0; // SYNC(slot)
    }

    /** Whether the participant that signs so is attached: alive or dead, but not yet cleaned up after. */
    public boolean isAttachedAs(int ownerId) {
        int slot = Attachment.slotOf(ownerId);
        return slot >= 0 && isAttached(slot) && ownerId(slot) == ownerId;
    }

    /** The signature of whoever is attached in the slot. */
    public int ownerId(int slot) {
        return Attachment.ownerId(slot, generation(slot));
    }

    private int generation(int slot) {
        return (region.getIntAcquire(slotOffset(slot) + STATUS) >>> 1) & GENERATION_MASK; // SYNC(slot)
    }

    /** All attached slots are below this. */
    public int slotsUsed() {
        return Math.min(Math.max(region.getIntVolatile(HeaderLayout.SLOTS_USED_OFFSET), 0), SLOTS);
    }

    /**
     * The same, for a participant that is attached: its own slot is one of them.
     *
     * @throws RuntimeException if that is not what the file says
     */
    public int slotsUsed(Attachment self) {
        int used = slotsUsed();
        if (used <= self.slot() && isAttachedAs(self.ownerId())) {
            throw self.corrupt(
                    "only " + used + " slots are said to have been used, but this handle has slot " + self.slot());
        }
        return used;
    }

    /** Attached handles, the dead among them that nobody has cleaned up after. */
    public int count() {
        int count = 0;
        for (int slot = slotsUsed() - 1; slot >= 0; slot--) {
            if (isAttached(slot)) {
                count++;
            }
        }
        return count;
    }

    /** Offset of the word that the kernel marks at the death of the participant in this slot. */
    public static int robustWord(int slot) {
        return slotOffset(slot) + ROBUST_WORD;
    }
}
