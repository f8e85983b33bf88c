package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.STATE_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_GUARD_OFFSET;

import dev.sluice.memory.Region;

/** Who takes the tail guard knows the state from before. */
final class Outdated extends ForwardingRegion {
    private int state;

    Outdated(Region target) {
        super(target);
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        if (offset == TAIL_GUARD_OFFSET) {
            state = super.getIntVolatile(STATE_OFFSET);
            Defect.dawdle();
        }
        return super.compareAndSetInt(offset, expected, value);
    }

    @Override
    public int getIntVolatile(int offset) {
        return offset == STATE_OFFSET ? state : super.getIntVolatile(offset);
    }
}
