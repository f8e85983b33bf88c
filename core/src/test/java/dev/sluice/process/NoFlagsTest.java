package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On every JDK from 17 on that this machine has, nothing needs a flag, and nothing but the JDK about JNA is printed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NoFlagsTest {
    private static final int OLDEST = 17;
    /** The first version that says something about native access, and that knows how to forbid Unsafe. */
    private static final int NATIVE_ACCESS_WARNINGS = 24;

    private static final List<Pattern> ABOUT_JNA = Stream.of(
                    "WARNING: A restricted method in java\\.lang\\.System has been called",
                    "WARNING: java\\.lang\\.System::load has been called by com\\.sun\\.jna\\.Native in .*",
                    "WARNING: Use --enable-native-access=\\S+ to avoid a warning for callers in this module",
                    "WARNING: Restricted methods will be blocked in a future release unless native access is enabled")
            .map(Pattern::compile)
            .collect(Collectors.toList());

    @RegisterExtension
    final Stage stage = new Stage();

    record Jdk(int version, Path home) implements Comparable<Jdk> {
        @Override
        public int compareTo(Jdk other) {
            int byVersion = Integer.compare(version, other.version);
            return byVersion != 0 ? byVersion : home.compareTo(other.home);
        }

        /** The JDK in that folder, if there is one. */
        static Stream<Jdk> in(Path folder) {
            try {
                Path home = folder.toRealPath();
                if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
                    return Stream.empty();
                }
                Matcher version =
                        Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(home.resolve("release")));
                return version.find() ? Stream.of(new Jdk(Integer.parseInt(version.group(1)), home)) : Stream.empty();
            } catch (IOException none) {
                return Stream.empty();
            }
        }
    }

    static Set<Jdk> jdks() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        try (Stream<Path> installed = Files.isDirectory(all) ? Files.list(all) : Stream.empty()) {
            return Stream.of(
                            Stream.of(Path.of(System.getProperty("java.home"))),
                            installed,
                            System.getenv().entrySet().stream()
                                    .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                                    .map(Map.Entry::getValue)
                                    .map(Path::of))
                    .flatMap(folders -> folders)
                    .flatMap(Jdk::in)
                    .filter(jdk -> jdk.version() >= OLDEST)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private List<String> errorsOf(Jdk jdk, String... options) throws Exception {
        ChildJvm child = stage.start(ChildJvm.of(NoFlagsMain.class, stage.directory())
                .home(jdk.home())
                .plain()
                .options(options));
        int exit = child.exitCode();
        assertEquals(0, exit, child::errors);
        child.expect("done");
        return child.errors().lines().collect(Collectors.toList());
    }

    /** Without any flag everything works, in silence but for the lines that the JDK prints about JNA from 24 on. */
    @ParameterizedTest
    @MethodSource("jdks")
    void noFlag(Jdk jdk) throws Exception {
        List<String> errors = errorsOf(jdk);
        if (jdk.version() < NATIVE_ACCESS_WARNINGS) {
            assertEquals(List.of(), errors);
            return;
        }
        for (String line : errors) {
            assertTrue(
                    ABOUT_JNA.stream().anyMatch(known -> known.matcher(line).matches()),
                    () -> line + " in " + String.join("\n", errors));
        }
        assertFalse(errors.isEmpty(), "the JDK has changed its mind: say so in README");
    }

    /** The one flag that the README names makes it silent on every JDK. */
    @ParameterizedTest
    @MethodSource("jdks")
    void silentWithTheOneFlag(Jdk jdk) throws Exception {
        assertEquals(List.of(), errorsOf(jdk, "--enable-native-access=ALL-UNNAMED"));
    }

    /** Nothing breaks where Unsafe and native access of strangers are forbidden, as later JDKs will do by themselves. */
    @ParameterizedTest
    @MethodSource("jdks")
    void whereMoreIsForbidden(Jdk jdk) throws Exception {
        assumeTrue(jdk.version() >= NATIVE_ACCESS_WARNINGS, "older JDKs have no such options");
        assertEquals(
                List.of(),
                errorsOf(
                        jdk,
                        "--enable-native-access=ALL-UNNAMED",
                        "--illegal-native-access=deny",
                        "--sun-misc-unsafe-memory-access=deny"));
    }
}
