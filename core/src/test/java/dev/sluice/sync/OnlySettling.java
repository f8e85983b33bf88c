package dev.sluice.sync;

/** Is asked for nothing but to settle. */
abstract class OnlySettling implements Custodian {
    private static AssertionError unexpected() {
        return new AssertionError("nobody has died here");
    }

    @Override
    public void ownerKeepsWaiting(int owner, int ownerOffset) {
        throw unexpected();
    }

    @Override
    public void repairIfDead(int slot) {
        throw unexpected();
    }

    @Override
    public void repairAll() {
        throw unexpected();
    }

    @Override
    public void repairMarked() {
        throw unexpected();
    }
}
