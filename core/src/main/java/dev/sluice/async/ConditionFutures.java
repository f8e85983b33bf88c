package dev.sluice.async;

import dev.sluice.synchronizer.Awaitable;

/** The pending futures of a synchronizer's handle. */
public final class ConditionFutures {
    private final PendingQueue<ConditionFuture<?>> waiting = new PendingQueue<>(this::ring);
    private final Attendant attendant;

    /**
     * None so far.
     *
     * @param inOrder whether they are served first come, first served; else each as soon as what it waits for holds
     */
    public ConditionFutures(Awaitable object, boolean inOrder) {
        this.attendant = new Attendant(new ConditionServer(object, waiting, inOrder));
    }

    private void ring() {
        attendant.ring();
    }

    /** Whether nobody waits: then one may be tried at once without overtaking anybody. */
    public boolean nobodyWaits() {
        return waiting.isEmpty();
    }

    /** From now on the future waits. */
    public void add(ConditionFuture<?> future) {
        waiting.add(future);
        attendant.attend(Serving.FIRST);
        // The thread may have looked at the others, and be asleep, when what this one waits for came to hold. A change
        // after
        // this look wakes the thread.
        if (future.seemsToHold()) {
            attendant.ring();
        }
    }
}
