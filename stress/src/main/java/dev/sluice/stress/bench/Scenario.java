package dev.sluice.stress.bench;

import java.io.IOException;

/** A question that is answered by figures. */
interface Scenario {
    /** Measures, and prints a table. */
    void run(Bench bench) throws IOException, InterruptedException;
}
