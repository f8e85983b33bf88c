package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.EVENT_WAITERS;
import static dev.sluice.layout.HeaderLayout.NOT_EMPTY_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_OFFSET;

import dev.sluice.memory.Region;

/**
 * What a processor may do where there is no full fence: stores are in its store buffer, and later loads are done before anybody
 * else sees them. How long that takes depends on the processor; here it is certain.
 */
final class Unfenced {
    private static final int FLAG = NOT_EMPTY_OFFSET + EVENT_WAITERS;

    private Unfenced() {}

    /** A putter's commit, and what gives the tail guard back, are seen after it has looked for sleepers. */
    static final class Signaller extends ForwardingRegion {
        private boolean held;
        private long tail;

        Signaller(Region target) {
            super(target);
        }

        @Override
        public void setLongRelease(int offset, long value) {
            if (offset == TAIL_OFFSET) {
                held = true;
                tail = value;
            } else {
                super.setLongRelease(offset, value);
            }
        }

        @Override
        public int getAndSetInt(int offset, int value) {
            return held && offset == TAIL_GUARD_OFFSET ? getInt(offset) : super.getAndSetInt(offset, value);
        }

        @Override
        public int getIntVolatile(int offset) {
            int value = super.getIntVolatile(offset);
            if (held && offset == FLAG) {
                held = false;
                Defect.dawdle();
                super.setLongRelease(TAIL_OFFSET, tail);
                setIntRelease(TAIL_GUARD_OFFSET, 0);
            }
            return value;
        }
    }

    /** A taker's flag is seen after it has looked once more. */
    static final class Taker extends ForwardingRegion {
        private boolean held;

        Taker(Region target) {
            super(target);
        }

        @Override
        public void setIntVolatile(int offset, int value) {
            if (offset == FLAG && value != 0) {
                held = true;
            } else {
                super.setIntVolatile(offset, value);
            }
        }

        @Override
        public long getLongAcquire(int offset) {
            long value = super.getLongAcquire(offset);
            if (held && offset == TAIL_OFFSET) {
                held = false;
                Defect.dawdle();
                super.setIntVolatile(FLAG, 1);
            }
            return value;
        }
    }
}
