package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P1 holds, and all invariants, whatever store of whatever operation a participant dies at. */
@Tag("once")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CrashPointsTest {
    /** The number of windows must not shrink unnoticed: then the harness would prove less than it says. */
    private static final int LEAST_WINDOWS = 110_000;

    /** A survivor finds the deque as before or as after the operation, can repair it twice, and can use it. */
    @Test
    void everyCrashPointIsRepaired() {
        CrashPoints.Report report = CrashPoints.visit(false, 42);
        System.out.println(report.windows() + " windows, " + report.states() + " memories judged");
        assertEquals(List.of(), report.violations());
        assertTrue(report.windows() >= LEAST_WINDOWS, "only " + report.windows() + " windows visited");
        assertTrue(report.states() > report.windows(), "no stores were lost in any window");
    }
}
