package dev.sluice.stress.crash;

import java.util.function.BooleanSupplier;

/** A region whose user is stopped before its n-th store while somebody else has a turn, and then goes on. */
final class PausingRegion extends HeapRegion {
    private int pauseAt = Integer.MAX_VALUE;
    private Runnable turn = () -> {};
    private int stores;
    private boolean othersTurn;

    /** A copy of the memory, whose user is stopped nowhere until {@link #pauseAt} says where. */
    PausingRegion(HeapRegion memory) {
        super(memory);
    }

    /** Stops its user before the store of that number from here on. */
    void pauseAt(int store, Runnable othersDo) {
        stores = 0;
        pauseAt = store;
        turn = othersDo;
    }

    /** Whether there have been so many stores. */
    boolean hasPaused() {
        return stores >= pauseAt;
    }

    /** What others do with this region in its user's thread: no store of his. */
    boolean others(BooleanSupplier act) {
        boolean before = othersTurn;
        othersTurn = true;
        try {
            return act.getAsBoolean();
        } finally {
            othersTurn = before;
        }
    }

    private void beforeStore() {
        if (!othersTurn && ++stores == pauseAt) {
            othersTurn = true;
            turn.run();
            othersTurn = false;
        }
    }

    @Override
    public void setInt(int offset, int value) {
        beforeStore();
        super.setInt(offset, value);
    }

    @Override
    public void setLong(int offset, long value) {
        beforeStore();
        super.setLong(offset, value);
    }

    /** A compare-and-set has looked and stored at once: it is stopped before both. */
    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        beforeStore();
        if (getInt(offset) != expected) {
            return false;
        }
        super.setInt(offset, value);
        return true;
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        beforeStore();
        if (getLong(offset) != expected) {
            return false;
        }
        super.setLong(offset, value);
        return true;
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        beforeStore();
        int previous = getInt(offset);
        super.setInt(offset, value);
        return previous;
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        beforeStore();
        int previous = getInt(offset);
        super.setInt(offset, previous + delta);
        return previous;
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        beforeStore();
        long previous = getLong(offset);
        super.setLong(offset, previous + delta);
        return previous;
    }

    /** As many stores as there are words: it may be stopped between any two. */
    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        for (int done = 0; done < length; done += Long.BYTES) {
            beforeStore();
            super.setBytes(offset + done, source, sourceIndex + done, Math.min(Long.BYTES, length - done));
        }
    }
}
