package dev.sluice.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.RobustList;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked after, by whom. */
class RecoveryTest {
    private static final int THREAD = 77;

    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> settled = new ArrayList<>();
    private SharedFile<Identity> file;
    private Participants participants;

    @BeforeEach
    void create(@TempDir Path directory) throws Exception {
        Identity identity = Identity.of(8, 8, Overflow.REJECT, Waiting.KERNEL, false, "");
        file = SharedFile.create(directory.resolve("deque"), identity, PosixFilePermissions.fromString("rw-------"));
        participants = new Participants(file.region());
    }

    @AfterEach
    void close() {
        file.close();
    }

    /** A participant whose robust word says that. */
    private Attachment attach(int word) throws Exception {
        Attachment attachment = participants.reserve(file);
        file.region().setIntVolatile(Participants.robustWord(attachment.slot()), word);
        participants.enter(attachment);
        return attachment;
    }

    /** The kernel's witness, of which the byte lock says of everybody that it is dead. */
    private final class OnlyMarks implements Liveness {
        private final KernelLiveness kernel = KernelLiveness.of(file, -1);

        @Override
        public boolean isDead(int slot) {
            asked.add(slot);
            return true;
        }

        @Override
        public boolean isVouchedFor(int slot) {
            return kernel.isVouchedFor(slot);
        }
    }

    private Recovery<Recovery.Estate> recovery() {
        Recovery.RepairLock always = new Recovery.RepairLock() {
            @Override
            public boolean tryLock() {
                return true;
            }

            @Override
            public void unlock() {
                assertTrue(tryLock());
            }
        };
        Recovery.Estate estate = new Recovery.Estate() {
            @Override
            public void settle(int deadOwner) {
                settled.add(Attachment.slotOf(deadOwner));
            }

            @Override
            public void settleFor(Presence thread) {
                throw new AssertionError("no thread was thrown out");
            }

            @Override
            public void wakeEverybody() {
                assertFalse(settled.isEmpty());
            }
        };
        return new Recovery<>(participants, Attachment.nobody(file), new OnlyMarks(), always, custodian -> estate);
    }

    /** After who is vouched for it asks who asks after all; after who is marked, or was never vouched for, everybody asks. */
    @Test
    void whoIsAskedAfter() throws Exception {
        attach(THREAD | RobustList.WAITERS);
        attach(RobustList.OWNER_DIED | RobustList.WAITERS);
        attach(0);
        recovery().repairMarked();
        assertEquals(List.of(2, 2, 1, 1), asked);
        assertEquals(List.of(2, 1), settled);
        assertEquals(1, participants.count());
        recovery().repairAll();
        assertEquals(List.of(2, 1, 0), settled);
        assertEquals(0, participants.count());
    }

    /** The mark of one who died in a slot does not speak of the next one there, who may have no watcher. */
    @Test
    void marksOfTheDead() throws Exception {
        Attachment dead = attach(RobustList.OWNER_DIED | RobustList.WAITERS);
        participants.leave(dead.slot());
        Attachment next = participants.reserve(file);
        participants.enter(next);
        assertEquals(dead.slot(), next.slot());
        assertFalse(Witness.ROBUST_WORD.ask(file, -1).isDead(next.slot()));
    }

    /** A census holds for this boot and for this file only, and is taken by an opening that has asked after all. */
    @Test
    void census() throws Exception {
        Census census = Census.of(file);
        assertFalse(census.isTaken());
        attach(THREAD);
        Recovery.reserve(file, participants, (self, custodian) -> {
            assertFalse(census.isTaken());
            return recovery().estate();
        });
        assertTrue(census.isTaken());
        assertTrue(Census.of(file).isTaken());
        file.region().setLongVolatile(HeaderLayout.CENSUS_OFFSET, 1);
        assertFalse(census.isTaken());
    }
}
