package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.HEAD_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_GUARD_OFFSET;

import dev.sluice.memory.Region;

/** What is to be a full fence is a release store: later loads may be done before it is seen. */
final class Unfenced extends ForwardingRegion {
    private static final int NO_FLAG = -1;

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
            setIntRelease(offset, value);
        } else {
            super.setIntVolatile(offset, value);
        }
    }
}
