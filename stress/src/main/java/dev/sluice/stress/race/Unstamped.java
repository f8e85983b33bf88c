package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.PUTS_OFFSET;

import dev.sluice.memory.Region;

/** Nothing seems to have been put before. */
final class Unstamped extends ForwardingRegion {
    Unstamped(Region target) {
        super(target);
    }

    @Override
    public long getLong(int offset) {
        return offset == PUTS_OFFSET ? 0 : super.getLong(offset);
    }
}
