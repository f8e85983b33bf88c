package dev.sluice.examples.ngrams;

import java.io.IOException;

/** Those who count. Each tells its death by itself, with {@link Message.Died} in the results. */
interface Workers {
    /** How many there shall be. */
    int size();

    /** Starts one: the first ones, and a replacement for one that has died. */
    void start() throws IOException;
}
