package dev.sluice.stress.race;

import dev.sluice.memory.Region;

/** A compare-and-set of one word is a look and a store. */
final class Unatomic extends ForwardingRegion {
    private final int word;

    Unatomic(Region target, int word) {
        super(target);
        this.word = word;
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        if (offset != word) {
            return super.compareAndSetInt(offset, expected, value);
        }
        if (getIntVolatile(offset) != expected) {
            return false;
        }
        Defect.dawdle();
        setIntVolatile(offset, value);
        return true;
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        if (offset != word) {
            return super.compareAndSetLong(offset, expected, value);
        }
        if (getLongVolatile(offset) != expected) {
            return false;
        }
        Defect.dawdle();
        setLongVolatile(offset, value);
        return true;
    }
}
