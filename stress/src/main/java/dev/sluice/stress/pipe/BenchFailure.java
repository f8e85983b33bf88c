package dev.sluice.stress.pipe;

/** A benchmark that cannot go on: a peer failed, or what arrived is not what was sent. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchFailure(String message) {
        super(message);
    }
}
