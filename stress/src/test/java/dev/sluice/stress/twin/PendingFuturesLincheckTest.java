package dev.sluice.stress.twin;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.async.HeedlessTake;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pending takes at both ends, on the heap twin, are linearizable: somebody puts, anybody cancels, and one thread serves one at
 * a time and looks at the results. What they do is compared with a queue and a list. Takes with a defect are found out.
 */
@NullUnmarked
@Tag("once")
class PendingFuturesLincheckTest {
    /** Under real threads. */
    @Test
    void stress() {
        ofThreads().check(PendingCalls.class);
    }

    /** A take that does not claim itself by a CAS is found out. */
    @Test
    void stressFindsDefect() {
        assertFound(ofThreads(), Delayed.class);
    }

    private static StressOptions ofThreads() {
        return new StressOptions()
                .iterations(20)
                .invocationsPerIteration(2000)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(PendingCalls.Specification.class);
    }

    /** Under all switches between two threads, and some between more. */
    @Test
    void modelChecking() {
        ofSwitches().check(PendingCalls.class);
    }

    /** A take that does not claim itself by a CAS is found out. */
    @Test
    void modelCheckingFindsDefect() {
        assertFound(ofSwitches(), Heedless.class);
    }

    private static ModelCheckingOptions ofSwitches() {
        ModelCheckingOptions options = TwinCalls.modelChecking();
        return options.iterations(5)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(3)
                .sequentialSpecification(PendingCalls.Specification.class);
    }

    private static void assertFound(Options<?, ?> options, Class<?> defective) {
        Options<?, ?> race = options.iterations(0).minimizeFailedScenario(false).addCustomScenario(cancelOfServed());
        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, () -> race.check(defective));
        assertTrue(found.getMessage().contains("Invalid execution results"), found::getMessage);
    }

    /** If the first one is cancelled, the element is the second one's. */
    private static ExecutionScenario cancelOfServed() {
        return Scenarios.race(
                List.of(call("offer", 5)),
                List.of(call("serve")),
                List.of(call("cancel", 0)),
                List.of(call("serve"), call("result", 0), call("result", 1)));
    }

    private static Actor call(String name, Object... arguments) {
        return Scenarios.call(PendingCalls.class, name, arguments);
    }

    /** Claims that overlook a withdrawal in the last moment. */
    public static final class Heedless extends PendingCalls {
        public Heedless() {
            super((twin, end) -> twin.add(new HeedlessTake(end, 0)));
        }
    }

    /** As above, with a last moment that is long enough for other threads. */
    public static final class Delayed extends PendingCalls {
        public Delayed() {
            super((twin, end) -> twin.add(new HeedlessTake(end, 200)));
        }
    }
}
