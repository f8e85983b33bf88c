package dev.sluice.stress.fuzz;

import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.JournalLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import dev.sluice.stress.crash.HeapRegion;
import java.util.List;

/** The files that the fuzzer begins with, on the heap: whole ones, which it damages. */
record Image(Identity identity, HeapRegion region) {
    static final int CAPACITY = 8;
    static final int ELEMENT_BYTES = 24;

    /** Signs for the slot of a dead participant. */
    private static final int DEAD_OWNER = (1 << ParticipantLayout.OWNER_SLOT_BITS) | (FuzzTarget.DEAD_SLOT + 1);

    /** The places where a change of bytes means something: the header, the slots in use, the ring. */
    static final List<int[]> PLACES = List.of(
            new int[] {HeaderLayout.HEAD_OFFSET, HeaderLayout.HEADER_BYTES},
            new int[] {ParticipantLayout.TABLE_OFFSET, ParticipantLayout.slotOffset(4)},
            new int[] {RecordLayout.RING_OFFSET, RecordLayout.RING_OFFSET + 1024});

    /** A deque with some elements, whose records lie across the end of the ring. */
    static Image wrapped(Overflow overflow) {
        Identity identity = Identity.of(CAPACITY, ELEMENT_BYTES, overflow, Waiting.KERNEL, false, "bytes");
        HeapRegion region = new HeapRegion(identity.fileBytes());
        identity.write(region);
        long start = Index.of(-2, -5);
        for (int offset : new int[] {
            HeaderLayout.HEAD_OFFSET,
            HeaderLayout.TAIL_OFFSET,
            HeaderLayout.CACHED_HEAD_OFFSET,
            HeaderLayout.CACHED_TAIL_OFFSET,
            HeaderLayout.OWN_HEAD_OFFSET,
            HeaderLayout.OWN_TAIL_OFFSET
        }) {
            region.setLong(offset, start);
        }
        DequeEngine engine = FuzzTarget.attach(region, identity);
        for (int i = 0; i < 5; i++) {
            engine.offer(End.LAST, new Payload().set(new byte[7 * i], 0, 7 * i));
        }
        return new Image(identity, region);
    }

    /** The same, whose user died holding both guards, with a journal entry that counts. */
    static Image halfDone() {
        Image image = wrapped(Overflow.REJECT);
        HeapRegion region = image.region;
        region.setInt(HeaderLayout.HEAD_GUARD_OFFSET, DEAD_OWNER);
        region.setInt(HeaderLayout.TAIL_GUARD_OFFSET, DEAD_OWNER);
        int head = Index.position(region.getLong(HeaderLayout.HEAD_OFFSET));
        int entry = JournalLayout.ENTRY_A_OFFSET;
        region.setLong(entry + JournalLayout.DIRECTION, JournalLayout.DOWN);
        region.setLong(entry + JournalLayout.WRITE, head);
        region.setLong(entry + JournalLayout.READ, head);
        region.setLong(entry + JournalLayout.TARGET, head & 0xFFFF_FFFFL);
        region.setLong(entry + JournalLayout.TAKES_BEFORE, 1);
        region.setInt(JournalLayout.SELECTOR_OFFSET, JournalLayout.ENTRY_A);
        return image;
    }

    /** A copy to be damaged. */
    HeapRegion copy() {
        return region.copy();
    }
}
