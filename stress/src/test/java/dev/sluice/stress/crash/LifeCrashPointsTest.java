package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A participant may die before it has become one, and as it ceases to be one. */
@Tag("once")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LifeCrashPointsTest {
    private static final int LEAST_WINDOWS = 700;

    /** A file that is not complete is refused; a slot that was half taken or half left can be had by the next one. */
    @Test
    void everyCrashPointOfCreationAttachingAndLeaving() {
        CrashPoints.Report report = LifeCrashPoints.visit(42);
        System.out.println(report.windows() + " windows, " + report.states() + " memories judged");
        assertEquals(List.of(), report.violations());
        assertTrue(report.windows() >= LEAST_WINDOWS, "only " + report.windows() + " windows visited");
        assertTrue(report.states() > report.windows(), "no stores were lost in any window");
    }
}
