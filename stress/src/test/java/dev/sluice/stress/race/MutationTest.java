package dev.sluice.stress.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The races see what they are there for. */
@Tag("once")
class MutationTest {
    private static final int STRIDE = 32;
    private static final long LIMIT_SECONDS = 300;

    @TempDir
    static Path directory;

    private static Duel duel;

    @BeforeAll
    static void begin() throws Exception {
        Path file = directory.resolve("races");
        duel = new Duel(Medium.mapped(file), Medium.mapped(file), STRIDE);
    }

    @AfterAll
    static void end() {
        duel.close();
    }

    static List<Defect> defects() {
        return Defects.all();
    }

    /** Without this step of the protocol, the race that is named for it fails; with it, as many states are as they must be. */
    @ParameterizedTest
    @MethodSource("defects")
    void missedStepIsFound(Defect defect) {
        Race race = Races.named(defect.race());
        Tally broken = duel.run(race, defect, Starter.Limit.firstForbidden(LIMIT_SECONDS));
        System.out.printf("%s: found after %,d states%n%s", defect, broken.states(), broken.report());
        assertTrue(broken.forbidden() > 0, () -> "without it, nothing is forbidden: " + broken.report());
        Tally whole = duel.run(
                race, Defect.NONE, new Starter.Limit(Math.min(broken.states() / STRIDE, 100), Long.MAX_VALUE, true));
        assertEquals(0, whole.forbidden(), whole::report);
    }
}
