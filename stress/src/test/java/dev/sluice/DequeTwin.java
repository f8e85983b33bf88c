package dev.sluice;

import dev.sluice.stress.twin.TwinFile;

/** The deque of the API over the heap, as a user has it over a file. In this package, as only it can put the two together. */
public final class DequeTwin {
    private DequeTwin() {}

    /** A new handle. */
    public static SharedDeque<Integer> attach(TwinFile file) {
        return new SharedDeque<>(file.attach(), Codec.int32());
    }
}
