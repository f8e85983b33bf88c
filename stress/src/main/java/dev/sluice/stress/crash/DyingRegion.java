package dev.sluice.stress.crash;

import dev.sluice.memory.Region;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A region whose user dies at its n-th store: that store and everything after it throws {@link Died}, also in {@code finally}
 * blocks. Keeps a log of the stores since the last full barrier, from which {@link #remains} makes what the survivors may find.
 */
final class DyingRegion extends Region {
    /** The death of the thread. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("killed", null, false, false);
        }
    }

    private static final class Store {
        final int offset;
        final byte[] bytes;
        final boolean release;

        Store(int offset, byte[] bytes, boolean release) {
            this.offset = offset;
            this.bytes = bytes;
            this.release = release;
        }
    }

    private static final int EXHAUSTIVE = 4;
    private static final int RANDOM_SUBSETS = 12;

    private final HeapRegion memory;
    private int deathAt;
    private HeapRegion barrier;
    private final List<Store> pending = new ArrayList<>();
    private int stores;
    private boolean dead;

    /** Dies at the store of that number, counted from 1. */
    DyingRegion(HeapRegion memory, int deathAt) {
        this.memory = memory;
        this.deathAt = deathAt;
        this.barrier = memory.copy();
    }

    /**
     * Ends the part of the dead: its thread lives on here, and takes the guards that it was killed with for its own. What it
     * does to put itself in order happens to memory that nobody looks at any more.
     *
     * @param operation of the dead participant, any one that takes a guard
     */
    void bury(Runnable operation) {
        dead = false;
        deathAt = Integer.MAX_VALUE;
        operation.run();
    }

    /** Dies at no store until {@link #dieAt} says at which. */
    DyingRegion(HeapRegion memory) {
        this(memory, 0);
    }

    /** Dies at the store of that number from here on; what has been stored so far is there. */
    void dieAt(int store) {
        stores = 0;
        deathAt = store;
        settle();
    }

    /** Dies here, between two stores: asleep. */
    Died dieNow() {
        dead = true;
        return new Died();
    }

    /** What has been stored until here, by anybody, is there: a system call, or another one's turn. */
    void settle() {
        barrier = memory.copy();
        pending.clear();
    }

    int stores() {
        return stores;
    }

    private void alive() {
        if (dead) {
            throw new Died();
        }
    }

    private void beforeStore() {
        alive();
        if (++stores == deathAt) {
            dead = true;
            throw new Died();
        }
    }

    private void fullBarrier() {
        if (!pending.isEmpty()) {
            barrier = memory.copy();
            pending.clear();
        }
    }

    private void log(int offset, int length, boolean release) {
        byte[] bytes = new byte[length];
        memory.getBytes(offset, bytes, 0, length);
        pending.add(new Store(offset, bytes, release));
    }

    /**
     * What memory may look like to the survivors: for each release store (or none) that is the last visible one, all before it,
     * none of the later release stores, and any subset of the later plain ones; all subsets if they are few, else none, all,
     * each alone, each missing, and some random ones.
     */
    List<HeapRegion> remains(Random random) {
        List<HeapRegion> remains = new ArrayList<>();
        HeapRegion prefix = barrier.copy();
        addSubsets(remains, prefix, 0, random);
        for (int i = 0; i < pending.size(); i++) {
            apply(prefix, pending.get(i));
            if (pending.get(i).release) {
                addSubsets(remains, prefix, i + 1, random);
            }
        }
        return remains;
    }

    private void addSubsets(List<HeapRegion> remains, HeapRegion prefix, int from, Random random) {
        List<Store> plain = new ArrayList<>();
        for (Store store : pending.subList(from, pending.size())) {
            if (!store.release) {
                plain.add(store);
            }
        }
        int count = plain.size();
        if (count <= EXHAUSTIVE) {
            for (int mask = 0; mask < 1 << count; mask++) {
                remains.add(with(prefix, plain, bits(mask, count)));
            }
            return;
        }
        remains.add(with(prefix, plain, new boolean[count]));
        remains.add(with(prefix, plain, invert(new boolean[count])));
        for (int i = 0; i < count; i++) {
            boolean[] alone = new boolean[count];
            alone[i] = true;
            remains.add(with(prefix, plain, alone));
            remains.add(with(prefix, plain, invert(alone)));
        }
        for (int i = 0; i < RANDOM_SUBSETS; i++) {
            boolean[] some = new boolean[count];
            for (int k = 0; k < count; k++) {
                some[k] = random.nextBoolean();
            }
            remains.add(with(prefix, plain, some));
        }
    }

    private static boolean[] bits(int mask, int count) {
        boolean[] bits = new boolean[count];
        for (int i = 0; i < count; i++) {
            bits[i] = ((mask >>> i) & 1) != 0;
        }
        return bits;
    }

    private static boolean[] invert(boolean[] bits) {
        boolean[] inverted = new boolean[bits.length];
        for (int i = 0; i < bits.length; i++) {
            inverted[i] = !bits[i];
        }
        return inverted;
    }

    private static HeapRegion with(HeapRegion prefix, List<Store> plain, boolean[] chosen) {
        HeapRegion region = prefix.copy();
        for (int i = 0; i < plain.size(); i++) {
            if (chosen[i]) {
                apply(region, plain.get(i));
            }
        }
        return region;
    }

    private static void apply(HeapRegion region, Store store) {
        region.setBytes(store.offset, store.bytes, 0, store.bytes.length);
    }

    @Override
    public int getInt(int offset) {
        alive();
        return memory.getInt(offset);
    }

    @Override
    public int getIntAcquire(int offset) {
        return getInt(offset);
    }

    @Override
    public int getIntVolatile(int offset) {
        return getInt(offset);
    }

    @Override
    public void setInt(int offset, int value) {
        beforeStore();
        memory.setInt(offset, value);
        log(offset, Integer.BYTES, false);
    }

    @Override
    public void setIntRelease(int offset, int value) {
        beforeStore();
        memory.setInt(offset, value);
        log(offset, Integer.BYTES, true);
    }

    @Override
    public void setIntVolatile(int offset, int value) {
        beforeStore();
        memory.setInt(offset, value);
        log(offset, Integer.BYTES, true);
        fullBarrier();
    }

    @Override
    public boolean compareAndSetInt(int offset, int expected, int value) {
        alive();
        if (memory.getInt(offset) != expected) {
            return false;
        }
        setIntVolatile(offset, value);
        return true;
    }

    @Override
    public int getAndSetInt(int offset, int value) {
        alive();
        int previous = memory.getInt(offset);
        setIntVolatile(offset, value);
        return previous;
    }

    @Override
    public int getAndAddInt(int offset, int delta) {
        return getAndSetInt(offset, getInt(offset) + delta);
    }

    @Override
    public long getLong(int offset) {
        alive();
        return memory.getLong(offset);
    }

    @Override
    public long getLongAcquire(int offset) {
        return getLong(offset);
    }

    @Override
    public long getLongVolatile(int offset) {
        return getLong(offset);
    }

    @Override
    public void setLong(int offset, long value) {
        beforeStore();
        memory.setLong(offset, value);
        log(offset, Long.BYTES, false);
    }

    @Override
    public void setLongRelease(int offset, long value) {
        beforeStore();
        memory.setLong(offset, value);
        log(offset, Long.BYTES, true);
    }

    @Override
    public void setLongVolatile(int offset, long value) {
        beforeStore();
        memory.setLong(offset, value);
        log(offset, Long.BYTES, true);
        fullBarrier();
    }

    @Override
    public boolean compareAndSetLong(int offset, long expected, long value) {
        alive();
        if (memory.getLong(offset) != expected) {
            return false;
        }
        setLongVolatile(offset, value);
        return true;
    }

    @Override
    public long getAndAddLong(int offset, long delta) {
        beforeStore();
        long previous = memory.getAndAddLong(offset, delta);
        log(offset, Long.BYTES, true);
        fullBarrier();
        return previous;
    }

    @Override
    public void storeFence() {
        alive();
        fullBarrier();
    }

    @Override
    public void getBytes(int offset, byte[] target, int targetIndex, int length) {
        alive();
        memory.getBytes(offset, target, targetIndex, length);
    }

    /** A bulk copy is as many stores as it has words: it may be cut anywhere. */
    @Override
    public void setBytes(int offset, byte[] source, int sourceIndex, int length) {
        for (int done = 0; done < length; done += Long.BYTES) {
            int chunk = Math.min(Long.BYTES, length - done);
            beforeStore();
            memory.setBytes(offset + done, source, sourceIndex + done, chunk);
            log(offset + done, chunk, false);
        }
    }

    @Override
    public void setBytes(int offset, ByteBuffer source, int sourceIndex, int length) {
        byte[] bytes = new byte[length];
        source.get(sourceIndex, bytes);
        setBytes(offset, bytes, 0, length);
    }

    @Override
    public void copyBytes(int fromOffset, int toOffset, int length) {
        byte[] bytes = new byte[length];
        getBytes(fromOffset, bytes, 0, length);
        setBytes(toOffset, bytes, 0, length);
    }

    @Override
    public int size() {
        return memory.size();
    }
}
