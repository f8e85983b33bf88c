package dev.sluice.contract;

import java.util.function.IntPredicate;

/** Arguments that show how a deque compares. */
final class Probes {
    /** What a probe throws. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Probes() {}

    /** An object that equals all those integers, though none of them equals it. */
    static Object equalTo(IntPredicate integers) {
        return new Probe(integers);
    }

    /** An object whose equals throws {@link Failure}. */
    static Object throwing() {
        return new Probe(integer -> {
            throw new Failure();
        });
    }

    private static final class Probe {
        private final IntPredicate integers;

        Probe(IntPredicate integers) {
            this.integers = integers;
        }

        @Override
        @SuppressWarnings("EqualsUsingHashCode")
        public boolean equals(Object other) {
            return other instanceof Integer integer ? integers.test(integer) : this == other;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
