package dev.sluice.stress.race;

/** Ends a call that waits for what nobody is left to do. */
final class Stranded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stranded() {
        super("asleep, and nobody is left to wake it", null, false, false);
    }
}
