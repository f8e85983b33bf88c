package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P2: whoever is stopped at any store of any operation is not robbed, and goes on as if nothing had been. */
@Tag("once")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PausedOwnerTest {
    private static final int LEAST_WINDOWS = 110_000;

    /** What others try meanwhile comes before or after the stopped operation as a whole, or cannot be done; no guard changes hands. */
    @Test
    void nobodyIsRobbed() {
        PausedOwner.Report report = PausedOwner.visit();
        System.out.println(report.windows() + " windows, others got on in " + report.done());
        assertEquals(List.of(), report.violations());
        assertTrue(report.windows() >= LEAST_WINDOWS, "only " + report.windows() + " windows visited");
        assertTrue(report.done() > report.windows() / 20, "others got on in " + report.done() + " only");
        assertTrue(report.done() < report.windows(), "nobody was ever kept waiting");
    }
}
