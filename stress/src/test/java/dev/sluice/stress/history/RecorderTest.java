package dev.sluice.stress.history;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Waiting;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What processes see of a deque that they share is linearizable; and a deque of which that is not so is found out. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RecorderTest {
    private static final Recorder.Plan PLAN = new Recorder.Plan(3, 5, 2, Waiting.KERNEL, Clock.COUNTER, 42);

    /** Three processes, some histories at least, however slow the machine. */
    @Test
    void historiesOfProcesses() throws IOException {
        try (Recorder recorder = new Recorder(PLAN)) {
            Recorder.Report report = recorder.run(TimeUnit.MILLISECONDS.toNanos(2500));
            System.out.println(report);
            assertNull(report.violation());
            assertTrue(report.histories() > 10, report::toString);
            assertTrue(report.overlaps() > 0, "nothing has overlapped");
        }
    }

    /** The same, if polls read in one step and remove in another. */
    @Test
    void aTornPollIsFound() throws IOException {
        try (Recorder recorder = new Recorder(PLAN, "--torn-polls")) {
            String violation = recorder.run(TimeUnit.SECONDS.toNanos(30)).violation();
            assertNotNull(violation);
            assertTrue(violation.contains("poll_first"), violation);
            System.out.println(violation);
        }
    }
}
