package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.EVENT_WAITERS;
import static dev.sluice.layout.HeaderLayout.NOT_EMPTY_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_OFFSET;

import dev.sluice.memory.Region;

/** The first look after a taker has set its flag finds what the last look before found. */
final class Hasty extends ForwardingRegion {
    private long seen;
    private boolean announced;

    Hasty(Region target) {
        super(target);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        announced |= offset == NOT_EMPTY_OFFSET + EVENT_WAITERS && value != 0;
        super.setIntVolatile(offset, value);
    }

    @Override
    public long getLongAcquire(int offset) {
        if (offset != TAIL_OFFSET) {
            return super.getLongAcquire(offset);
        }
        if (!announced) {
            seen = super.getLongAcquire(offset);
        }
        announced = false;
        return seen;
    }
}
