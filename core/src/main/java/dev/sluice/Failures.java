package dev.sluice;

import java.util.List;
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

    /**
     * Has a failure carry others that must not get lost.
     *
     * @return the failure, or one that stands for it: what the JVM has made in advance, for when there is no memory, carries none
     */
    static Throwable carrying(Throwable failure, List<? extends Throwable> others) {
        if (others.isEmpty()) {
            return failure;
        }
        Throwable carrier = failure;
        carrier.addSuppressed(others.get(0));
        if (carrier.getSuppressed().length == 0) {
            carrier = failure instanceof OutOfMemoryError
                    ? new OutOfMemoryError(failure.getMessage()).initCause(failure)
                    : new IllegalStateException(failure);
            carrier.addSuppressed(others.get(0));
        }
        others.subList(1, others.size()).forEach(carrier::addSuppressed);
        return carrier;
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
