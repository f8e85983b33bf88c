package dev.sluice.stress.race;

import dev.sluice.memory.Region;

/** A guard seems to be free, and seems to be one's own; nobody has it. */
final class Unguarded extends ForwardingRegion {
    private final int guard;
    private int owner;

    Unguarded(Region target, int guard) {
        super(target);
        this.guard = guard;
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        if (offset != guard) {
            return super.compareAndSetInt(offset, expected, value);
        }
        owner = value;
        return true;
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        return offset == guard ? owner : super.getAndSetInt(offset, value);
    }

    /** The operation takes its time between its look and its commit. */
    @Override
    public void setLongRelease(int offset, long value) {
        Defect.dawdle();
        super.setLongRelease(offset, value);
    }
}
