package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.EPOCH_OFFSET;
import static dev.sluice.layout.HeaderLayout.HEAD_OFFSET;

import dev.sluice.memory.Region;

/** The epoch seems to stand still. */
final class Epochless extends ForwardingRegion {
    Epochless(Region target) {
        super(target);
    }

    @Override
    public long getLongAcquire(int offset) {
        return offset == EPOCH_OFFSET ? 0 : super.getLongAcquire(offset);
    }

    @Override
    public void setLongRelease(int offset, long value) {
        super.setLongRelease(offset, value);
        if (offset == HEAD_OFFSET) {
            Defect.dawdle();
        }
    }
}
