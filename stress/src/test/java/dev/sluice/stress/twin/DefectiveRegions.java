package dev.sluice.stress.twin;

import static dev.sluice.layout.HeaderLayout.OWN_HEAD_OFFSET;
import static dev.sluice.layout.HeaderLayout.OWN_TAIL_OFFSET;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Memories that turn the deque on them into one with a defect of its protocol. */
final class DefectiveRegions {
    private DefectiveRegions() {}

    /** Guards are taken by a store, rather than by a CAS, and so by two at once. */
    static final class StoredGuard extends ArrayRegion {
        StoredGuard(int bytes) {
            super(bytes);
        }

        @Override
        public boolean compareAndSetInt(int offset, int expected, int value) {
            setInt(offset, value);
            return true;
        }
    }

    /** The payload of a record is written after the commit that publishes it; of several records, that of the last. */
    static final class LateFill extends ArrayRegion {
        private byte @Nullable [] held;
        private int heldOffset;

        LateFill(int bytes) {
            super(bytes);
        }

        @Override
        public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
            write();
            held = Arrays.copyOfRange(source, sourceIndex, sourceIndex + length);
            heldOffset = offset;
        }

        /** The first store after a commit, by the holder of the guard. */
        @Override
        public void setLong(int offset, long value) {
            super.setLong(offset, value);
            if (offset == OWN_HEAD_OFFSET || offset == OWN_TAIL_OFFSET) {
                write();
            }
        }

        private void write() {
            byte[] late = held;
            if (late != null) {
                held = null;
                super.setBytes(heldOffset, late, 0, late.length);
            }
        }
    }
}
