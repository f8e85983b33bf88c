package dev.sluice.sync;

/**
 * One thread's waiting for two event counts at once, on behalf of many, and for news of its own process. The steps are those
 * of {@link EventCount}: {@link #announce}, look at the state, {@link #await}.
 */
public final class Standby {
    private final Waiter waiter;
    private final EventCount first;
    private final EventCount second;
    private final Bell bell = new Bell();
    private int firstKey;
    private int secondKey;
    private boolean forFirst;
    private boolean forSecond;

    public Standby(Waiter waiter, EventCount first, EventCount second) {
        this.waiter = waiter;
        this.first = first;
        this.second = second;
    }

    /** Has the next {@link #await} end at once. From any thread, after it has left what the waiting one shall look at. */
    public void ring() {
        bell.ring();
    }

    /** Forgets earlier ringing; whatever has been left before is to be looked at after this. */
    public void clear() {
        bell.clear();
    }

    /** Says that this thread is about to wait for one of them, both, or neither. */
    public void announce(boolean forFirst, boolean forSecond) {
        this.forFirst = forFirst;
        this.forSecond = forSecond;
        if (forFirst) {
            firstKey = first.prepare();
        }
        if (forSecond) {
            secondKey = second.prepare();
        }
    }

    /** Sleeps until one of those that were announced is signalled, the bell is rung, or the time is up. */
    public void await(int round, long nanos) {
        if (forFirst) {
            first.countWait();
        } else if (forSecond) {
            second.countWait();
        }
        waiter.awaitAny(
                forFirst ? first.word() : Waiter.NONE,
                firstKey,
                forSecond ? second.word() : Waiter.NONE,
                secondKey,
                bell,
                round,
                Math.min(nanos, forFirst || forSecond ? waiter.backstopNanos() : nanos));
    }
}
