package dev.sluice.stress.storm;

/** What a call does, as far as the accounts go. */
enum Op {
    /** Puts one element, or several in one step: all of them or none. */
    PUT(1),
    /** Puts elements one after the other: some of the first ones. */
    PUT_PIECEMEAL(2),
    /** Takes up to so many elements from an end. */
    TAKE(3),
    /** Removes elements that it has chosen. */
    REMOVE(4),
    /** Changes the order. */
    REORDER(5),
    /** Acquires permits, or a lock. */
    ACQUIRE(6),
    /** Gives them back. */
    RELEASE(7),
    /** Asks whether the previous owner died. */
    ASK(8);

    /** What a ledger has for it. */
    final int code;

    Op(int code) {
        this.code = code;
    }

    static Op of(int code) {
        for (Op op : values()) {
            if (op.code == code) {
                return op;
            }
        }
        throw new StormFailure("no operation " + code);
    }
}
