package dev.sluice;

import org.jspecify.annotations.Nullable;

/** What the user's code has thrown while there was still something to do for other elements. */
final class Failures {
    private Failures() {}

    /** The first of the two, with the next one suppressed in it. */
    static Throwable add(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** Throws it as it is; also a checked exception that the user's code was not allowed to throw. */
    static void raise(Throwable failure) {
        Failures.<RuntimeException>raiseUnchecked(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raiseUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
