package dev.sluice.stress.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.ObjectIdentity;
import dev.sluice.memory.Region;
import dev.sluice.stress.crash.HeapRegion;
import dev.sluice.stress.crash.NeverWaits;
import dev.sluice.stress.crash.UncontendedRepair;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.Participants;
import dev.sluice.synchronizer.SemaphoreEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Three participants of a semaphore, which the races of two do not have: one is stopped as it brings the slot of the second up to
 * date, and goes on while the third does the same for a newer change.
 */
class StoppedCarrierTest {
    private static final int SECOND = 1;
    private static final int ENTRY = ParticipantLayout.slotOffset(SECOND) + SynchronizerLayout.SLOT_HELD;

    private final Region memory = new HeapRegion(ObjectIdentity.FILE_BYTES);

    /** The store at which the first one is stopped: it is made later. */
    private long expected;

    private long value;

    /** That a participant is stopped here. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class Stopping extends ForwardingRegion {
        Stopping() {
            super(memory);
        }

        @Override
        public boolean compareAndSetLong(int offset, long old, long next) {
            if (offset == ENTRY) {
                expected = old;
                value = next;
                throw new Stopped();
            }
            return super.compareAndSetLong(offset, old, next);
        }
    }

    /** Lets the first one go on just before the store of whoever uses this. */
    private final class Resuming extends ForwardingRegion {
        private boolean resumed;

        Resuming() {
            super(memory);
        }

        @Override
        public boolean compareAndSetLong(int offset, long old, long next) {
            if (offset == ENTRY && !resumed) {
                resumed = true;
                assertTrue(memory.compareAndSetLong(ENTRY, expected, value), "the slot is not what was read in it");
            }
            return super.compareAndSetLong(offset, old, next);
        }
    }

    private SemaphoreEngine participant(int slot, Region region) {
        Attachment attachment = new Attachment(FileKind.SEMAPHORE, Path.of("race"), slot, 1);
        new Participants(memory).enter(attachment);
        return SemaphoreEngine.KIND
                .over(region, 5, new NeverWaits(false), attachment, asked -> false, new UncontendedRepair())
                .holdings();
    }

    /** What it brings is older than what the third one brings, who must notice. */
    @Test
    void bringsAnOlderVersionLate() throws InterruptedException {
        SemaphoreEngine first = participant(0, new Stopping());
        SemaphoreEngine second = participant(SECOND, memory);
        Resuming resuming = new Resuming();
        SemaphoreEngine third = participant(2, resuming);
        assertTrue(second.tryAcquire(3, Deadline.AT_ONCE));
        assertThrows(Stopped.class, () -> first.tryAcquire(1, Deadline.AT_ONCE));
        assertTrue(second.release(3));
        assertTrue(third.tryAcquire(1, Deadline.AT_ONCE));
        assertTrue(resuming.resumed, "the third one brought nothing");
        assertEquals(0, second.held());
        assertTrue(second.tryAcquire(4, Deadline.AT_ONCE));
        assertEquals(4, second.held());
        assertEquals(0, third.available());
    }
}
