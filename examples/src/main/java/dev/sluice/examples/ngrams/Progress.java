package dev.sluice.examples.ngrams;

/** Somebody who likes to see how far a run has come. */
interface Progress extends AutoCloseable {
    /** Nobody. */
    Progress NONE = (phase, done, total) -> {};

    /** A phase has come this far; {@code total} is -1 as long as nobody knows. Bytes for READ, lines for the others. */
    void show(Phase phase, long done, long total);

    /** The run is over, or has failed. */
    @Override
    default void close() {}
}
