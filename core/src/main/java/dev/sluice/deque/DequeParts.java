package dev.sluice.deque;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.JournalLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.ring.Ring;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Custodian;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Guard;
import dev.sluice.sync.Waiter;
import java.nio.file.Path;

/** What a deque is composed of, as one handle sees it. */
record DequeParts(
        Region region,
        Path path,
        Ring ring,
        Indices indices,
        Journal journal,
        Compaction compaction,
        Guard headGuard,
        Guard tailGuard,
        EventCount notEmpty,
        EventCount notFull,
        EventCount allDone,
        Tasks tasks,
        Waiter waiter) {

    /** The parts over a region, with guards that are signed for by this attachment. */
    static DequeParts of(
            Region region, Path path, Identity identity, Waiter waiter, Attachment self, Custodian custodian) {
        Ring ring = new Ring(region, path, RecordLayout.RING_OFFSET, identity.ringBytes(), identity.capacity());
        Indices indices = new Indices(region, path, waiter.polls());
        Journal journal = new Journal(region, path);
        EventCount allDone = new EventCount(region, HeaderLayout.ALL_DONE_OFFSET, waiter);
        return new DequeParts(
                region,
                path,
                ring,
                indices,
                journal,
                new Compaction(indices, ring, journal, path),
                Guard.biasable(
                        region,
                        HeaderLayout.HEAD_GUARD_OFFSET,
                        HeaderLayout.HEAD_BIAS_OFFSET,
                        ParticipantLayout.HEAD_BUSY,
                        waiter,
                        self,
                        custodian),
                Guard.biasable(
                        region,
                        HeaderLayout.TAIL_GUARD_OFFSET,
                        HeaderLayout.TAIL_BIAS_OFFSET,
                        ParticipantLayout.TAIL_BUSY,
                        waiter,
                        self,
                        custodian),
                new EventCount(region, HeaderLayout.NOT_EMPTY_OFFSET, waiter),
                new EventCount(region, HeaderLayout.NOT_FULL_OFFSET, waiter),
                allDone,
                new Tasks(identity.joinable(), region, indices, self, allDone),
                waiter);
    }

    /** Goes on with what the journal says, if anything, on behalf of a dead participant that held both guards. */
    void replay() {
        int selector = journal.selector();
        if (selector == JournalLayout.IDLE) {
            return;
        }
        int kind = selector == JournalLayout.MARKING ? JournalLayout.DOWN : journal.kind();
        switch (kind) {
            case JournalLayout.SHIFT -> new Shift(this).replay();
            case JournalLayout.REVERSAL -> new Reversal(this).replay();
            default -> compaction.replay();
        }
    }
}
