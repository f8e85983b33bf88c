package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.synchronizer.CounterEngine;
import dev.sluice.synchronizer.Handle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P2 for synchronizers: whoever is stopped at any store of any operation is not robbed, and goes on as if nothing had been. */
@Tag("once")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PausedObjectOwnerTest {
    private static final int LEAST_WINDOWS = 5_400;

    /** What another one does meanwhile comes before or after the stopped operation, or while it sleeps, or cannot be done. */
    @Test
    void nobodyIsRobbed() {
        PausedOwner.Report report = PausedObjectOwner.visit();
        System.out.println(report.windows() + " windows, others got on in " + report.done());
        assertEquals(List.of(), report.violations());
        assertTrue(report.windows() >= LEAST_WINDOWS, "only " + report.windows() + " windows visited");
        assertTrue(report.done() > report.windows() / 20, "others got on in " + report.done() + " only");
        assertTrue(report.done() < report.windows(), "nobody was ever kept waiting");
    }

    /** An operation in two steps, between which others may come, is found. */
    @Test
    void whatOthersSeeInTheMiddleIsFound() {
        PausedOwner.Report report = PausedObjectOwner.visit(Map.of("add twice", new AddsTwice()));
        assertTrue(
                report.violations().stream().anyMatch(violation -> violation.contains("turn=1")),
                "found: " + report.violations());
    }

    /** Who sees the counter in the middle of this sees 1, which no order of the two has. */
    private record AddsTwice() implements ObjectScenario<CounterEngine> {
        @Override
        public Handle.Kind<CounterEngine> kind() {
            return CounterEngine.KIND;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public void prepare(CounterEngine survivor, CounterEngine victim) {}

        @Override
        public void operate(CounterEngine victim) {
            victim.getAndAdd(1);
            victim.getAndAdd(1);
        }

        @Override
        public String state(CounterEngine survivor) {
            return Long.toString(survivor.get());
        }

        @Override
        public List<Turn<CounterEngine>> turns() {
            return List.of(new Turn<>("get", CounterEngine::get));
        }

        @Override
        public int[] eventCounts() {
            return new int[0];
        }

        @Override
        public void use(CounterEngine survivor) {}
    }
}
