package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.HEAD_OFFSET;

import dev.sluice.memory.Region;

/** A word is never written to. */
final class Omission extends ForwardingRegion {
    private final int word;
    private final boolean slow;

    /**
     * Leaves a word alone.
     *
     * @param slow whether HEAD's commits take their time, so that what comes after them is late
     */
    Omission(Region target, int word, boolean slow) {
        super(target);
        this.word = word;
        this.slow = slow;
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        if (offset != word) {
            super.setIntVolatile(offset, value);
        }
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        return offset == word ? getIntVolatile(offset) : super.getAndAddInt(offset, delta);
    }

    @Override
    public void setLong(int offset, long value) {
        if (offset != word) {
            super.setLong(offset, value);
        }
    }

    @Override
    public void setLongRelease(int offset, long value) {
        if (offset != word) {
            super.setLongRelease(offset, value);
            if (slow && offset == HEAD_OFFSET) {
                Defect.dawdle();
            }
        }
    }
}
