package dev.sluice.stress.storm;

/** The storm itself cannot go on. */
final class StormFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StormFailure(String message) {
        super(message);
    }
}
