package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The raw edges for Agrona's users keep their promises; {@link RawMain} says which. In a JVM with Agrona's flags. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RawEdgeTest {
    private static final String AGRONA_FLAG = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    @RegisterExtension
    final Stage stage = new Stage();

    /** Every check of {@link RawMain} holds. */
    @TestFactory
    Stream<DynamicTest> checks() throws Exception {
        Map<RawMain.Check, String> verdicts = play(AGRONA_FLAG, "-XX:TieredStopAtLevel=4");
        return Stream.of(RawMain.Check.values())
                .map(check -> DynamicTest.dynamicTest(check.name(), () -> assertEquals("ok", verdicts.get(check))));
    }

    /** That nothing is allocated does not depend on what the compiler makes of it. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:-DoEscapeAnalysis"})
    void noAllocation(String option) throws Exception {
        assertEquals("ok", play(AGRONA_FLAG, option).get(RawMain.Check.NO_ALLOCATION));
    }

    private Map<RawMain.Check, String> play(String... options) throws Exception {
        ChildJvm child =
                stage.start(ChildJvm.of(RawMain.class, stage.directory()).options(options));
        Map<RawMain.Check, String> verdicts = new EnumMap<>(RawMain.Check.class);
        for (String line = child.lineOrEnd(); !ChildJvm.isEnd(line); line = child.lineOrEnd()) {
            String[] words = line.split(" ", 3);
            assertNull(verdicts.put(
                    RawMain.Check.valueOf(words[1]), words[0].equals("ok") ? "ok" : words[2].replace('|', '\n')));
        }
        assertEquals(0, child.exitCode());
        assertEquals("", child.errors());
        return verdicts;
    }
}
