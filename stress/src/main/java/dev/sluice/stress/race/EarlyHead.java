package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.HEAD_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.HEAD_OFFSET;
import static dev.sluice.layout.RecordLayout.RING_OFFSET;

import dev.sluice.memory.Region;
import java.util.ArrayList;
import java.util.List;

/** What is read out of the ring is read after HEAD has been stored. */
final class EarlyHead extends ForwardingRegion {
    private final List<Runnable> late = new ArrayList<>();

    EarlyHead(Region target) {
        super(target);
    }

    private void catchUp() {
        late.forEach(Runnable::run);
        late.clear();
    }

    @Override
    public void getBytes(int offset, byte[] bytes, int index, int length) {
        if (offset < RING_OFFSET) {
            super.getBytes(offset, bytes, index, length);
        } else {
            late.add(() -> target.getBytes(offset, bytes, index, length));
        }
    }

    @Override
    public void setLongRelease(int offset, long value) {
        super.setLongRelease(offset, value);
        if (offset == HEAD_OFFSET) {
            Defect.dawdle();
            catchUp();
        }
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        if (offset == HEAD_GUARD_OFFSET) {
            catchUp();
        }
        return super.getAndSetInt(offset, value);
    }
}
