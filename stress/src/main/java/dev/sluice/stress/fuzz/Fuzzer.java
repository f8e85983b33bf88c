package dev.sluice.stress.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Jazzer is started: in a JVM of its own, which a finding may end in any way. */
final class Fuzzer {
    /** An input that takes that long hangs; most take microseconds. */
    private static final int HANG_SECONDS = 20;

    private final List<String> command;
    private final Path corpus;

    private Fuzzer(List<String> command, Path corpus) {
        this.command = command;
        this.corpus = corpus;
    }

    /** On a target, with what was learned in a directory, where findings are put as well. */
    static Fuzzer of(Class<?> target, Path corpus) {
        return new Fuzzer(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:-CreateCoredumpOnCrash",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=dev.sluice.**",
                        // P4 forbids more than the default hooks look for, and none of what they look for can happen.
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                        "--reproducer_path=" + corpus,
                        "-artifact_prefix=" + corpus + "/",
                        "-timeout=" + HANG_SECONDS,
                        "-print_final_stats=1"),
                corpus);
    }

    /** For so long, from a seed; 0 stands for another one each time. */
    ProcessBuilder forSeconds(int seconds, int seed) {
        List<String> all = new ArrayList<>(command);
        all.add("-max_total_time=" + seconds);
        all.add("-seed=" + seed);
        all.add(corpus.toString());
        return new ProcessBuilder(all);
    }

    /** Plays these inputs, once each. */
    ProcessBuilder on(List<Path> inputs) {
        List<String> all = new ArrayList<>(command);
        inputs.forEach(input -> all.add(input.toString()));
        return new ProcessBuilder(all);
    }
}
