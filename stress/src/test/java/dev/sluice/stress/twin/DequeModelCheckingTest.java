package dev.sluice.stress.twin;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Deques of one, two and three elements are linearizable, with all operations on them, under some of the switches between two
 * threads; and a deque with a defect of its protocol is not. {@code -Dlincheck.factor=10} goes so many times as far.
 *
 * <p>What takes one switch, or two, is found. That the size is wrong, if an epoch stands still while a rotation goes back and
 * forth, takes three at certain places, and was not found in 1,500 runs.
 */
@NullUnmarked
@Tag("once")
class DequeModelCheckingTest {
    private static final int FACTOR = Integer.getInteger("lincheck.factor", 1);
    private static final int INVOCATIONS = 60 * FACTOR;

    @Test
    void ofOne() {
        random().sequentialSpecification(DequeModel.OfOne.class).check(OfOne.class);
    }

    @Test
    void ofTwo() {
        random().sequentialSpecification(DequeModel.OfTwo.class).check(OfTwo.class);
    }

    @Test
    void ofThree() {
        random().sequentialSpecification(DequeModel.OfThree.class).check(OfThree.class);
    }

    private static ModelCheckingOptions random() {
        return TwinCalls.modelChecking()
                .iterations(5 * FACTOR)
                .invocationsPerIteration(INVOCATIONS)
                .actorsPerThread(2)
                .actorsBefore(2)
                .actorsAfter(1);
    }

    /** In all of the races in which the defective one is found out. */
    @Test
    void winsRaces() {
        ModelCheckingOptions options = TwinCalls.modelChecking().iterations(0);
        for (Race race : Race.values()) {
            options.addCustomScenario(race.scenario());
        }
        options.invocationsPerIteration(INVOCATIONS)
                .sequentialSpecification(DequeModel.OfThree.class)
                .check(OfThree.class);
    }

    /** Whatever the operations are, if they need the same guard. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PUT_TAKE")
    void findsGuardWithoutCompareAndSet(Race race) {
        assertFound(race, StoredGuard.class);
    }

    @Test
    void findsCommitBeforeTheRecord() {
        assertFound(Race.PUT_TAKE, LateFill.class);
    }

    private static void assertFound(Race race, Class<? extends TwinCalls> defective) {
        ModelCheckingOptions options = TwinCalls.modelChecking()
                .iterations(0)
                .addCustomScenario(race.scenario())
                .invocationsPerIteration(INVOCATIONS)
                .minimizeFailedScenario(false)
                .sequentialSpecification(DequeModel.OfThree.class);
        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, () -> options.check(defective));
        assertTrue(found.getMessage().contains("Invalid execution results"), found::getMessage);
    }

    /** A deque of one element. */
    public static final class OfOne extends TwinCalls {
        public OfOne() {
            super(1, ArrayRegion::new);
        }
    }

    /** A deque of two elements. */
    public static final class OfTwo extends TwinCalls {
        public OfTwo() {
            super(2, ArrayRegion::new);
        }
    }

    /** A deque of three elements. */
    public static final class OfThree extends TwinCalls {
        public OfThree() {
            super(3, ArrayRegion::new);
        }
    }

    /** A deque of three elements with such a defect. */
    public static final class StoredGuard extends TwinCalls {
        public StoredGuard() {
            super(3, DefectiveRegions.StoredGuard::new);
        }
    }

    /** A deque of three elements with such a defect. */
    public static final class LateFill extends TwinCalls {
        public LateFill() {
            super(3, DefectiveRegions.LateFill::new);
        }
    }
}
