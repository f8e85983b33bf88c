package dev.sluice.stress.race;

import dev.sluice.memory.Region;
import dev.sluice.ring.Index;

/** A cached index only goes forward. */
final class Unlowered extends ForwardingRegion {
    private final int cached;

    Unlowered(Region target, int cached) {
        super(target);
        this.cached = cached;
    }

    @Override
    public void setLong(int offset, long value) {
        if (offset != cached || Index.count(getLong(offset), value) >= 0) {
            super.setLong(offset, value);
        }
    }
}
