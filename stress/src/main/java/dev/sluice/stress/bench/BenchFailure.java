package dev.sluice.stress.bench;

/** A benchmark that cannot go on: a peer failed, or what arrived is not what was sent. */
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }
}
