package dev.sluice.stress.race;

import static dev.sluice.layout.RecordLayout.LENGTH;
import static dev.sluice.layout.RecordLayout.RING_OFFSET;
import static dev.sluice.layout.RecordLayout.WORD_BYTES;

import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Region;
import dev.sluice.ring.Index;

/** An index that moves forward by several elements stops behind the first of them. */
final class Piecewise extends ForwardingRegion {
    private final int index;

    Piecewise(Region target, int index) {
        super(target);
        this.index = index;
    }

    @Override
    public void setLongRelease(int offset, long value) {
        if (offset == index) {
            long old = getLong(offset);
            if (Index.count(old, value) > 1) {
                int record = RING_OFFSET + (Index.position(old) * WORD_BYTES & (Window.RING_BYTES - 1));
                super.setLongRelease(offset, Index.plus(old, 1, RecordLayout.words(getInt(record + LENGTH))));
                Defect.dawdle();
            }
        }
        super.setLongRelease(offset, value);
    }
}
