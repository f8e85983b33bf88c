package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Does on behalf of dead participants what they cannot do any more. One process at a time, under a lock that the kernel
 * takes back from a repairer that dies; every step may be done twice, so the next one just begins again.
 *
 * <pre>
 *   0 the lock is taken (model: Repair)                     killed: the kernel takes it back (model: Unlock)
 *   1 the estate is settled: what the kind of file needs    killed: the slot is still taken by the dead: again
 *   2 everybody is woken: it may have died with a wake-up on its hands (model: WakeAll)
 *   3 the repair is counted, the slot freed (model: FreeSlot) killed before: 1 finds nothing, 2 and 3 again
 * </pre>
 *
 * @param <E> what a participant of this kind of file leaves behind
 */
public final class Recovery<E extends Recovery.Estate> implements Custodian {
    /** What a participant leaves behind. All steps may be done twice, and again after a death in the middle of them. */
    public interface Estate {
        /** Finishes what the dead participant was at, and gives back what it held. */
        void settle(int deadOwner);

        /** The same for a thread of this very participant, which was thrown out of an operation. */
        void settleFor(Presence thread);

        /** Wakes everybody who waits for anything in the file. */
        void wakeEverybody();
    }

    /** The lock that makes the repairer the only one among processes. */
    public interface RepairLock {
        /** Takes the lock if nobody holds it. */
        boolean tryLock();

        void unlock();
    }

    private record FileRepairLock(SharedFile<?> file) implements RepairLock {
        @Override
        public boolean tryLock() {
            return file.tryLock(ParticipantLayout.REPAIR_LOCK);
        }

        @Override
        public void unlock() {
            file.unlock(ParticipantLayout.REPAIR_LOCK);
        }
    }

    private final Region region;
    private final Participants participants;
    private final Liveness liveness;
    private final RepairLock repairLock;
    private final Attachment self;
    private final E estate;
    private final ReentrantLock inProcess = new ReentrantLock();
    private boolean closed;

    /**
     * The custodian of one handle.
     *
     * @param estateOf makes the estate, whose guards ask this custodian when they keep somebody waiting
     */
    public Recovery(
            Participants participants,
            Attachment self,
            Liveness liveness,
            RepairLock repairLock,
            Function<Custodian, E> estateOf) {
        this.region = participants.region();
        this.participants = participants;
        this.self = self;
        this.liveness = liveness;
        this.repairLock = repairLock;
        self.entrustTo(this);
        this.estate = estateOf.apply(this);
    }

    /**
     * Takes a slot in a file, and repairs what the dead have left in it; of those that the kernel could not mark, perhaps only when
     * they keep somebody waiting, or a watcher comes by.
     *
     * @param estateOf makes the estate of a handle
     * @throws IOException if all slots are taken
     */
    public static <E extends Estate> Recovery<E> reserve(
            SharedFile<?> file, Participants participants, Estates<E> estateOf) throws IOException {
        Attachment self;
        try {
            self = participants.reserve(file);
        } catch (FileSystemException allTaken) {
            // Perhaps by the dead.
            of(file, participants, Attachment.nobody(file), estateOf).repairAll();
            self = participants.reserve(file);
        }
        Recovery<E> recovery = of(file, participants, self, estateOf);
        recovery.repairOnOpening(Census.of(file));
        return recovery;
    }

    /** The first one after a start of the machine asks after everybody; the others need not, so that it does not cost a call for each. */
    private void repairOnOpening(Census census) {
        if (census.isTaken() && isSomebodySurelyAlive()) {
            repairMarked();
            return;
        }
        census.takeBack();
        if (repair(true)) {
            census.take();
        }
    }

    /**
     * Whether one of those who are vouched for lives (or cannot be asked after), of whom it asks one: then the file has been open for as long, so nothing else
     * has been written over it. Another one each time, to find out sooner those that the kernel could not mark.
     */
    private boolean isSomebodySurelyAlive() {
        int used = participants.slotsUsed();
        int first = used == 0 ? 0 : ThreadLocalRandom.current().nextInt(used);
        for (int i = 0; i < used; i++) {
            int slot = (first + i) % used;
            if (participants.isAttached(slot) && liveness.isVouchedFor(slot)) {
                return !liveness.isDead(slot);
            }
        }
        return false;
    }

    /** Makes what a handle leaves behind. */
    public interface Estates<E> {
        E of(Attachment self, Custodian custodian);
    }

    private static <E extends Estate> Recovery<E> of(
            SharedFile<?> file, Participants participants, Attachment self, Estates<E> estateOf) {
        return new Recovery<>(
                participants,
                self,
                KernelLiveness.of(file, self.slot()),
                new FileRepairLock(file),
                custodian -> estateOf.of(self, custodian));
    }

    /** The estate of this handle. */
    public E estate() {
        return estate;
    }

    /** The handle whose custodian this is. */
    public Attachment self() {
        return self;
    }

    public Participants participants() {
        return participants;
    }

    /** Waits for a repair under way to end, and has none begin any more: its lock goes with the file description. */
    public void close() {
        inProcess.lock();
        try {
            closed = true;
        } finally {
            inProcess.unlock();
        }
    }

    @Override
    public void ownerKeepsWaiting(int owner, int ownerOffset) {
        int slot = Attachment.slotOf(owner);
        if (slot >= 0 && participants.isAttachedAs(owner)) {
            if (slot >= participants.slotsUsed()) {
                throw self.corrupt("the guard at offset " + ownerOffset + " is held by slot " + slot + ", but only "
                        + participants.slotsUsed() + " slots are said to have been used");
            }
            repairIfDead(slot);
        } else if (region.getIntVolatile(ownerOffset) == owner) {
            // Looked at after the slot: an owner leaves its slot only after the guard, so this one never had one.
            throw self.corrupt("the guard at offset " + ownerOffset + " is held by 0x" + Integer.toHexString(owner)
                    + ", which no participant signs with");
        }
    }

    @Override
    public void repairIfDead(int slot) {
        if (liveness.isDead(slot)) {
            repairAll();
        }
    }

    @Override
    public void repairAll() {
        repair(true);
    }

    @Override
    public void repairMarked() {
        repair(false);
    }

    /**
     * Repairs after the dead.
     *
     * @param askAll also after those who are vouched for
     * @return whether nobody is left out
     */
    private boolean repair(boolean askAll) {
        if (!inProcess.tryLock()) {
            return false;
        }
        boolean locked = false;
        try {
            for (int slot = participants.slotsUsed() - 1; slot >= 0 && !closed; slot--) {
                if (!participants.isAttached(slot) || !shouldBeRepaired(slot, askAll)) {
                    continue;
                }
                if (!locked && !repairLock.tryLock()) {
                    return false; // another one is at it, and will be relieved if it dies
                }
                locked = true;
                repairIfStillThere(slot);
            }
            return askAll && !closed;
        } finally {
            if (locked) {
                repairLock.unlock();
            }
            inProcess.unlock();
        }
    }

    private boolean shouldBeRepaired(int slot, boolean askAll) {
        return (askAll || !liveness.isVouchedFor(slot)) && liveness.isDead(slot);
    }

    /** Under the lock, with a second look: another repairer may have been quicker, and the slot be in use again. */
    private void repairIfStillThere(int slot) {
        int owner = participants.ownerId(slot);
        if (participants.isAttached(slot) && liveness.isDead(slot) && participants.isAttachedAs(owner)) {
            estate.settle(owner);
            estate.wakeEverybody();
            region.getAndAddLong(HeaderLayout.REPAIRS_OFFSET, 1);
            participants.leave(slot);
        }
    }

    @Override
    public void settleFor(Presence thread) {
        estate.settleFor(thread);
        estate.wakeEverybody();
    }
}
