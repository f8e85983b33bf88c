package dev.sluice.stress.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.stress.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Races between two processes. */
@Tag("once")
class StridesTest {
    private static final int STRIDE = 32;
    private static final long LIMIT_SECONDS = 300;

    @TempDir
    Path directory;

    private static String runs(int exitCode, String... arguments) {
        StringWriter text = new StringWriter();
        int code = new CommandLine(new Main())
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .execute(arguments);
        assertEquals(exitCode, code, text::toString);
        return text.toString();
    }

    /** No race between two processes has an outcome that is not allowed. */
    @Test
    void nothingForbidden() throws Exception {
        StringBuilder failed = new StringBuilder();
        long states = 0;
        double overlaps = 0;
        int races = 0;
        try (TwoProcesses processes = TwoProcesses.on(directory.resolve("races"), STRIDE)) {
            for (Race race : Races.all()) {
                if (!race.isOfOneProcess()) {
                    Tally tally = processes.run(race, Defect.NONE, Starter.Limit.millis(60));
                    failed.append(tally.forbidden() > 0 ? tally.report() : "");
                    states += tally.states();
                    overlaps += tally.overlap();
                    races++;
                }
            }
        }
        System.out.printf("%d races, %,d states, both at once in %.0f %%%n", races, states, 100 * overlaps / races);
        assertTrue(failed.length() == 0, failed.toString());
        assertTrue(overlaps > 0, "the two were never in the same state at the same time");
    }

    /** What is not fenced is seen to go wrong: a look is taken before the store in front of it is seen by the other process. */
    @Test
    void storeBufferingIsSeen() throws Exception {
        Race unfenced = Races.matching("release store").get(0);
        Verdict reordered = unfenced.verdicts().stream()
                .filter(Verdict::mustBeSeen)
                .findFirst()
                .orElseThrow();
        long begin = System.nanoTime();
        long seen = 0;
        try (TwoProcesses processes = TwoProcesses.on(directory.resolve("races"), STRIDE)) {
            while (seen == 0 && System.nanoTime() - begin < LIMIT_SECONDS * 1_000_000_000L) {
                seen = processes
                        .run(unfenced, Defect.NONE, Starter.Limit.millis(100))
                        .count(reordered.outcome());
            }
        }
        assertTrue(seen > 0);
    }

    /** Steps that are missed between threads are missed between processes. */
    @Test
    void missedStepsAreFound() throws Exception {
        try (TwoProcesses processes = TwoProcesses.on(directory.resolve("races"), STRIDE)) {
            for (String name :
                    List.of("head-guard-not-atomic", "commit-before-fill", "key-forgotten", "epoch-not-marked")) {
                Defect defect = Defects.named(name);
                Tally broken =
                        processes.run(Races.named(defect.race()), defect, Starter.Limit.firstForbidden(LIMIT_SECONDS));
                assertTrue(broken.forbidden() > 0, broken::report);
            }
        }
    }

    /** The command says what it reached, and ends with 1 if something came of it that is not allowed. */
    @Test
    void commandTells() {
        String whole = runs(0, "strides", "--seconds", "0.2", "^pollFirst / pollFirst / one$");
        assertTrue(whole.contains("states") && whole.contains("both at once in"), whole);
        String broken = runs(
                1,
                "strides",
                "--seconds",
                "3",
                "--strides",
                "100",
                "--states",
                "64",
                "--broken",
                "head-guard-not-taken",
                "^drain 6 / drain 6 / three$");
        assertTrue(broken.contains("FORBIDDEN") && broken.contains("FAILED: drain 6 / drain 6 / three"), broken);
        runs(2, "strides", "no such race");
    }

    /** The list has each race with its outcomes and their reasons. */
    @Test
    void listTells() {
        String list = runs(0, "races");
        Races.all()
                .forEach(race -> assertTrue(list.contains(race.name()) && list.contains(race.hazard()), race.name()));
        assertTrue(runs(0, "races", "--broken").contains("head-guard-not-atomic"));
    }
}
