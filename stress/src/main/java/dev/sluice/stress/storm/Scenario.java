package dev.sluice.stress.storm;

/** What the workers use. */
enum Scenario {
    /** A deque as a queue: in at the tail, out at the head, singly and in batches; the order is checked too. */
    FIFO,
    /** A deque at both ends and inside: also insertions, removals, rotations, reversals. */
    MIXED,
    /** Permits of a semaphore. */
    SEMAPHORE,
    /** A lock, and whether its previous owner died. */
    LOCK;

    boolean isDeque() {
        return this == FIFO || this == MIXED;
    }
}
