package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.MappedRegion;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.Futex;
import dev.sluice.os.Inode;
import dev.sluice.os.Membarrier;
import dev.sluice.os.RobustList;
import java.lang.ref.Reference;

/**
 * One handle's membership in a file, with both witnesses of its death: held from before its signature may stand in any
 * word until the handle is closed or the kernel ends them.
 */
public final class Membership {
    private final SharedFile<?> file;
    private final Participants participants;
    private final Attachment attachment;
    private final Custodian custodian;
    private boolean watched;

    /** The slot after the one that was patrolled last; the watcher's. */
    private int patrolled;

    /** Whether the slot has been given back. */
    private boolean left;

    /**
     * The membership of a handle that has reserved a slot, which does not count before it {@linkplain #join joins}.
     *
     * @param custodian whom the watcher calls when a participant has died
     */
    public Membership(SharedFile<?> file, Participants participants, Attachment attachment, Custodian custodian) {
        this.file = file;
        this.participants = participants;
        this.attachment = attachment;
        this.custodian = custodian;
    }

    /** Makes the slot count. The last step of an opening: what fails before leaves nothing of it. */
    public void join() {
        Membarrier.register();
        // The robust word is set and listed before the slot counts: there is no moment with one witness only. If the
        // list
        // has no room, or the kernel none, the byte lock is the witness.
        watched = Watcher.isAvailable() && Watcher.instance().vouchFor(this);
        try {
            if (Watcher.isAvailable()) {
                Watcher.instance().watch(this);
            }
            participants.enter(attachment);
            // Killed before this line: others learn of it at their next tick, as they do not sleep on its word yet.
            announce();
        } catch (Throwable failed) {
            withdraw();
            throw failed;
        }
    }

    /** After a failure: the file will be unmapped, and the kernel must not find the robust word's node there. */
    private void withdraw() {
        participants.leave(attachment.slot());
        try {
            if (watched) {
                Watcher.instance().standDownFor(this);
            }
        } finally {
            if (Watcher.isAvailable()) {
                Watcher.instance().forget(this);
            }
        }
    }

    /** Other processes' watchers look at the table again. */
    private void announce() {
        MappedRegion region = region();
        region.getAndAddInt(HeaderLayout.ROSTER_OFFSET, 1);
        if (Futex.isAvailable()) {
            try {
                Futex.wake(region.address(HeaderLayout.ROSTER_OFFSET), Integer.MAX_VALUE);
            } finally {
                Reference.reachabilityFence(region);
            }
        }
    }

    /** Gives the slot back. No thread may be about to sign with it. */
    public void leave() {
        if (!left) {
            // All of it may be done again while the byte lock keeps the slot from others, but not after that.
            if (Watcher.isAvailable()) {
                Watcher.instance().forget(this);
            }
            // Killed after this line: the slot is free, and a mark of the kernel in a free slot means nothing.
            participants.leave(attachment.slot());
            if (watched) {
                Watcher.instance().standDownFor(this);
            }
            left = true;
        }
        file.close();
    }

    public Attachment attachment() {
        return attachment;
    }

    MappedRegion region() {
        return file.region();
    }

    Participants participants() {
        return participants;
    }

    Custodian custodian() {
        return custodian;
    }

    /** Asks after so many of the attached, in turn, and repairs after the dead. */
    void patrol(int most) {
        int used = participants.slotsUsed();
        for (int looked = 0, asked = 0; looked < used && asked < most; looked++) {
            int slot = patrolled < used ? patrolled : 0;
            patrolled = slot + 1;
            if (participants.isAttached(slot)) {
                custodian.repairIfDead(slot);
                asked++;
            }
        }
    }

    Inode inode() {
        return file.inode();
    }

    /** Lists the robust word and sets it: from here on, the end of the watcher's thread marks the word. */
    boolean vouch(RobustList list) {
        int offset = ParticipantLayout.slotOffset(attachment.slot());
        if (!list.add(region().address(offset + ParticipantLayout.ROBUST_NODE))) {
            return false;
        }
        region().setIntVolatile(offset + ParticipantLayout.ROBUST_WORD, list.threadId() | RobustList.WAITERS);
        return true;
    }

    void standDown(RobustList list) {
        int offset = ParticipantLayout.slotOffset(attachment.slot());
        region().setIntVolatile(offset + ParticipantLayout.ROBUST_WORD, 0);
        list.remove(region().address(offset + ParticipantLayout.ROBUST_NODE));
    }
}
