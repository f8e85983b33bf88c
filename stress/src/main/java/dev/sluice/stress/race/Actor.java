package dev.sluice.stress.race;

/**
 * One of the two that race: what it does, through a handle of its own, and what came of it.
 *
 * @param name what it does, as in the matrix
 * @param steps how many linearizable operations it does
 * @param waits whether it may wait for the other one: then the two cannot be played one after the other in any order
 */
record Actor(String name, Act act, int steps, boolean waits) {
    Actor(String name, Act act, boolean waits) {
        this(name, act, 1, waits);
    }

    /** What an actor does. */
    interface Act {
        /** Returns what came of it, in the terms of {@link Outcome}. */
        int by(Side side) throws InterruptedException;
    }

    /** First this actor's, then another one's act: the digits of both results. */
    Actor then(Actor next) {
        return new Actor(
                name + ", " + next.name,
                side -> {
                    int before = act.by(side);
                    int after = next.act.by(side);
                    return before < 0 ? before : after < 0 ? after : before * 10 + after;
                },
                steps + next.steps,
                waits || next.waits);
    }
}
