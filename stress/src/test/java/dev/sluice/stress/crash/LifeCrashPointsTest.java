package dev.sluice.stress.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Waiting;
import dev.sluice.layout.SynchronizerLayout;
import dev.sluice.memory.FileIdentity;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.ObjectIdentity;
import dev.sluice.memory.Region;
import java.util.List;
import java.util.UUID;
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

    /** A creator that goes on writing when the file can be taken for complete is found. */
    @Test
    void storesAfterTheFileIsCompleteAreFound() {
        CrashPoints.Report report = LifeCrashPoints.visitCreation(
                new WritesOn(ObjectIdentity.of(FileKind.COUNTER, 0)),
                ObjectIdentity.reader(FileKind.COUNTER, 0, Integer.MAX_VALUE));
        assertTrue(
                report.violations().stream().anyMatch(violation -> violation.contains("taken for complete")),
                "found: " + report.violations());
    }

    private record WritesOn(ObjectIdentity identity) implements FileIdentity {
        @Override
        public void write(Region region) {
            identity.write(region);
            region.setLong(SynchronizerLayout.VALUE_OFFSET, 1);
        }

        @Override
        public int fileBytes() {
            return identity.fileBytes();
        }

        @Override
        public FileKind kind() {
            return identity.kind();
        }

        @Override
        public Waiting waiting() {
            return identity.waiting();
        }

        @Override
        public UUID fileId() {
            return identity.fileId();
        }
    }
}
