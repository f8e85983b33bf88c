package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Survivors go on with a synchronizer, whatever store of whatever operation a participant dies at, or asleep, and the repairer at. */
@Tag("once")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ObjectCrashPointsTest {
    /** The number of windows must not shrink unnoticed: then the harness would prove less than it says. */
    private static final int LEAST_WINDOWS = 33_000;

    /** A survivor finds the object as before or as after the operation, can repair it twice, and can use it. */
    @Test
    void everyCrashPointIsRepaired() {
        CrashPoints.Report report = ObjectCrashPoints.visit(42);
        System.out.println(report.windows() + " windows, " + report.states() + " memories judged");
        assertEquals(List.of(), report.violations());
        assertTrue(report.windows() >= LEAST_WINDOWS, "only " + report.windows() + " windows visited");
        assertTrue(report.states() > report.windows(), "no stores were lost in any window");
    }
}
