package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.HEAD_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_OFFSET;

import dev.sluice.layout.RecordLayout;
import dev.sluice.memory.Region;

/**
 * What is to be a full fence is a release store: later loads may be done before it is seen. How long it takes until it is seen
 * depends on what else the processor has in its store buffer, so that is filled before the stores that matter.
 */
final class Unfenced extends ForwardingRegion {
    private static final int NO_FLAG = -1;

    /** Far from the first record. */
    private static final int FIRST_OFFSET = RecordLayout.RING_OFFSET + 1024;

    private static final int LINES = 32;
    private static final int LINE_BYTES = 64;

    private final boolean guards;
    private final int flag;

    private Unfenced(Region target, boolean guards, int flag) {
        super(target);
        this.guards = guards;
        this.flag = flag;
    }

    /** Giving back a guard. */
    static Unfenced release(Region target) {
        return new Unfenced(target, true, NO_FLAG);
    }

    /** Setting a flag. */
    static Unfenced flag(Region target, int flag) {
        return new Unfenced(target, false, flag);
    }

    private void fillStoreBuffer() {
        for (int line = 0; line < LINES; line++) {
            setLong(FIRST_OFFSET + line * LINE_BYTES, line);
        }
    }

    @Override
    public void setLongRelease(int offset, long value) {
        if (guards && (offset == HEAD_OFFSET || offset == TAIL_OFFSET)) {
            fillStoreBuffer();
        }
        super.setLongRelease(offset, value);
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        if (!guards || (offset != HEAD_GUARD_OFFSET && offset != TAIL_GUARD_OFFSET)) {
            return super.getAndSetInt(offset, value);
        }
        int previous = getInt(offset);
        setIntRelease(offset, value);
        return previous;
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        if (offset == flag) {
            fillStoreBuffer();
            setIntRelease(offset, value);
        } else {
            super.setIntVolatile(offset, value);
        }
    }
}
