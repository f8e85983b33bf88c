package dev.sluice.stress.race;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Region;
import java.nio.file.Path;

/**
 * One file of many that lie side by side in one piece of memory, with the first slots of the participants' table only: so that
 * there may be thousands of them. Between its identity, which nobody reads here, and HEAD is the {@link Referee}'s place.
 */
final class Window extends ForwardingRegion {
    static final Path PATH = Path.of("race");

    /** Two actors and who prepares and judges. */
    static final int SLOTS = 4;

    /** The smallest ring there is. */
    static final int RING_BYTES = 4096;

    static final int BYTES = HeaderLayout.HEADER_BYTES + SLOTS * ParticipantLayout.SLOT_BYTES + RING_BYTES;

    /** What a deque takes that is not compressed. */
    static final int SEEN_BYTES = RecordLayout.RING_OFFSET + RING_BYTES;

    private static final int TABLE_END = HeaderLayout.HEADER_BYTES + SLOTS * ParticipantLayout.SLOT_BYTES;
    private static final int GAP = RecordLayout.RING_OFFSET - TABLE_END;

    private final int base;

    /** The window that begins at this offset of a region. */
    Window(Region memory, int base) {
        super(memory);
        this.base = base;
    }

    @Override
    int at(int offset) {
        if (offset < TABLE_END) {
            return base + offset;
        }
        if (offset < RecordLayout.RING_OFFSET) {
            throw new IndexOutOfBoundsException("only " + SLOTS + " slots are there: " + offset);
        }
        return base + offset - GAP;
    }

    @Override
    public int size() {
        return SEEN_BYTES;
    }
}
