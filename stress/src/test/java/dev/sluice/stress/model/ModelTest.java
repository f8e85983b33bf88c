package dev.sluice.stress.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol's models, {@code src/main/tla/Sluice.tla}, for the permits of a semaphore {@code Permits.tla}, and for guards that
 * are taken without an atomic instruction {@code Bias.tla}, under TLC: they hold, and do not hold without any of their steps.
 */
@Tag("once")
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class ModelTest {
    private static final Path MODELS = Path.of("src", "main", "tla").toAbsolutePath();
    private static final int LIMIT_SECONDS = 800;
    private static final Pattern STATES = Pattern.compile("generated, (\\d+) distinct states found, 0 states left");

    @TempDir
    Path directory;

    /**
     * Whatever three processes do within these bounds, and whoever of them dies where, every invariant holds; and the number of
     * states does not shrink unnoticed.
     */
    @ParameterizedTest(name = "{0} from {1}: {2} calls, {3} deaths, {4} leave")
    @CsvSource(delimiter = '|', textBlock = """
                    put, take         | 0       | 4 | 0 | 1 | 220_000
                    put, take         | 0       | 3 | 1 | 0 | 320_000
                    put, take, remove | 0, 1, 2 | 2 | 2 | 0 | 360_000
                    """)
    void holds(String ops, String start, int calls, int deaths, int leaves, String least) throws Exception {
        String log = check("Sluice", config(ops, start, calls, deaths, leaves, "nothing"));
        assertTrue(log.contains("No error has been found"), log);
        assertStates(least, log);
    }

    /** Whoever has begun a call comes to its end, or to sleep with good reason, whatever dies on the way. */
    @Test
    void getsOn() throws Exception {
        String config = replaced(config("put, take", "0", 3, 1, 0, "nothing"), "  P = .*", "  P = {p1, p2}");
        config = replaced(config, "SPECIFICATION .*", "SPECIFICATION Fair");
        config = replaced(config, "SYMMETRY .*", ""); // symmetry is for invariants only
        config = replaced(config, "INVARIANTS .*", "PROPERTY GetsOn");
        String log = check("Sluice", config);
        assertTrue(log.contains("No error has been found"), log);
        assertStates("33_000", log);
    }

    /** Each step of the protocol is needed: without it, or with it elsewhere, that invariant breaks. */
    @ParameterizedTest(name = "{0} breaks {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    look before flag           | NobodyForgotten | put, take         | 0 | 3 | 0 | 0
                    flag before sequence       | NobodyForgotten | put, take         | 0 | 4 | 0 | 0
                    no cascade                 | NobodyForgotten | put, take         | 0 | 4 | 0 | 0
                    no passing on              | NobodyForgotten | put, take         | 0 | 3 | 0 | 1
                    no signal at the gate      | NobodyForgotten | put, take         | 0 | 2 | 0 | 0
                    no wake-all                | NobodyForgotten | put, take         | 0 | 3 | 1 | 0
                    repair lock not taken back | NobodyForgotten | put, take         | 0 | 2 | 2 | 0
                    takeover on time-out       | Exclusion       | put, take         | 0 | 2 | 0 | 0
                    slot freed first           | Signed          | put, take         | 0 | 1 | 1 | 0
                    commit before fill         | NothingLost     | put, take         | 0 | 1 | 0 | 0
                    change before selector     | NothingLost     | remove            | 2 | 1 | 0 | 0
                    no replay                  | NothingLost     | remove            | 2 | 1 | 1 | 0
                    cached index not refreshed | Once            | put, take, remove | 2 | 3 | 0 | 0
                    """)
    void breaks(String broken, String invariant, String ops, String start, int calls, int deaths, int leaves)
            throws Exception {
        String log = check("Sluice", config(ops, start, calls, deaths, leaves, broken), "-XX:TieredStopAtLevel=1");
        assertTrue(log.contains("Invariant " + invariant + " is violated"), log);
    }

    /** What the word and the slots say is what each participant holds, whoever is stopped or dies where. */
    @Test
    void permitsHold() throws Exception {
        String log = check("Permits", permits(2, 3, 1, "nothing"));
        assertTrue(log.contains("No error has been found"), log);
        assertStates("370_000", log);
    }

    /** Each step by which a slot is brought up to date is needed. */
    @ParameterizedTest
    @ValueSource(strings = {"once", "unseen", "no carry"})
    void permitsBreak(String broken) throws Exception {
        String log = check("Permits", permits(1, 3, 0, broken), "-XX:TieredStopAtLevel=1");
        assertTrue(log.contains("Invariant Right is violated"), log);
    }

    private static String permits(int shared, int changes, int deaths, String broken) throws IOException {
        Map<String, Object> constants =
                Map.of("Shared", shared, "Changes", changes, "Deaths", deaths, "Broken", "\"" + broken + "\"");
        return withConstants(Files.readString(MODELS.resolve("Permits.cfg")), constants);
    }

    /** A guard that is taken by a bias has one holder at a time, whoever dies or leaves where, and nobody waits for it in vain. */
    @ParameterizedTest(name = "{0} of {1} threads: {2} calls, {3} deaths, thrown out {4}, {5} leave")
    @CsvSource(delimiter = '|', textBlock = """
                    p1, p2, p3 | 1 | 3 | 2 | false | 0 | 57_000
                    p1, p2     | 2 | 3 | 2 | true  | 0 | 200_000
                    """)
    void biasHolds(String processes, int threads, int calls, int deaths, boolean throwing, int leaves, String least)
            throws Exception {
        String log = check("Bias", bias(processes, threads, calls, deaths, throwing, leaves, "nothing"));
        assertTrue(log.contains("No error has been found"), log);
        assertStates(least, log);
    }

    /** Each step of taking a bias, giving it, and repairing after its owner is needed, where it is. */
    @ParameterizedTest(name = "{0} breaks {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    no barrier         | Exclusion | p1, p2, p3 | 1 | 3 | false
                    barrier first      | Exclusion | p1, p2, p3 | 1 | 3 | false
                    barrier once       | Exclusion | p1, p2, p3 | 1 | 3 | false
                    check first        | Exclusion | p1, p2, p3 | 1 | 3 | false
                    no wait            | Exclusion | p1, p2, p3 | 1 | 3 | false
                    owner is holder    | Exclusion | p1, p2, p3 | 1 | 3 | false
                    trying is inside   | Exclusion | p1, p2, p3 | 1 | 3 | false
                    inside is nothing  | Settled   | p1, p2, p3 | 1 | 3 | false
                    gift after release | NotRobbed | p1, p2, p3 | 1 | 3 | false
                    gift to any        | Exclusion | p1, p2     | 2 | 3 | false
                    gift before healed | Served    | p1, p2     | 2 | 4 | true
                    trying stays       | Served    | p1, p2, p3 | 1 | 3 | true
                    """)
    void biasBreaks(String broken, String invariant, String processes, int threads, int calls, boolean throwing)
            throws Exception {
        String log = check("Bias", bias(processes, threads, calls, 1, throwing, 0, broken), "-XX:TieredStopAtLevel=1");
        assertTrue(log.contains("Invariant " + invariant + " is violated"), log);
    }

    private static String bias(
            String processes, int threads, int calls, int deaths, boolean throwing, int leaves, String broken)
            throws IOException {
        Map<String, Object> constants = Map.of(
                "P",
                "{" + processes + "}",
                "K",
                threads,
                "Calls",
                calls,
                "Deaths",
                deaths,
                "Throws",
                throwing ? "TRUE" : "FALSE",
                "Leaves",
                leaves,
                "Broken",
                "\"" + broken + "\"");
        return withConstants(Files.readString(MODELS.resolve("Bias.cfg")), constants);
    }

    private static void assertStates(String least, String log) {
        Matcher states = STATES.matcher(log);
        assertTrue(states.find(), log);
        long visited = Long.parseLong(states.group(1));
        assertTrue(visited >= Long.parseLong(least.replace("_", "")), "only " + visited + " distinct states");
    }

    private static String config(String ops, String start, int calls, int deaths, int leaves, String broken)
            throws IOException {
        Map<String, Object> constants = Map.of(
                "Ops",
                "{\"" + ops.replace(", ", "\", \"") + "\"}",
                "Start",
                "{" + start + "}",
                "Calls",
                calls,
                "Deaths",
                deaths,
                "Leaves",
                leaves,
                "Broken",
                "\"" + broken + "\"");
        return withConstants(Files.readString(MODELS.resolve("Sluice.cfg")), constants);
    }

    private static String withConstants(String file, Map<String, Object> constants) {
        String config = file;
        for (Map.Entry<String, Object> constant : constants.entrySet()) {
            String name = "  " + constant.getKey() + " = ";
            config = replaced(config, name + ".*", name + constant.getValue());
        }
        return config;
    }

    private static String replaced(String config, String line, String by) {
        Matcher matcher = Pattern.compile("(?m)^" + line + "$").matcher(config);
        assertEquals(1, matcher.results().count(), line);
        return matcher.reset().replaceAll(Matcher.quoteReplacement(by));
    }

    /** Runs TLC in a process of its own; returns what it says. */
    private String check(String model, String config, String... flags) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve(model + ".cfg"), config);
        Files.copy(MODELS.resolve(model + ".tla"), directory.resolve(model + ".tla"));
        Path log = directory.resolve("log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-Xmx2g", "-XX:+UseParallelGC", "-Djava.io.tmpdir=" + directory));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "tlc2.TLC"));
        command.addAll(List.of("-workers", "2", "-lncheck", "final", "-config", file.toString(), model + ".tla"));
        Process tlc = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(tlc.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "TLC does not end: " + read(log));
        } finally {
            tlc.destroyForcibly().waitFor();
        }
        return read(log);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
