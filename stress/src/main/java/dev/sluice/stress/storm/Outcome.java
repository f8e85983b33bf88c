package dev.sluice.stress.storm;

/** How a call ended. */
enum Outcome {
    DONE(1),
    /** It had no effect: full, empty, time-out, shut down. */
    REFUSED(2),
    /** It threw, and may have had some effect. */
    UNSURE(3),
    /** It has not returned; never written, but what the reader finds after a kill. */
    IN_FLIGHT(4);

    /** What a ledger has for it. */
    final int code;

    Outcome(int code) {
        this.code = code;
    }

    static Outcome of(int code) {
        for (Outcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        throw new StormFailure("no outcome " + code);
    }
}
