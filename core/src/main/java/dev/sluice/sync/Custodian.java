package dev.sluice.sync;

/** Whoever puts in order what the dead have left. Called without any guard held, from any thread. */
public interface Custodian {
    /** The owner of a guard has kept somebody waiting: if it is dead, what it held is given back. */
    void ownerKeepsWaiting(int owner, int ownerOffset);

    /** Finishes on behalf of a thread of this process what it has left in the middle, and gives its guards back. */
    void settleFor(Presence thread);

    /** Asks after the participant in a slot, and if it is dead, repairs. */
    void repairIfDead(int slot);

    /** Repairs after every participant that is dead by now. */
    void repairAll();

    /** As {@link #repairAll}, but does not ask after those who are {@linkplain Liveness#isVouchedFor vouched for}. */
    void repairMarked();
}
