package dev.sluice.stress.race;

import dev.sluice.memory.Region;

/** Who holds a guard does not read the index of the other end, but the cached copy of it again. */
final class Unrefreshed extends ForwardingRegion {
    private final int guard;
    private final int index;
    private final int cached;
    private boolean held;

    Unrefreshed(Region target, int guard, int index, int cached) {
        super(target);
        this.guard = guard;
        this.index = index;
        this.cached = cached;
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        boolean done = super.compareAndSetInt(offset, expected, value);
        held |= done && offset == guard;
        return done;
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        held &= offset != guard;
        return super.getAndSetInt(offset, value);
    }

    @Override
    public long getLongAcquire(int offset) {
        return super.getLongAcquire(held && offset == index ? cached : offset);
    }
}
