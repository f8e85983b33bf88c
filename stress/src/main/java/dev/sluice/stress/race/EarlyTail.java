package dev.sluice.stress.race;

import static dev.sluice.layout.HeaderLayout.TAIL_GUARD_OFFSET;
import static dev.sluice.layout.HeaderLayout.TAIL_OFFSET;
import static dev.sluice.layout.RecordLayout.RING_OFFSET;

import dev.sluice.memory.Region;
import java.util.ArrayList;
import java.util.List;

/** What is stored into the ring is stored after TAIL. */
final class EarlyTail extends ForwardingRegion {
    private final List<Runnable> late = new ArrayList<>();

    EarlyTail(Region target) {
        super(target);
    }

    private void store(int offset, Runnable store) {
        if (offset < RING_OFFSET) {
            store.run();
        } else {
            late.add(store);
        }
    }

    private void catchUp() {
        late.forEach(Runnable::run);
        late.clear();
    }

    @Override
    public void setInt(int offset, int value) {
        store(offset, () -> target.setInt(offset, value));
    }

    @Override
    public void setLong(int offset, long value) {
        store(offset, () -> target.setLong(offset, value));
    }

    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        store(offset, () -> target.setBytes(offset, source, sourceIndex, length));
    }

    @Override
    public void setLongRelease(int offset, long value) {
        super.setLongRelease(offset, value);
        if (offset == TAIL_OFFSET) {
            Defect.dawdle();
            catchUp();
        }
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        if (offset == TAIL_GUARD_OFFSET) {
            catchUp();
        }
        return super.getAndSetInt(offset, value);
    }
}
