package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repair may be killed at any of its stores, and is begun again by the next survivor, with the same result. */
@Tag("once")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DoubleDeathTest {
    /** Of what the first death may leave, one in so many is gone on from; {@code crash-points --double} has them all. */
    private static final int STRIDE = 1999;

    private static final int LEAST_WINDOWS = 57_000;

    /** Two deaths, one in an operation and one in its repair, are put in order by a third participant. */
    @Test
    void everyDeathOfTheRepairer() {
        DoubleDeath.Report report = DoubleDeath.visit(STRIDE, 42);
        System.out.println(report.repairs() + " repairs, " + report.windows() + " windows, " + report.states()
                + " memories judged");
        assertEquals(List.of(), report.violations());
        assertTrue(report.windows() >= LEAST_WINDOWS, "only " + report.windows() + " windows visited");
    }
}
