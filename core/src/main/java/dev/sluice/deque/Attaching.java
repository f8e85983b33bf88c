package dev.sluice.deque;

import dev.sluice.CorruptDequeException;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Custodian;
import dev.sluice.sync.Guard;
import dev.sluice.sync.Liveness;
import dev.sluice.sync.Membership;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Waiter;
import dev.sluice.sync.Waiters;
import java.io.IOException;
import java.nio.file.Path;

/** How a handle comes to be: with a slot of its own, over a file whose dead have been cleaned up after. */
public final class Attaching {
    private Attaching() {}

    /**
     * Attaches a handle to a file, repairs what the dead have left in it, and checks that what it finds makes sense.
     *
     * @throws IOException if the file cannot be shared here, or all slots are taken
     */
    public static DequeEngine attach(SharedFile<Identity> file) throws IOException {
        try {
            return attachOrFail(file);
        } catch (Throwable failed) {
            file.close();
            throw failed;
        }
    }

    private static DequeEngine attachOrFail(SharedFile<Identity> file) throws IOException {
        Waiter waiter = Waiters.of(file);
        Participants participants = new Participants(file.region());
        Recovery<DequeEstate> recovery = Recovery.reserve(
                file,
                participants,
                (self, custodian) -> estate(file.region(), file.path(), file.identity(), waiter, self, custodian));
        DequeParts parts = recovery.estate().parts();
        parts.indices().checkWithoutGuard(parts.ring());
        parts.indices().checkOwn(parts.headGuard(), parts.tailGuard());
        parts.indices().state();
        Attachment self = recovery.self();
        if (parts.headGuard().isMine() || parts.tailGuard().isMine()) {
            throw new CorruptDequeException(
                    file.path(),
                    "a guard is held by 0x" + Integer.toHexString(self.ownerId())
                            + ", the signature of a handle that is just being opened");
        }
        if (waiter.polls()) {
            Guard.forbidBiasIfUnable(file, HeaderLayout.HEAD_BIAS_OFFSET, HeaderLayout.TAIL_BIAS_OFFSET);
        }
        Membership membership = new Membership(file, participants, self, recovery);
        DequeEngine engine = new DequeEngine(recovery, file.identity(), membership);
        membership.join();
        return engine;
    }

    static DequeEstate estate(
            Region region, Path path, Identity identity, Waiter waiter, Attachment self, Custodian custodian) {
        return new DequeEstate(DequeParts.of(region, path, identity, waiter, self, custodian), self);
    }

    /**
     * A handle over any region, with somebody else in the kernel's place: for tests.
     *
     * @param self entered already
     */
    public static DequeEngine over(
            Region region,
            Path path,
            Identity identity,
            Waiter waiter,
            Attachment self,
            Liveness liveness,
            Recovery.RepairLock repairLock) {
        Recovery<DequeEstate> recovery = new Recovery<>(
                new Participants(region),
                self,
                liveness,
                repairLock,
                custodian -> estate(region, path, identity, waiter, self, custodian));
        return new DequeEngine(recovery, identity, null);
    }
}
